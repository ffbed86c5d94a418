"""The engine of a preview: it stands where Pulumi's own engine would, and deploys nothing.

`Deployment` is the core, without any transport. `Servers` offers it to a program in another process, and
`preview.testing` calls it within one.
"""

from preview.engine.deployment import Deployment
from preview.engine.model import (
    Diagnostic,
    EngineError,
    Resource,
    SourcePosition,
    StackOutputs,
    UnknownStack,
)
from preview.engine.servers import Servers

__all__ = [
    "Deployment",
    "Diagnostic",
    "EngineError",
    "Resource",
    "Servers",
    "SourcePosition",
    "StackOutputs",
    "UnknownStack",
]
