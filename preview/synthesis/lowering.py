"""Values as a provider takes them that knows no resource references."""

from __future__ import annotations

from preview.values import Reference, Secret, Value


def lowered(value: Value) -> Value:
    """`value` with each resource replaced by its id, a component by its URN, at every depth."""
    if isinstance(value, Reference):
        return value.urn if value.id is None else value.id
    if isinstance(value, dict):
        return {key: lowered(item) for key, item in value.items()}
    if isinstance(value, list):
        return [lowered(item) for item in value]
    if isinstance(value, Secret):
        return Secret(lowered(value.value))
    return value
