"""How much of the provider, and of previewed stacks, the known requests cover.

What is not mapped is not evaluated: nobody says that it is allowed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .mapping import DERIVED, HAND, bases, mapped

NONE = "not evaluated"
_WORDS = {
    "hand": "mapped by hand",
    "alias": "another name of a type mapped by hand",
    "cloudformation": "derived from what CloudFormation's type calls",
    "listed": "derived, the action listed by hand",
    "name": "derived from the action of the same name",
    NONE: NONE,
}


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Types, or resources, by the basis of what is known about them; and the types that are not mapped."""

    title: str
    counts: Mapping[str, int]
    unmapped: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.counts.values())

    def lines(self) -> Iterator[str]:
        """The report, a line each."""
        yield f"{self.title}: {self.total:,}"
        for basis, words in _WORDS.items():
            if number := self.counts.get(basis, 0):
                yield f"  {number:>6,}  {number / self.total:4.0%}  {words}"
        for token, number in sorted(self.unmapped.items()):
            yield f"          {NONE}: {token}" + (f" ({number})" if number > 1 else "")


def of_data() -> Coverage:
    """The types of the provider. The derived file's first line says how many there are."""
    counts = Counter(bases().values())
    types = json.loads(DERIVED.read_text(encoding="utf-8").partition("\n")[0])["types"]
    counts[NONE] = types - counts.total()
    return Coverage(title="AWS resource types", counts=counts, unmapped={})


def of_report(report: Mapping[str, Any]) -> Coverage:
    """The AWS resources in a report of `python -m preview run --json`."""
    tokens = [
        resource["type"]
        for stack in report["stacks"]
        for resource in stack["resources"]
        if resource["type"].startswith("aws:")
    ]
    known = bases()
    counts = Counter(known.get(token, NONE) for token in tokens)
    unmapped = Counter(token for token in tokens if token not in known)
    return Coverage(title="planned AWS resources", counts=counts, unmapped=unmapped)


def totals() -> Iterator[str]:
    """Requests, actions and keys of the data, for the report."""
    for title, file in (("by hand", HAND), ("derived", DERIVED)):
        tokens = [line.split('"', 2)[1] for line in file.read_text(encoding="utf-8").splitlines()[1:]]
        calls = [call for token in tokens if (found := mapped(token)) for call in found.calls]
        keys = sum(len(call.context) for call in calls)
        actions = len({call.action for call in calls})
        yield (
            f"{title}: {len(tokens):,} types, {len(calls):,} requests, {actions:,} actions, "
            f"{keys:,} condition keys"
        )
