"""What differs between two sets of property values, by path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, Literal, TypeAlias

from preview.values import Archive, Asset, Value

Change: TypeAlias = Literal["ADD", "DELETE", "UPDATE"]
_PLAIN_KEY: Final = re.compile(r"[A-Za-z_$][\w$]*")


def differences(old: Mapping[str, Value], new: Mapping[str, Value]) -> dict[str, dict[str, Change]]:
    """The changes of every property that differs, by the path inside it; None counts as absent.

    Paths have the form of Pulumi's: `a.b[0]["x.y"]`. Values must be plain, without secrets. An unknown value
    differs from all others and is equal to itself.
    """
    found = {}
    for name in sorted(old.keys() | new.keys()):
        changes = dict(_between(_step("", name), old.get(name), new.get(name)))
        if changes:
            found[name] = changes
    return found


def _between(path: str, old: Value, new: Value) -> Iterator[tuple[str, Change]]:
    if _same(old, new):
        return
    if old is None:
        yield path, "ADD"
    elif new is None:
        yield path, "DELETE"
    elif isinstance(old, dict) and isinstance(new, dict):
        for key in sorted(old.keys() | new.keys()):
            yield from _between(_step(path, key), old.get(key), new.get(key))
    elif isinstance(old, list) and isinstance(new, list):
        for index in range(max(len(old), len(new))):
            item = old[index] if index < len(old) else None
            other = new[index] if index < len(new) else None
            yield from _between(f"{path}[{index}]", item, other)
    else:
        yield path, "UPDATE"


def _same(old: Value, new: Value) -> bool:
    """Equal, where files are compared by what is in them, and a boolean is no number."""
    if isinstance(old, Asset | Archive) and isinstance(new, type(old)) and old.hash and new.hash:
        return bool(old.hash == new.hash)
    if isinstance(old, bool) != isinstance(new, bool):
        return False
    if isinstance(old, dict) and isinstance(new, dict):
        return all(_same(old.get(key), new.get(key)) for key in old.keys() | new.keys())
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(_same, old, new))
    return bool(old == new)


def _step(path: str, key: str) -> str:
    if not _PLAIN_KEY.fullmatch(key):
        escaped = key.replace("\\", "\\\\").replace('"', '\\"')
        return f'{path}["{escaped}"]'
    return f"{path}.{key}" if path else key
