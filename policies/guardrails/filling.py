"""How large a document becomes as guardrails are added to it, without writing it each time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .documents import minified
from .merging import key, listed, shortest, united

_WRAPPER = len('{"Version":"2012-10-17","Statement":[]}')
_SUFFIX = len("x99")


@dataclass(frozen=True)
class _Group:
    """Statements that become one: the length of all but Sid and Action, and these two."""

    rest: int
    sids: tuple[str, ...]
    actions: Mapping[str, int] | None  # with the length of each as JSON; None where nothing can be joined

    @cached_property
    def size(self) -> int:
        """Its characters."""
        if self.actions is None:
            return self.rest
        length = sum(self.actions.values()) + len(self.actions) - 1 + (2 if len(self.actions) > 1 else 0)
        sid = "".join(self.sids)
        return self.rest + len('"Action":,') + length + (len('"Sid":"",') + len(sid) if sid else 0)


@dataclass(frozen=True)
class Prepared:
    """A statement to add: what it can be joined by, None for nothing, and what it is by itself."""

    key: str | None
    sid: str
    alone: _Group


def prepared(document: Mapping[str, Any]) -> tuple[Prepared, ...]:
    """A document's statements, measured once for all trials."""
    return tuple(
        Prepared(key(statement), str(statement.get("Sid", "")), _alone(statement))
        for statement in listed(document["Statement"])
    )


@dataclass(frozen=True)
class Statements:
    """A policy of statements, as far as its size goes. `size` is exact, or a few characters too much."""

    groups: Mapping[str, _Group] = field(default_factory=dict)
    sids: frozenset[str] = frozenset()
    size: int = _WRAPPER - 1  # without the comma that the first statement does not have

    def and_(self, statements: Sequence[Prepared]) -> Statements:
        """With the statements of one more document."""
        groups, sids, size = dict(self.groups), set(self.sids), self.size
        for one in statements:
            old = groups.get(one.key) if one.key is not None else None
            new = one.alone if old is None else _joined(old, one.alone)
            size += new.size - (old.size if old else -1) + (_SUFFIX if one.sid in sids else 0)
            groups[one.key if one.key is not None else f"#{len(groups)}"] = new
            if one.sid:
                sids.add(one.sid)
        return Statements(groups, frozenset(sids), size)


@dataclass(frozen=True)
class Tree:
    """A policy that configures something. None stands for parts that contradict each other."""

    document: Mapping[str, Any] | None = field(default_factory=dict)

    @property
    def size(self) -> float:
        """Exact; infinite where the parts cannot share a document."""
        return float("inf") if self.document is None else len(minified(self.document))

    def and_(self, document: Mapping[str, Any]) -> Tree:
        """With one more document."""
        return Tree(None if self.document is None else united(self.document, document))


def _alone(statement: Mapping[str, Any]) -> _Group:
    sid = str(statement.get("Sid", ""))
    if key(statement) is None:
        return _Group(len(minified(shortest(statement))), (sid,), None)
    rest = {name: value for name, value in statement.items() if name not in ("Sid", "Action")}
    actions = {action: len(json.dumps(action)) for action in listed(statement["Action"])}
    return _Group(len(minified(shortest(rest))), (sid,), _without_needless(actions))


def _joined(old: _Group, new: _Group) -> _Group:
    actions = {**(old.actions or {}), **(new.actions or {})}
    return _Group(old.rest, tuple(dict.fromkeys((*old.sids, *new.sids))), _without_needless(actions))


def _without_needless(actions: Mapping[str, int]) -> Mapping[str, int]:
    return {"*": actions["*"]} if "*" in actions else actions
