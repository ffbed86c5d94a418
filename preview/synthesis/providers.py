"""Provider resources: their inputs, which travel as JSON text."""

from __future__ import annotations

import json
from collections.abc import Mapping

from preview.schema import SchemaIndex, Type
from preview.values import Secret, Value

PROVIDER_PREFIX = "pulumi:providers:"


def is_provider(token: str) -> bool:
    """Is `token` the type of a provider resource?"""
    return token.startswith(PROVIDER_PREFIX)


def decode_provider_inputs(schemas: SchemaIndex, token: str, inputs: Mapping[str, Value]) -> dict[str, Value]:
    """The inputs of a provider with every JSON text turned into the data it stands for.

    Keys that a program wrote in Python's form (`role_arn`) get their names on the wire. Text that is no
    JSON, and inputs that the schema does not know, stay as they are.
    """
    schema = schemas.resource(token)
    if schema is None:
        return dict(inputs)
    decoded: dict[str, Value] = {}
    for key, value in inputs.items():
        declared = schema.inputs.get(key)
        decoded[key] = value if declared is None else _decode(schemas, declared.type, value)
    return decoded


def _decode(schemas: SchemaIndex, type: Type, value: Value) -> Value:
    if isinstance(value, Secret):
        return Secret(_decode(schemas, type, value.value))
    if isinstance(value, str) and type.kind not in ("string", "any", "enum", "union"):
        try:
            value = json.loads(value)
        except ValueError:
            return value
    return _renamed(schemas, type, value)


def _renamed(schemas: SchemaIndex, type: Type, value: Value) -> Value:
    if isinstance(value, Secret):
        return Secret(_renamed(schemas, type, value.value))
    if isinstance(value, list) and type.kind == "list" and type.element is not None:
        return [_renamed(schemas, type.element, item) for item in value]
    if isinstance(value, dict) and type.kind == "map" and type.element is not None:
        return {key: _renamed(schemas, type.element, item) for key, item in value.items()}
    if isinstance(value, dict) and type.kind == "object":
        declared = schemas.object(type)
        if declared is None:
            return value
        by_name = {prop.python_name: prop for prop in declared.properties.values()} | dict(
            declared.properties
        )
        return {
            (by_name[key].name if key in by_name else key): (
                _renamed(schemas, by_name[key].type, item) if key in by_name else item
            )
            for key, item in value.items()
        }
    return value
