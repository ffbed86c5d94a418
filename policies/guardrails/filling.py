"""How large a document becomes as guardrails are added to it, without writing it each time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
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

    @property
    def size(self) -> int:
        if self.actions is None:
            return self.rest
        length = sum(self.actions.values()) + len(self.actions) - 1 + (2 if len(self.actions) > 1 else 0)
        sid = "".join(self.sids)
        return self.rest + len('"Action":,') + length + (len('"Sid":"",') + len(sid) if sid else 0)


@dataclass(frozen=True)
class Statements:
    """A policy of statements, as far as its size goes. `size` is exact, or a few characters too much."""

    groups: Mapping[str, _Group] = field(default_factory=dict)
    sids: frozenset[str] = frozenset()
    size: int = _WRAPPER - 1  # without the comma that the first statement does not have

    def and_(self, document: Mapping[str, Any]) -> Statements:
        """With the statements of one more document."""
        groups, sids, size = dict(self.groups), self.sids, self.size
        for statement in listed(document["Statement"]):
            common = key(statement)
            sid = str(statement.get("Sid", ""))
            old = groups.get(common) if common is not None else None
            new = _added(old, statement, sid, joinable=common is not None)
            size += new.size - (old.size if old else -1) + (_SUFFIX if sid in sids else 0)
            groups[common if common is not None else f"#{len(groups)}"] = new
            sids |= {sid} if sid else set()
        return Statements(groups, sids, size)


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


def _added(old: _Group | None, statement: Mapping[str, Any], sid: str, *, joinable: bool) -> _Group:
    if not joinable:
        return _Group(len(minified(shortest(statement))), (sid,), None)
    actions = {action: len(json.dumps(action)) for action in listed(statement["Action"])}
    if "*" in actions:
        actions = {"*": len('"*"')}
    if old is None or old.actions is None:
        rest = {name: value for name, value in statement.items() if name not in ("Sid", "Action")}
        return _Group(len(minified(shortest(rest))), (sid,), actions)
    together = {**old.actions, **actions}
    if "*" in together:
        together = {"*": len('"*"')}
    return _Group(old.rest, tuple(dict.fromkeys((*old.sids, sid))), together)
