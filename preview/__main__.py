"""`python -m preview`."""

import signal
import sys

# Until the command line takes over, Ctrl-C just ends the process, without a traceback from some import.
signal.signal(signal.SIGINT, signal.SIG_DFL)

from preview.cli import main  # noqa: E402 - see above

sys.exit(main())
