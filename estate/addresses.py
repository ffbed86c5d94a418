"""Addresses that two stacks claim.

That a stack's range lies inside its region's supernet, and that supernets lie apart from each other and from
what is on premises, is judged for each stack by itself; this is what is left between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from components.config.addresses import AnyNetwork, network, network6
from components.config.network_checks import NETWORKS
from components.config.reading import Reading
from preview.project import KeyPath, Position, Problem


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A range, who claims it, and where."""

    range: AnyNetwork
    supernet: AnyNetwork | None  # that its network has to be cut from
    holder: str
    place: Position
    path: KeyPath
    reading: Reading


def overlapping_addresses(readings: Mapping[str, Reading], *, asked: frozenset[str]) -> Iterator[Problem]:
    """Each pair of overlapping ranges once: at the stack that was asked for, else at the first by name."""
    claims = list(_claims(readings))
    for one, other in overlaps(claims):
        if one.reading is other.reading:
            continue  # a matter of its stack alone
        mine, theirs = sorted(
            (one, other),
            key=lambda claim: (claim.reading.stack not in asked, claim.holder),
        )
        yield mine.reading.where.problem(
            mine.path,
            f"{mine.range} overlaps {theirs.range} of {theirs.holder} ({theirs.place})",
            allowed=f"a range{_inside(mine)} that no other stack has",
            fix=_free(mine, [claim.range for claim in claims]),
        )


def overlaps(claims: Iterable[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Every pair of ranges that share an address.

    Two ranges either lie apart or one holds the other: in the order of their first addresses, larger ranges
    first, those that hold the current one are those that have not ended yet.
    """
    open_: list[Claim] = []
    for claim in sorted(claims, key=_place):
        while open_ and _last(open_[-1].range) < (claim.range.version, int(claim.range.network_address)):
            open_.pop()
        for holder in open_:
            yield holder, claim
        open_.append(claim)


def _place(claim: Claim) -> tuple[int, int, int]:
    return claim.range.version, int(claim.range.network_address), claim.range.prefixlen


def _last(range_: AnyNetwork) -> tuple[int, int]:
    return range_.version, int(range_.broadcast_address)


RANGES: tuple[tuple[str, str, str, Callable[[str], AnyNetwork]], ...] = (
    *((section, "cidr", "supernets", network) for section in NETWORKS),
    ("spoke", "ipv6", "ipv6", network6),
)
"""Where a stack claims a range: section, key, the part of `addresses` that it is cut from, and its reader."""


def _claims(readings: Mapping[str, Reading]) -> Iterator[Claim]:
    for stack, reading in sorted(readings.items()):
        home = str(reading.sound("regions", "home"))
        for section, key, part, read in RANGES:
            text, outer = reading.sound(section, key), reading.sound("addresses", part, home)
            if isinstance(text, str):
                path = reading.path(section, key)
                yield Claim(
                    range=read(text),
                    supernet=read(outer) if isinstance(outer, str) else None,
                    holder=f"stack {stack}",
                    place=reading.where.position(path),
                    path=path,
                    reading=reading,
                )


def first_free(supernet: AnyNetwork, prefix: int, taken: Iterable[AnyNetwork]) -> AnyNetwork | None:
    """The first range of that prefix length in the supernet that overlaps nothing taken, if there is one."""
    size = 1 << (supernet.max_prefixlen - prefix)
    start = int(supernet.network_address)
    same = [each for each in taken if each.version == supernet.version]
    for other in sorted(same, key=lambda each: int(each.network_address)):
        first, last = int(other.network_address), int(other.broadcast_address)
        if last < start:
            continue
        if first >= start + size:
            break
        start = (last // size + 1) * size
    fits = prefix >= supernet.prefixlen and start + size - 1 <= int(supernet.broadcast_address)
    return type(supernet)((start, prefix)) if fits else None


def _inside(claim: Claim) -> str:
    return f" inside {claim.supernet}" if claim.supernet else ""


def _free(claim: Claim, taken: Iterable[AnyNetwork]) -> str:
    free = first_free(claim.supernet, claim.range.prefixlen, taken) if claim.supernet else None
    if free is not None:
        return f"Write {free}, the first free range of that size."
    return "Choose a smaller range that is free." if claim.supernet else "Choose a range that is free."
