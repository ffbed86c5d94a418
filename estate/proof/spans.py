"""Sets of whole numbers as sorted spans: addresses, ports and protocols are all judged in these."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spans:
    """A set of whole numbers; `parts` are its first and last numbers, in order, never touching."""

    parts: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, parts: Iterable[tuple[int, int]]) -> Spans:
        """The union of spans in any order."""
        merged: list[tuple[int, int]] = []
        for first, last in sorted(parts):
            if merged and first <= merged[-1][1] + 1:
                if last > merged[-1][1]:
                    merged[-1] = (merged[-1][0], last)
            else:
                merged.append((first, last))
        return cls(tuple(merged))

    @classmethod
    def one(cls, number: int) -> Spans:
        """The set of one number."""
        return cls(((number, number),))

    def __bool__(self) -> bool:
        return bool(self.parts)

    def __contains__(self, number: int) -> bool:
        return any(first <= number <= last for first, last in self.parts)

    def __and__(self, other: Spans) -> Spans:
        mine, theirs = self.parts, other.parts
        if mine == theirs:
            return self
        if not mine or not theirs or mine[-1][1] < theirs[0][0] or theirs[-1][1] < mine[0][0]:
            return NOTHING
        # Whole ranges around a set of many parts are common: a route's, a rule's.
        if len(theirs) == 1 and theirs[0][0] <= mine[0][0] and mine[-1][1] <= theirs[0][1]:
            return self
        if len(mine) == 1 and mine[0][0] <= theirs[0][0] and theirs[-1][1] <= mine[0][1]:
            return other
        # A few spans against many: look at those alone that may meet.
        if len(mine) > _MANY:
            mine = _between(mine, theirs[0][0], theirs[-1][1])
        if len(theirs) > _MANY:
            theirs = _between(theirs, mine[0][0], mine[-1][1]) if mine else ()
        found: list[tuple[int, int]] = []
        i = j = 0
        while i < len(mine) and j < len(theirs):
            (first, last), (start, end) = mine[i], theirs[j]
            if first < start:
                first = start
            if last < end:
                i += 1
            else:
                last = end
                j += 1
            if first <= last:
                found.append((first, last))
        return Spans(tuple(found))

    def __or__(self, other: Spans) -> Spans:
        return Spans.of(self.parts + other.parts)

    def __sub__(self, other: Spans) -> Spans:
        mine, theirs = self.parts, other.parts
        if not mine or not theirs or mine[-1][1] < theirs[0][0] or theirs[-1][1] < mine[0][0]:
            return self
        found: list[tuple[int, int]] = []
        j = 0
        for first, last in mine:
            while j < len(theirs) and theirs[j][1] < first:
                j += 1
            k = j
            while first <= last and k < len(theirs) and theirs[k][0] <= last:
                if first < theirs[k][0]:
                    found.append((first, theirs[k][0] - 1))
                first = theirs[k][1] + 1
                k += 1
            if first <= last:
                found.append((first, last))
        return Spans(tuple(found))

    def __le__(self, other: Spans) -> bool:
        return not self - other


NOTHING = Spans()
_MANY = 8
_ENDLESS = 1 << 256


def _between(parts: tuple[tuple[int, int], ...], first: int, last: int) -> tuple[tuple[int, int], ...]:
    """The parts that lie wholly or partly between two numbers."""
    start = bisect_left(parts, (first, first))
    if start and parts[start - 1][1] >= first:
        start -= 1
    return parts[start : bisect_right(parts, (last, _ENDLESS), start)]
