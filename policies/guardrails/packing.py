"""Packing the guardrails of a node into the fewest policies that its quotas allow. Pure.

A node of the tree takes few policies of each type, and each policy few characters, so guardrails share
policies. Who shares with whom is decided in the order of their list: each goes into the first policy that has
room, and where that needs more policies than necessary the first arrangement of the fewest, in the order of
the list, is taken. A guardrail that is added at the end therefore moves no other unless it cannot fit otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .documents import minified
from .kinds import PolicyType, Quota, quotas
from .merging import merged

SEARCH_STEPS = 2_000
"""How many arrangements are tried beyond the first: enough for what a node can hold, and soon over."""


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
    bins = _first_fit(kind, parts, quota.characters)
    if len(bins) > 1:
        bins = _fewer(kind, parts, quota.characters, len(bins) - 1) or bins
    return [
        PackedPolicy(
            node=node,
            type=kind,
            guardrails=tuple(part.id for part in found),
            document=joined(kind, [part.document for part in found]) or found[0].document,
        )
        for found in bins
    ]


def joined(kind: PolicyType, documents: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """One document that does what all do; None where two configure the same thing differently."""
    if kind.decides:
        statements = [statement for document in documents for statement in _statements(document)]
        return {"Version": "2012-10-17", "Statement": merged(statements)}
    found: Mapping[str, Any] | None = {}
    for document in documents:
        found = None if found is None else _united(found, document)
    return found


def _statements(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    given = document["Statement"]
    return list(given) if isinstance(given, list) else [given]


def _united(one: Mapping[str, Any], other: Mapping[str, Any]) -> Mapping[str, Any] | None:
    united = dict(one)
    for name, value in other.items():
        if name not in united or united[name] == value:
            united[name] = value
        elif isinstance(value, Mapping) and isinstance(united[name], Mapping):
            below = _united(united[name], value)
            if below is None:
                return None
            united[name] = below
        else:
            return None
    return united


def _fits(kind: PolicyType, parts: Sequence[Part], characters: int) -> bool:
    document = joined(kind, [part.document for part in parts])
    return document is not None and len(minified(document)) <= characters


def _first_fit(kind: PolicyType, parts: Sequence[Part], characters: int) -> list[list[Part]]:
    bins: list[list[Part]] = []
    for part in parts:
        home = next((one for one in bins if _fits(kind, [*one, part], characters)), None)
        if home is None:
            bins.append([part])
        else:
            home.append(part)
    return bins


def _fewer(kind: PolicyType, parts: Sequence[Part], characters: int, most: int) -> list[list[Part]] | None:
    """The first arrangement, in the order of the list, of as few bins as can be found; None for no fewer."""
    if _least(kind, parts, characters) > most:
        return None
    best: list[list[Part]] | None = None
    steps = SEARCH_STEPS

    def place(index: int, bins: list[list[Part]], limit: int) -> bool:
        nonlocal steps
        if index == len(parts):
            return True
        for home in bins:
            steps -= 1
            if steps < 0:
                return False
            if _fits(kind, [*home, parts[index]], characters):
                home.append(parts[index])
                if place(index + 1, bins, limit):
                    return True
                home.pop()
        if len(bins) < limit:
            bins.append([parts[index]])
            if place(index + 1, bins, limit):
                return True
            bins.pop()
        return False

    while most >= 1:
        bins: list[list[Part]] = []
        if not place(0, bins, most):
            break
        best, most = bins, len(bins) - 1
    return best


def _least(kind: PolicyType, parts: Sequence[Part], characters: int) -> int:
    """A number of bins that no arrangement can go below: all in one document, which shares the most."""
    document = joined(kind, [part.document for part in parts])
    return 1 if document is None else -(-len(minified(document)) // characters)
