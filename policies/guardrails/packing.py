"""Packing the guardrails of a node into the fewest policies that its quotas allow. Pure.

A node of the tree takes few policies of each type, and each policy few characters, so guardrails share
policies. Who shares with whom is decided in the order of their list: each goes into the first policy that has
room, and where that needs more policies than necessary the first arrangement of the fewest, in the order of
the list, is taken. One that is added at the end therefore moves no other, unless it cannot fit otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .documents import minified
from .filling import Statements, Tree
from .kinds import PolicyType, Quota, quotas
from .merging import listed, merged, united

SEARCH_STEPS = 5_000
"""How many arrangements are tried beyond the first: enough for what a node can hold, and soon over."""
SEARCHED = 300
"""More documents than a node can ever hold are packed as they come."""

Filled = Statements | Tree
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
    groups = _first_fit(kind, documents, quota.characters)
    if len(groups) > 1 and len(parts) <= SEARCHED:
        groups = _fewest(kind, documents, quota.characters, len(groups) - 1) or groups
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


def _empty(kind: PolicyType) -> Filled:
    return Statements() if kind.decides else Tree()


def _first_fit(kind: PolicyType, documents: Sequence[Mapping[str, Any]], characters: int) -> Groups:
    filled: list[Filled] = []
    groups: Groups = []
    for place, document in enumerate(documents):
        for index, one in enumerate(filled):
            fuller = one.and_(document)
            if fuller.size <= characters:
                filled[index] = fuller
                groups[index].append(place)
                break
        else:
            filled.append(_empty(kind).and_(document))
            groups.append([place])
    return groups


def _fewest(
    kind: PolicyType, documents: Sequence[Mapping[str, Any]], characters: int, most: int
) -> Groups | None:
    """The first arrangement, in the order of the list, of the fewest groups; None if `most` are too few."""
    together = _empty(kind)
    for document in documents:
        together = together.and_(document)
    best: Groups | None = None
    # All in one document share the most: no arrangement needs less room than that.
    while together.size <= most * characters:
        search = _Search(kind, documents, characters, most)
        if not search.place(0):
            return best
        best = search.groups
        most = len(best) - 1
    return best


class _Search:
    """Depth first: each document into the first group that has room, then the next ones, then a new group."""

    def __init__(
        self, kind: PolicyType, documents: Sequence[Mapping[str, Any]], characters: int, most: int
    ) -> None:
        self._new: Callable[[], Filled] = lambda: _empty(kind)
        self._documents = documents
        self._characters = characters
        self._most = most
        self._steps = SEARCH_STEPS
        self._filled: list[Filled] = []
        self.groups: Groups = []

    def place(self, place: int) -> bool:
        """Whether everything from here on finds room."""
        if place == len(self._documents):
            return True
        document = self._documents[place]
        for index, before in enumerate(self._filled):
            self._steps -= 1
            if self._steps < 0:
                return False
            fuller = before.and_(document)
            if fuller.size > self._characters:
                continue
            self._filled[index] = fuller
            self.groups[index].append(place)
            if self.place(place + 1):
                return True
            self.groups[index].pop()
            self._filled[index] = before
        if len(self._filled) < self._most:
            self._filled.append(self._new().and_(document))
            self.groups.append([place])
            if self.place(place + 1):
                return True
            self.groups.pop()
            self._filled.pop()
        return False
