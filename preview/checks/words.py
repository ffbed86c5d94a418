"""How messages show values and types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from preview.values import Archive, Asset, Reference, Value

KINDS: Final = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "asset": "an asset",
    "archive": "an archive",
    "list": "a list",
    "map": "a map",
    "object": "an object",
}
_LONGEST: Final = 60
"""Characters of a value that a message shows."""
_MOST_CHOICES: Final = 12


def shown(value: Value, *, hidden: bool) -> str:
    """A value as a message shows it."""
    if hidden:
        return "a secret value"
    if value is True or value is False:
        return "true" if value else "false"
    text = repr(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 4]}...{text[-1]}"


def told(value: Value, *, hidden: bool) -> str:
    """What kind of value this is, with the value where it is short."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, Asset):
        return "an asset"
    if isinstance(value, Archive):
        return "an archive"
    if isinstance(value, Reference):
        return "a resource"
    kind = "the text " if isinstance(value, str) else "the number " if not isinstance(value, bool) else ""
    return shown(value, hidden=True) if hidden else kind + shown(value, hidden=False)


def choices(values: Sequence[str | int | float | bool]) -> str:
    """The values of an enumeration, the first ones of a long one."""
    names = [shown(value, hidden=False) if not isinstance(value, str) else value for value in values]
    if len(names) <= _MOST_CHOICES:
        return ", ".join(names)
    return f"{', '.join(names[:_MOST_CHOICES])} and {len(names) - _MOST_CHOICES} more"
