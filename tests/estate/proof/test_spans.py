"""Spans are sets."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from estate.proof.packets import ALL_ADDRESSES, INTERNET, Packets, addresses, ranges, service, traffic_words
from estate.proof.spans import NOTHING, Spans

NUMBERS = st.sets(st.integers(0, 30))


def spans(numbers: set[int]) -> Spans:
    return Spans.of((number, number) for number in numbers)


def numbers(found: Spans) -> set[int]:
    return {number for first, last in found.parts for number in range(first, last + 1)}


@given(one=NUMBERS, other=NUMBERS)
def test_spans_combine_as_sets_do(one: set[int], other: set[int]) -> None:
    a, b = spans(one), spans(other)

    assert numbers(a & b) == one & other
    assert numbers(a | b) == one | other
    assert numbers(a - b) == one - other
    assert (a <= b) == (one <= other)
    assert bool(a) == bool(one)
    assert all((number in a) == (number in one) for number in range(31))


@given(one=NUMBERS, other=NUMBERS)
def test_equal_sets_are_equal_spans(one: set[int], other: set[int]) -> None:
    assert (spans(one) == spans(other)) == (one == other)
    assert spans(one).parts == tuple(sorted(spans(one).parts))


@given(
    one=st.tuples(NUMBERS, NUMBERS, NUMBERS),
    other=st.tuples(NUMBERS, NUMBERS, NUMBERS),
)
def test_what_is_left_of_packets_is_exactly_what_the_others_lack(
    one: tuple[set[int], set[int], set[int]], other: tuple[set[int], set[int], set[int]]
) -> None:
    a, b = (
        Packets(sources=spans(each[0]), targets=spans(each[1]), target_ports=spans(each[2]))
        for each in (one, other)
    )

    left = a - b

    assert not any(piece & b for piece in left)
    assert not any(piece & next_ for n, piece in enumerate(left) for next_ in left[n + 1 :])

    def size(packets: Packets) -> int:
        sides = (packets.sources, packets.targets, packets.target_ports)
        return len(numbers(sides[0])) * len(numbers(sides[1])) * len(numbers(sides[2]))

    assert sum(map(size, left)) + size(a & b) == size(a) or not a


def test_services_lie_within_everything_and_within_no_other_range() -> None:
    assert service("s3") <= ALL_ADDRESSES
    assert not service("s3") & addresses("52.0.0.0/8")
    assert not service("s3") & INTERNET
    assert not INTERNET & addresses("10.0.0.0/8")


def test_ranges_and_traffic_read_as_people_write_them() -> None:
    assert ranges(addresses("10.16.0.0/12")) == "10.16.0.0/12"
    assert ranges(Spans(((1, 3), (5, 5)))) == "0.0.0.1-0.0.0.3, 0.0.0.5"
    assert ranges(service("dynamodb")) == "dynamodb"
    assert ranges(INTERNET) == "the internet"
    assert ranges(NOTHING) == ""
    assert (
        traffic_words(Packets(Spans.one(6), target_ports=Spans.of([(80, 80), (443, 444)])))
        == "tcp/80,443-444"
    )
    assert traffic_words(Packets()) == "any protocol"
