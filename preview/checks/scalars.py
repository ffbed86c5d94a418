"""Does a plain value have its declared type? Providers take text for numbers and the like: a hint."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from preview.checks.problem import Level
from preview.schema import Type
from preview.values import Reference, Value


def _text(value: Value) -> Level | None:
    if isinstance(value, str | Reference):
        return None
    return "hint" if isinstance(value, bool | int | float) else "error"


def _boolean(value: Value) -> Level | None:
    if isinstance(value, bool):
        return None
    return "hint" if value in ("true", "false") else "error"


def _number(value: Value) -> Level | None:
    if isinstance(value, bool):
        return "error"
    if isinstance(value, int | float):
        return None
    if isinstance(value, str):
        try:
            float(value)
        except ValueError:
            return "error"
        return "hint"
    return "error"


def _integer(value: Value) -> Level | None:
    if isinstance(value, float) and not value.is_integer():
        return "error"
    return _number(value)


SCALARS: Final[Mapping[str, Callable[[Value], Level | None]]] = {
    "string": _text,
    "boolean": _boolean,
    "number": _number,
    "integer": _integer,
}
"""By kind of type: the level of the problem that a value of another type is; None if there is none."""


def is_like(type: Type, value: Value) -> bool:
    """Has the value the form of the type: an object, a list, or neither?"""
    if isinstance(value, dict):
        return type.kind in ("object", "map")
    if isinstance(value, list):
        return type.kind == "list"
    return type.kind not in ("object", "map", "list")
