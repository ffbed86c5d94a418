"""Resources just imported, of which only the program knows what they are.

An engine reads a resource that it imports, records the inputs that come back, and then asks for the
difference to those of the program. A cloud would answer with what is there. Here nothing is but the name that
the id tells, so everything else that the program says is an update in place, after which the engine has
recorded the program's inputs: the same as where both agree from the start.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping

from preview.schema import ResourceSchema
from preview.synthesis.names import namings
from preview.values import Value, contains_unknown


class Imports:
    """The inputs that were answered for resources being imported; safe to use from several threads."""

    def __init__(self) -> None:
        self._inputs: dict[str, dict[str, Value]] = {}
        self._lock = threading.Lock()

    def read(self, urn: str, schema: ResourceSchema | None, outputs: Mapping[str, Value]) -> dict[str, Value]:
        """The inputs of a resource that an engine reads to import it: the name, if the id tells it."""
        names = [naming.property for naming in namings(schema)] if schema is not None else []
        inputs = {
            name: outputs[name] for name in names if name in outputs and not contains_unknown(outputs[name])
        }
        with self._lock:
            self._inputs[urn] = inputs
        return dict(inputs)

    def finish(self, urn: str, inputs: Mapping[str, Value]) -> bool:
        """Are these the inputs that were answered for the resource? Asked once, after it was read."""
        with self._lock:
            return self._inputs.pop(urn, None) == inputs
