"""Overlaps and free ranges agree with counting every address."""

from __future__ import annotations

from ipaddress import IPv4Network
from itertools import combinations
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from components.config.addresses import AnyNetwork
from components.config.reading import Reading
from estate.addresses import Claim, first_free, overlaps
from preview.project import Position

BASE = IPv4Network("10.0.0.0/24")


def ranges(shortest: int = 24) -> st.SearchStrategy[IPv4Network]:
    """Ranges inside 10.0.0.0/24, which has few enough addresses to count them all."""

    def at(prefix: int, offset: int) -> IPv4Network:
        size = 1 << (32 - prefix)
        return IPv4Network((int(BASE.network_address) + offset // size * size, prefix))

    return st.builds(at, st.integers(shortest, 32), st.integers(0, 255))


def claim(number: int, found: IPv4Network) -> Claim:
    return Claim(
        range=found,
        supernet=BASE,
        holder=str(number),
        place=Position("f", 1, 1),
        path=(),
        reading=cast(Reading, None),
    )


def addresses(found: AnyNetwork) -> set[int]:
    return set(range(int(found.network_address), int(found.broadcast_address) + 1))


@given(st.lists(ranges(), max_size=12))
def test_every_pair_that_shares_an_address_is_found_once(found: list[IPv4Network]) -> None:
    claims = [claim(number, one) for number, one in enumerate(found)]

    pairs = [frozenset((one.holder, other.holder)) for one, other in overlaps(claims)]

    expected = {
        frozenset((one.holder, other.holder))
        for one, other in combinations(claims, 2)
        if addresses(one.range) & addresses(other.range)
    }
    assert len(pairs) == len(set(pairs))
    assert set(pairs) == expected


@given(st.lists(ranges(25), max_size=12), st.integers(22, 32))
def test_the_free_range_is_the_first_that_shares_no_address(taken: list[IPv4Network], prefix: int) -> None:
    used = set().union(*map(addresses, taken)) if taken else set()
    candidates = BASE.subnets(new_prefix=prefix) if prefix >= BASE.prefixlen else iter(())

    expected = next((one for one in candidates if not addresses(one) & used), None)

    assert first_free(BASE, prefix, taken) == expected
