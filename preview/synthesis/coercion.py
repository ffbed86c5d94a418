"""Values brought to the type that an SDK declares for them."""

from __future__ import annotations

from preview.schema import SchemaIndex, Type
from preview.values import UNKNOWN, Secret, Value


def coerced(schemas: SchemaIndex, type: Type, value: Value) -> Value:
    """`value` as `type`: numbers for text that is one, text for numbers; UNKNOWN if it does not fit at all.

    Objects keep their declared properties only, and those that must be there and are not are unknown: the
    classes of the SDKs refuse anything else.
    """
    if isinstance(value, Secret):
        return Secret(coerced(schemas, type, value.value))
    if value is UNKNOWN:
        return UNKNOWN
    if type.kind in ("string", "integer", "number", "boolean"):
        return _scalar(type.kind, value)
    if type.kind == "list" and type.element is not None:
        element = type.element
        return [coerced(schemas, element, item) for item in value] if isinstance(value, list) else UNKNOWN
    if type.kind == "map" and type.element is not None:
        element = type.element
        if not isinstance(value, dict):
            return UNKNOWN
        return {key: coerced(schemas, element, item) for key, item in value.items()}
    if type.kind == "object":
        return _object(schemas, type, value)
    return value


def _scalar(kind: str, value: Value) -> Value:
    if kind == "string":
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else UNKNOWN
    if kind == "boolean":
        if isinstance(value, bool):
            return value
        return {"true": True, "false": False}.get(value, UNKNOWN) if isinstance(value, str) else UNKNOWN
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return UNKNOWN
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return UNKNOWN
    if kind == "integer" or number.is_integer():
        return int(number) if number == number and abs(number) != float("inf") else UNKNOWN
    return number


def _object(schemas: SchemaIndex, type: Type, value: Value) -> Value:
    declared = schemas.object(type)
    if declared is None:
        return value
    if not isinstance(value, dict):
        return UNKNOWN
    found: dict[str, Value] = {}
    for name, prop in declared.properties.items():
        item = value.get(name, value.get(prop.python_name))
        if item is not None:
            found[name] = coerced(schemas, prop.type, item)
        elif prop.required:
            found[name] = UNKNOWN
    return found
