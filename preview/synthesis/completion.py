"""Echoed inputs, completed with the properties that only the provider could fill in."""

from __future__ import annotations

import threading

from preview.schema import SchemaIndex, Type
from preview.values import UNKNOWN, Secret, Value


class Completion:
    """Completes echoed inputs; knows the types that need it."""

    def __init__(self, schemas: SchemaIndex) -> None:
        self._schemas = schemas
        self._lock = threading.RLock()
        self._known: dict[str, bool] = {}

    def completed(self, type: Type, value: Value) -> Value:
        """`value`, an input, as an output of `type`: what only outputs have is unknown inside its objects."""
        if value is None or value is UNKNOWN or not self._computes(type, frozenset()):
            return value
        if isinstance(value, Secret):
            return Secret(self.completed(type, value.value))
        if isinstance(value, list) and type.kind == "list" and type.element is not None:
            return [self.completed(type.element, item) for item in value]
        if isinstance(value, dict) and type.kind == "map" and type.element is not None:
            return {key: self.completed(type.element, item) for key, item in value.items()}
        declared = self._schemas.object(type) if type.kind == "object" else None
        if declared is None or not isinstance(value, dict):
            return value
        types = {name: prop.type for name, prop in declared.properties.items()}
        whole = {
            key: self.completed(types[key], item) if key in types else item for key, item in value.items()
        }
        for key in self._only_outputs(type):
            whole.setdefault(key, UNKNOWN)
        return whole

    def _computes(self, type: Type, within: frozenset[str]) -> bool:
        """Does any object in `type` have properties that only outputs have? `within` ends recursive types."""
        while type.kind in ("list", "map") and type.element is not None:
            type = type.element
        if type.kind != "object" or type.name in within:
            return False
        found = self._known.get(type.name)
        if found is not None:
            return found
        declared = self._schemas.object(type)
        within |= {type.name}
        found = bool(self._only_outputs(type)) or (
            declared is not None
            and any(self._computes(prop.type, within) for prop in declared.properties.values())
        )
        if found or len(within) == 1:
            # A no found inside a recursive type may only mean that the outer type is not done yet.
            with self._lock:
                self._known[type.name] = found
        return found

    def _only_outputs(self, type: Type) -> list[str]:
        declared = self._schemas.object(type)
        inputs = self._schemas.object(
            Type("object", name=f"{type.name}Args".replace("|outputs|", "|inputs|"))
        )
        if declared is None or inputs is None:
            return []
        return [name for name in declared.properties if name not in inputs.properties]
