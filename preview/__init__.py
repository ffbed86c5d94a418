"""A credential-free preview of Pulumi programs in Python, judged by their policy packs.

It runs the unmodified program and the unmodified pack over Pulumi's own protocols, with no Pulumi CLI, no
provider plugin, no credentials and no network. `python -m preview -h` explains the commands.
"""

import os

# gRPC's core reads this when it is first imported; it would tell of every connection that a program closes.
os.environ.setdefault("GRPC_VERBOSITY", "ERROR")
