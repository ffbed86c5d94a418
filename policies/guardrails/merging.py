"""Joining the statements of several guardrails without changing what they decide."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Statement = Mapping[str, Any]
_SUFFIX = "x"


def key(statement: Statement) -> str | None:
    """What statements that can be joined have in common; None for one that is joined with no other."""
    if statement["Effect"] != "Deny" or "Action" not in statement:
        return None
    rest = {name: value for name, value in statement.items() if name not in ("Sid", "Action")}
    return json.dumps(rest, sort_keys=True)


def merged(statements: Iterable[Statement]) -> list[Statement]:
    """Fewer statements that deny the same: those that differ in their actions alone become one.

    Exemptions are conditions, so what is joined exempts the same roles. Only `Deny` with `Action` is joined:
    the union of two `NotAction` lists would deny less, and an `Allow` stays as it was written.
    """
    groups: dict[str, list[Statement]] = {}
    for place, statement in enumerate(statements):
        groups.setdefault(key(statement) or f"#{place}", []).append(statement)
    names: set[str] = set()
    return [_joined(group, names) for group in groups.values()]


def _joined(group: Sequence[Statement], names: set[str]) -> Statement:
    first = group[0]
    sid = "".join(dict.fromkeys(str(statement.get("Sid", "")) for statement in group))
    unique, number = sid, 2
    while unique and unique in names:
        unique, number = f"{sid}{_SUFFIX}{number}", number + 1
    names.add(unique)
    rest = {name: value for name, value in first.items() if name != "Sid"}
    if key(first) is not None:
        actions = dict.fromkeys(action for one in group for action in listed(one["Action"]))
        rest["Action"] = ["*"] if "*" in actions else list(actions)
    return shortest({**({"Sid": unique} if unique else {}), **rest})


def shortest(statement: Statement) -> Statement:
    """The statement with a list of one written as its element."""
    return {element: _single(element, value) for element, value in statement.items()}


def listed(value: Any) -> list[Any]:
    """A list of what may be written without one."""
    return value if isinstance(value, list) else [value]


def _single(element: str, value: Any) -> Any:
    """The shortest way to write it: a list of one is its element."""
    if element == "Condition":
        return {name: {key: _single("", one) for key, one in keys.items()} for name, keys in value.items()}
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def united(one: Mapping[str, Any], other: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """One tree that configures what both do; None where they configure the same thing differently."""
    found = dict(one)
    for name, value in other.items():
        old = found.get(name, value)
        if old == value:
            found[name] = value
        elif isinstance(value, Mapping) and isinstance(old, Mapping):
            below = united(old, value)
            if below is None:
                return None
            found[name] = below
        else:
            return None
    return found
