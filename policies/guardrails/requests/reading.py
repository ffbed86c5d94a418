"""Reading plain values in three states: a value, `Unknown()`, and None for what is not set."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..evaluation import Unknown
from ..evaluation.truth import Truth, all_of, any_of, negation

LIST = "[]"
_HOLE = re.compile(r"\{([^}|]+)(?:\|([^}]*))?\}")


def at(value: Any, path: str) -> Any:
    """The value at a dotted path. A list of one block is that block; below what is unknown all is unknown."""
    for key in path.split("."):
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if isinstance(value, Unknown):
            return value
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def every(value: Any, path: str) -> Any:
    """The value at a path in which `[]` stands for the elements of a list: then a list of what is there."""
    before, mark, after = path.partition(LIST)
    if not mark:
        return at(value, path)
    listed = at(value, before)
    if isinstance(listed, Unknown):
        return Unknown(optional=True)
    if listed is None:
        return None
    below = after.lstrip(".")
    found = [at(one, below) if below else one for one in (listed if isinstance(listed, list) else [listed])]
    return [one for one in found if one is not None]


def is_set(value: Any) -> Truth:
    """Whether a value is there: neither null nor false nor empty."""
    if isinstance(value, Unknown):
        return None
    return value is not None and value is not False and value not in ("", [], {})


def holds(when: str, properties: Mapping[str, Any]) -> Truth:
    """Whether a condition of the data holds for a resource; none at all does."""
    if not when:
        return True
    return any_of(
        all_of(_atom(atom.strip(), properties) for atom in part.split(" and ")) for part in when.split(" or ")
    )


def _atom(atom: str, properties: Mapping[str, Any]) -> Truth:
    if atom.startswith("not "):
        return negation(_atom(atom.removeprefix("not "), properties))
    path, equals, wanted = atom.partition(" == ")
    value = at(properties, path)
    if not equals:
        return is_set(value)
    return None if isinstance(value, Unknown) else value is not None and text(value) == wanted


def text(value: Any) -> str:
    """A scalar as a request carries it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def texts(value: Any) -> str | Unknown | list[str | Unknown] | None:
    """A scalar, or a list of scalars, as values of a condition key; what is neither is unknown."""
    if value is None or isinstance(value, Unknown):
        return value
    if isinstance(value, list):
        found = [one for element in value for one in _flat(texts(element))]
        return found or None
    return Unknown() if isinstance(value, Mapping) else text(value)


def _flat(value: str | Unknown | list[str | Unknown] | None) -> Iterator[str | Unknown]:
    if isinstance(value, list):
        yield from value
    elif value is not None:
        yield value


def holes(template: str) -> list[str]:
    """The property paths that a text with `{property}` holds."""
    return [match[1] for match in _HOLE.finditer(template)]


def fill(template: str, properties: Mapping[str, Any], fixed: Mapping[str, str]) -> tuple[str, bool, bool]:
    """A text with its properties filled in, whether it is whole, and whether one that is unknown is missing.

    `fixed` holds what is no property, such as `region`. What is missing becomes `*`. Where the property that
    should fill a part of an ARN is an ARN itself, that is the answer.
    """
    filled, end, whole, unknown = "", 0, True, False
    for match in _HOLE.finditer(template):
        filled += template[end : match.start()]
        end = match.end()
        if match[1] in fixed:
            filled += fixed[match[1]]
            continue
        value = at(properties, match[1].removesuffix(LIST))
        if isinstance(value, Unknown):
            unknown = True
        value = match[2] if value is None else value
        if isinstance(value, (str, bool, int, float)) and value != "":
            written = text(value)
            if written.startswith("arn:"):
                return written, True, False
            # A name such as `/app/key` brings the slash that the ARN has already.
            filled += written[1:] if filled.endswith("/") and written.startswith("/") else written
        else:
            filled, whole = filled + "*", False
    return filled + template[end:], whole, unknown
