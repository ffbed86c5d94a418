"""Documents that a program may give as an object where the provider has text: policies of IAM and others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from preview.schema import ResourceSchema
from preview.values import UNKNOWN, Secret, Unknown, Value

# Go's encoder, which the provider uses, writes these so that the text may stand in a page.
_ESCAPES: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def as_texts(schema: ResourceSchema, inputs: Mapping[str, Value]) -> dict[str, Value]:
    """The inputs with every object as JSON text that the provider takes as either and keeps as text.

    What is not known within an object makes all of its text unknown, and a secret all of it secret.
    """
    return {key: _text(value) if _is_document(schema, key) else value for key, value in inputs.items()}


def _is_document(schema: ResourceSchema, name: str) -> bool:
    given, kept = schema.inputs.get(name), schema.outputs.get(name)
    if given is None or kept is None or kept.type.kind != "string":
        return False
    kinds = {option.kind for option in given.type.options}
    return given.type.kind == "union" and kinds == {"string", "object"}


def _text(value: Value) -> Value:
    if isinstance(value, Secret):
        inner = _text(value.value)
        return inner if isinstance(inner, Secret) else Secret(inner)
    if not isinstance(value, dict):
        return value
    plain, secret, unknown = _plain(value)
    if unknown:
        return Secret(UNKNOWN) if secret else UNKNOWN
    text = json.dumps(plain, separators=(",", ":"), sort_keys=True, ensure_ascii=False).translate(_ESCAPES)
    return Secret(text) if secret else text


def _plain(value: Value) -> tuple[Value, bool, bool]:
    """A value without marks of secrets, and whether any of it is secret or not known."""
    if isinstance(value, Secret):
        plain, _, unknown = _plain(value.value)
        return plain, True, unknown
    if isinstance(value, dict):
        parts = {key: _plain(item) for key, item in value.items()}
        plain = {key: part[0] for key, part in parts.items()}
        return plain, any(part[1] for part in parts.values()), any(part[2] for part in parts.values())
    if isinstance(value, list):
        items = [_plain(item) for item in value]
        return [item[0] for item in items], any(item[1] for item in items), any(item[2] for item in items)
    return value, False, isinstance(value, Unknown)
