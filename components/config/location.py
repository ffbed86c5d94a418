"""Where in a value pydantic's error stands, and which type is allowed there."""

from __future__ import annotations

from typing import Any

from pydantic.fields import FieldInfo

from preview.project import KeyPath, nearest

from .words import fields_of, inside


def walk(entry: Any, annotation: Any, value: Any) -> tuple[KeyPath, Any, FieldInfo | None, Any]:
    """Where the error stands, the type that is allowed there, its field, and what was given.

    For an unknown key the type is that of what holds it. Steps that name a member of a union are left out.
    """
    loc: list[str | int] = []
    steps = list(entry["loc"])
    field: FieldInfo | None = None
    while steps:
        step = steps.pop(0)
        last = not steps
        if last and entry["type"] == "missing":
            _, field = inside(annotation, step)
            return (*loc, step), inside(annotation, step)[0], field, None
        holds = (isinstance(value, dict) and step in value) or (
            isinstance(value, list) and isinstance(step, int) and step < len(value)
        )
        if not holds:
            continue
        loc.append(step)
        if last and entry["type"] == "extra_forbidden":
            return tuple(loc), annotation, None, value[step]
        annotation, found = inside(annotation, step)
        field = found or (None if isinstance(step, str) else field and _of_items(field))
        value = value[step]
    return tuple(loc), annotation, field, value


def meant_key(entry: Any, annotation: Any, value: Any) -> tuple[str | int, ...] | None:
    """Where the key would stand that an unknown one most likely means."""
    if entry["type"] != "extra_forbidden":
        return None
    loc, holder, _, _ = walk(entry, annotation, value)
    guess = nearest(str(loc[-1]), fields_of(holder))
    return (*entry["loc"][:-1], guess) if guess else None


def _of_items(field: FieldInfo) -> FieldInfo:
    """The field for an item of its list: the words are the same, the bounds are not."""
    return FieldInfo(annotation=Any, description=field.description)
