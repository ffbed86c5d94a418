"""Packing the guardrails of a node into the fewest policies that its quotas allow. Pure.

A node of the tree takes few policies of each type, and each policy few characters, so guardrails share
policies. They are taken in the order of their list: each goes into the first policy that has room, and
before a policy more is opened, those so far are arranged anew if that saves it. So there are as few as can
be, and one that is added at the end moves no other unless that saves a policy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from .documents import minified
from .filling import Statements, Tree, prepared
from .kinds import PolicyType, Quota, quotas
from .merging import listed, merged, united

SEARCH_STEPS = 500
"""How many places are tried before one policy more is opened: enough for what a node holds, and soon over."""
SEARCHED = 300
"""More documents than a node can ever hold are packed as they come."""

Item = Any
"""What a filling takes: prepared statements, or a tree as it is."""


class Filling(Protocol):
    """A document that grows, as far as its size goes."""

    @property
    def size(self) -> float: ...

    def and_(self, item: Item, /) -> Filling: ...


Groups = list[list[int]]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A guardrail's document, to be packed under the guardrail's id."""

    id: str
    document: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class PackedPolicy:
    """One policy of a node: it is named by the first of its guardrails."""

    node: str
    type: PolicyType
    guardrails: tuple[str, ...]
    document: Mapping[str, Any]

    @property
    def name(self) -> str:
        """The policy's name, which stays the same as long as its first guardrail is attached."""
        return self.guardrails[0]

    @cached_property
    def content(self) -> str:
        """The document as it is saved."""
        return minified(self.document)

    @property
    def size(self) -> int:
        """Its characters, which the quota counts."""
        return len(self.content)


def pack(
    node: str, kind: PolicyType, parts: Sequence[Part], quota: Quota | None = None
) -> list[PackedPolicy]:
    """The node's policies of one type, in the order of their first guardrails.

    There may be more than the quota lets attach, and one that is too large by itself stays alone: whoever
    validates says so.
    """
    quota = quota or quotas()[kind]
    documents = [part.document for part in parts]
    groups = _grouped(kind, documents, quota.characters)
    return [
        PackedPolicy(
            node=node,
            type=kind,
            guardrails=tuple(parts[place].id for place in group),
            document=_document(kind, [documents[place] for place in group]),
        )
        for group in groups
    ]


def _document(kind: PolicyType, documents: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """One document that does what all do."""
    if kind.decides:
        statements = [statement for document in documents for statement in listed(document["Statement"])]
        return {"Version": "2012-10-17", "Statement": merged(statements)}
    found: Mapping[str, Any] = {}
    for document in documents:
        found = united(found, document) or document
    return found


def _empty(kind: PolicyType) -> Filling:
    return Statements() if kind.decides else Tree()


def _grouped(kind: PolicyType, documents: Sequence[Mapping[str, Any]], characters: int) -> Groups:
    items: list[Item] = [prepared(document) for document in documents] if kind.decides else [*documents]
    filled: list[Filling] = []
    groups: Groups = []
    together = _empty(kind)
    for place, item in enumerate(items):
        together = together.and_(item)
        for index, before in enumerate(filled):
            fuller = before.and_(item)
            if fuller.size <= characters:
                filled[index] = fuller
                groups[index].append(place)
                break
        else:
            # All in one document share the most: no arrangement needs less room than that.
            if together.size <= len(groups) * characters and place < SEARCHED:
                search = _Search(kind, items[: place + 1], characters, len(groups))
                if search.place(0):
                    filled, groups = search.filled, search.groups
                    continue
            filled.append(_empty(kind).and_(item))
            groups.append([place])
    return groups


class _Search:
    """Depth first: each document into the first group that has room, then the next ones, then a new group."""

    def __init__(self, kind: PolicyType, items: Sequence[Item], characters: int, most: int) -> None:
        self._new: Callable[[], Filling] = lambda: _empty(kind)
        self._items = items
        self._characters = characters
        self._most = most
        self._steps = SEARCH_STEPS
        self.filled: list[Filling] = []
        self.groups: Groups = []

    def place(self, place: int) -> bool:
        """Whether everything from here on finds room."""
        if place == len(self._items):
            return True
        item = self._items[place]
        for index, before in enumerate(self.filled):
            self._steps -= 1
            if self._steps < 0:
                return False
            fuller = before.and_(item)
            if fuller.size > self._characters:
                continue
            self.filled[index] = fuller
            self.groups[index].append(place)
            if self.place(place + 1):
                return True
            self.groups[index].pop()
            self.filled[index] = before
        if len(self.filled) < self._most:
            self.filled.append(self._new().and_(item))
            self.groups.append([place])
            if self.place(place + 1):
                return True
            self.groups.pop()
            self.filled.pop()
        return False
