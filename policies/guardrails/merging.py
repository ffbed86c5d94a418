"""Joining the statements of several guardrails without changing what they decide."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Statement = Mapping[str, Any]


def merged(statements: Iterable[Statement]) -> list[Statement]:
    """Fewer statements that deny the same: those that differ in their actions alone become one.

    Whoever the first exempts the second exempts too, for exemptions are conditions. Only `Deny` with `Action` is
    joined: the union of two `NotAction` lists would deny less, and an `Allow` stays as it was written.
    """
    order: dict[str, list[Statement]] = {}
    for place, statement in enumerate(statements):
        joinable = statement["Effect"] == "Deny" and "Action" in statement
        order.setdefault(_without(statement, "Sid", "Action") if joinable else f"#{place}", []).append(
            statement
        )
    names: set[str] = set()
    return [_joined(group, names) for group in order.values()]


def _joined(group: Sequence[Statement], names: set[str]) -> Statement:
    first = group[0]
    sid = "".join(dict.fromkeys(str(statement.get("Sid", "")) for statement in group))
    unique, number = sid, 2
    while unique and unique in names:
        unique, number = f"{sid}x{number}", number + 1
    names.add(unique)
    statement = {**({"Sid": unique} if unique else {}), **{k: v for k, v in first.items() if k != "Sid"}}
    if len(group) > 1:
        actions = dict.fromkeys(action for one in group for action in listed(one["Action"]))
        statement["Action"] = ["*"] if "*" in actions else list(actions)
    return {element: _single(element, value) for element, value in statement.items()}


def listed(value: Any) -> list[Any]:
    """A list of what may be written without one."""
    return value if isinstance(value, list) else [value]


def _single(element: str, value: Any) -> Any:
    """The shortest way to write it: a list of one is its element."""
    if element == "Condition":
        return {name: {key: _single("", one) for key, one in keys.items()} for name, keys in value.items()}
    return value[0] if isinstance(value, list) and len(value) == 1 else value


def _without(statement: Statement, *elements: str) -> str:
    rest = {name: value for name, value in statement.items() if name not in elements}
    return json.dumps(rest, sort_keys=True)
