"""Addresses that two stacks claim.

That a stack's range lies inside its region's supernet, and that supernets lie apart from each other and from
what is on premises, is judged for each stack by itself; this is what is left between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network

from components.config.addresses import network
from components.config.network_checks import NETWORKS
from components.config.reading import Reading
from preview.project import KeyPath, Position, Problem


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A range, who claims it, and where."""

    range: IPv4Network
    holder: str
    place: Position
    path: KeyPath
    reading: Reading


def overlapping_addresses(readings: Mapping[str, Reading], *, asked: frozenset[str]) -> Iterator[Problem]:
    """Each pair of overlapping ranges once: at the stack that was asked for, else at the first by name."""
    claims = list(_claims(readings))
    taken = [claim.range for claim in claims]
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
            fix=_free(mine, taken),
        )


def overlaps(claims: Iterable[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Every pair of ranges that share an address.

    Two ranges either lie apart or one holds the other: in the order of their first addresses, larger ranges
    first, those that hold the current one are those that have not ended yet.
    """
    open_: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: (claim.range.network_address, claim.range.prefixlen)):
        while open_ and open_[-1].range.broadcast_address < claim.range.network_address:
            open_.pop()
        for holder in open_:
            yield holder, claim
        open_.append(claim)


def _claims(readings: Mapping[str, Reading]) -> Iterator[Claim]:
    for stack, reading in sorted(readings.items()):
        for section in NETWORKS:
            cidr = reading.sound(section, "cidr")
            if isinstance(cidr, str):
                path = reading.path(section, "cidr")
                yield Claim(
                    range=network(cidr),
                    holder=f"stack {stack}",
                    place=reading.where.position(path),
                    path=path,
                    reading=reading,
                )


def first_free(supernet: IPv4Network, prefix: int, taken: Iterable[IPv4Network]) -> IPv4Network | None:
    """The first range of that prefix length in the supernet that overlaps nothing taken, if there is one."""
    size = 1 << (32 - prefix)
    start = int(supernet.network_address)
    for other in sorted(taken):
        first, last = int(other.network_address), int(other.broadcast_address)
        if last < start:
            continue
        if first >= start + size:
            break
        start = (last // size + 1) * size
    fits = prefix >= supernet.prefixlen and start + size - 1 <= int(supernet.broadcast_address)
    return IPv4Network((start, prefix)) if fits else None


def _supernet(claim: Claim) -> IPv4Network | None:
    home = claim.reading.sound("regions", "home")
    supernet = claim.reading.sound("addresses", "supernets", home) if isinstance(home, str) else None
    return network(supernet) if isinstance(supernet, str) else None


def _inside(claim: Claim) -> str:
    supernet = _supernet(claim)
    return f" inside {supernet}" if supernet else ""


def _free(claim: Claim, taken: Iterable[IPv4Network]) -> str:
    supernet = _supernet(claim)
    free = first_free(supernet, claim.range.prefixlen, taken) if supernet else None
    if free is not None:
        return f"Write {free}, the first free range of that size."
    return "Choose a smaller range that is free." if supernet else "Choose a range that is free."
