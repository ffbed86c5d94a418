"""What a type allows, in words."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo

_SIMPLE = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    datetime.date: 'a date in quotes, such as "2027-01-31"',
    NoneType: "null",
}


def fields_of(annotation: Any) -> Mapping[str, FieldInfo]:
    """The keys that a value of this type may have; empty for types whose keys are free or that have none."""
    for member in _members(annotation):
        if isinstance(member, type) and issubclass(member, BaseModel) and not issubclass(member, RootModel):
            return member.model_fields
    return {}


def inside(annotation: Any, step: str | int) -> tuple[Any, FieldInfo | None]:
    """The type of what stands at the key or index of a value, and its field where it has one."""
    for member in _members(annotation):
        if isinstance(member, type) and issubclass(member, RootModel):
            return inside(member.model_fields["root"].annotation, step)
        fields = fields_of(member)
        if step in fields:
            field = fields[str(step)]
            return field.annotation, field
        arguments = get_args(member)
        if get_origin(member) is dict:
            return arguments[1], None
        if get_origin(member) in (tuple, list) and isinstance(step, int):
            return arguments[0], None
    return Any, None


def at(annotation: Any, path: Iterable[str | int]) -> tuple[Any, FieldInfo | None]:
    """The type of what stands at the path inside a value, and its field where it has one."""
    field: FieldInfo | None = None
    for step in path:
        annotation, field = inside(annotation, step)
    return annotation, field


def choices(annotation: Any) -> list[str]:
    """The values of an enumeration or literal, None apart; empty for other types."""
    found: list[str] = []
    for member in _members(annotation):
        if get_origin(member) is Literal:
            found += [str(value) for value in get_args(member)]
        elif isinstance(member, type) and issubclass(member, Enum):
            found += [str(value.value) for value in member]
    return found


def allowed(annotation: Any, field: FieldInfo | None = None) -> str:
    """What may stand there: the choices, or the type with its bounds."""
    options = [_one(member) for member in _members(annotation)]
    listed = choices(annotation)
    if listed:
        options = [", ".join(listed), *(words for words in options if words)]
    text = " or ".join(dict.fromkeys(filter(None, options))) or "another value"
    bounds = _bounds(field.metadata if field else [], text)
    return f"{text} {bounds}".strip() if bounds else text


def kind(value: Any) -> str:
    """What somebody wrote, as a type in words."""
    for known, words in (
        (bool, "true or false"),
        (str, "text"),
        (int | float, "a number"),
        (dict, "a mapping"),
    ):
        if isinstance(value, known):
            return words
    return "nothing" if value is None else "a list"


def _members(annotation: Any) -> list[Any]:
    """The members of a union, or the type itself; Annotated is looked through."""
    if get_origin(annotation) is Annotated:
        return _members(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return [member for part in get_args(annotation) for member in _members(part)]
    return [annotation]


def _one(member: Any) -> str:
    if member in _SIMPLE:
        return _SIMPLE[member]
    origin = get_origin(member)
    if origin is dict or (isinstance(member, type) and issubclass(member, RootModel)):
        return "a mapping"
    if origin in (tuple, list):
        items = choices(get_args(member)[0])
        return f"a list of {', '.join(items)}" if items else "a list"
    if fields := fields_of(member):
        return f"a mapping with {', '.join(fields)}"
    return ""


def _bounds(metadata: list[Any], text: str) -> str:
    """The bounds of a number, or of a length, that a field's constraints set."""

    def bound(name: str) -> Any:
        return next((value for item in metadata if (value := getattr(item, name, None)) is not None), None)

    low, high = bound("ge"), bound("le")
    if low is not None and high is not None:
        return f"from {low} to {high}"
    words = [f"of at least {low}"] if low is not None else []
    words += [f"of at most {high}"] if high is not None else []
    words += [f"above {above}"] if (above := bound("gt")) is not None else []
    words += [f"below {below}"] if (below := bound("lt")) is not None else []
    unit = "entries" if "a list" in text or "a mapping" in text else "characters"
    shortest, longest = bound("min_length"), bound("max_length")
    if shortest is not None and longest is not None:
        words.append(f"of {shortest} to {longest} {unit}")
    elif shortest is not None:
        words.append(f"of at least {shortest} {unit}" if shortest > 1 else "that is not empty")
    elif longest is not None:
        words.append(f"of at most {longest} {unit}")
    return " and ".join(words)
