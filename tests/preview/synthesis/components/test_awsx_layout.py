"""The addresses of the subnets that awsx lays out."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from preview.synthesis import ComponentError
from preview.synthesis.components.awsx.blocks import Block, bits_for, block, gap
from preview.synthesis.components.awsx.layout import layout, plan, zone_suffix
from preview.synthesis.components.awsx.planned_subnets import PlannedSubnet, Wanted
from preview.synthesis.components.awsx.subnet_specs import SubnetSpec, subnet_specs

ZONES = ("eu-west-1a", "eu-west-1b", "eu-west-1c")
TYPES = ("Private", "Public", "Isolated")


def laid_out(
    cidr: str,
    *specs: dict[str, Any],
    strategy: str = "Auto",
    zones: tuple[str, ...] = ZONES[:2],
    zone_mask: int | None = None,
) -> list[PlannedSubnet]:
    return plan(wanted(*specs, strategy=strategy, zones=zones, zone_mask=zone_mask), block(cidr))


def wanted(
    *specs: dict[str, Any], strategy: str, zones: tuple[str, ...], zone_mask: int | None = None
) -> Wanted:
    read = subnet_specs(list(specs) or None, len(zones))
    return Wanted(vpc="v", zones=zones, specs=read, strategy=strategy, zone_mask=zone_mask)


def written(planned: list[PlannedSubnet]) -> list[str]:
    return [f"{subnet.name} {subnet.block}" for subnet in planned]


def test_the_default_layout_gives_each_zone_a_private_and_a_public_subnet() -> None:
    assert written(laid_out("10.0.0.0/16", strategy="Legacy", zones=ZONES)) == [
        "v-private-1 10.0.0.0/19",
        "v-private-2 10.0.64.0/19",
        "v-private-3 10.0.128.0/19",
        "v-public-1 10.0.32.0/20",
        "v-public-2 10.0.96.0/20",
        "v-public-3 10.0.160.0/20",
    ]


def test_the_strategy_auto_places_the_same_default_subnets_zone_by_zone() -> None:
    assert written(laid_out("10.0.0.0/16")) == [
        "v-private-1 10.0.0.0/18",
        "v-public-1 10.0.64.0/19",
        "v-private-2 10.0.128.0/18",
        "v-public-2 10.0.192.0/19",
    ]


def test_of_a_large_vpc_the_default_subnets_use_sixteen_bits_of_each_zone() -> None:
    assert written(laid_out("10.0.0.0/8", zones=ZONES[:1])) == [
        "v-private-1 10.0.0.0/17",
        "v-public-1 10.0.128.0/18",
    ]


def test_specs_are_placed_in_their_order_and_of_even_size_without_a_mask() -> None:
    specs = ({"type": "Public"}, {"type": "Private", "cidrMask": 19}, {"type": "Isolated", "size": 256})

    assert written(laid_out("10.0.0.0/16", *specs)) == [
        "v-public-1 10.0.0.0/19",
        "v-private-1 10.0.32.0/19",
        "v-isolated-1 10.0.64.0/24",
        "v-public-2 10.0.128.0/19",
        "v-private-2 10.0.160.0/19",
        "v-isolated-2 10.0.192.0/24",
    ]


@pytest.mark.parametrize(
    ("masks", "expected"),
    [
        # Smaller ones first push the larger ones to the next border of their size.
        ([("Private", 25), ("Private", 21), ("Public", 24)], ["10.0.0.0/25", "10.0.8.0/21", "10.0.16.0/24"]),
        # Private ones come before public ones, whatever the order of the specs.
        ([("Isolated", 22), ("Public", 21)], ["10.0.0.0/21", "10.0.8.0/22"]),
        # Such a block does not begin at a border of its size, as the plugin writes it.
        (
            [("Private", 27), ("Public", 27), ("Isolated", 17)],
            ["10.0.0.0/27", "10.0.0.32/27", "10.0.128.0/17"],
        ),
        ([("Private", 27), ("Private", 17)], ["10.0.0.0/27", "10.0.128.0/17"]),
    ],
)
def test_the_strategy_legacy_places_types_one_after_the_other(
    masks: list[tuple[str, int]], expected: list[str]
) -> None:
    specs = [{"type": type, "name": f"s{i}", "cidrMask": mask} for i, (type, mask) in enumerate(masks)]

    planned = laid_out("10.0.0.0/16", *specs, strategy="Legacy", zones=ZONES[:1])

    assert [str(subnet.block) for subnet in planned] == expected


@pytest.mark.parametrize(
    ("zone", "masks"), [(16, [19, 20, 24]), (18, [19, 20, 24]), (19, [20, 20, 24]), (22, [23, 23, 24])]
)
def test_the_strategy_legacy_prefers_sizes_by_type(zone: int, masks: list[int]) -> None:
    specs = [{"type": type} for type in TYPES]
    read = wanted(*specs, strategy="Legacy", zones=ZONES[:1])
    try:
        planned = plan(read, block(f"10.0.0.0/{zone}"))
    except ComponentError:  # the third one does not fit into the smaller zones
        planned = []

    found = [subnet.block.mask for subnet in planned if subnet.block]
    assert found == (masks if zone <= 18 else [])


def test_auto_merge_adds_the_default_subnets_that_the_specs_leave_out() -> None:
    specs = ({"type": "Public", "size": 4096}, {"type": "Private", "name": "data", "cidrMask": 24})

    assert written(laid_out("10.0.0.0/16", *specs, strategy="AutoMerge")) == [
        "v-private-1 10.0.0.0/18",
        "v-public-1 10.0.64.0/20",
        "v-data-1 10.0.80.0/24",
        "v-private-2 10.0.128.0/18",
        "v-public-2 10.0.192.0/20",
        "v-data-2 10.0.208.0/24",
    ]


def test_given_blocks_are_taken_zone_by_zone() -> None:
    specs = (
        {"type": "Public", "cidrBlocks": ["10.0.0.0/17", "10.1.0.0/17"]},
        {"type": "Private", "cidrBlocks": ["10.0.128.0/17", "10.1.128.0/17"]},
    )

    assert written(laid_out("10.0.0.0/15", *specs, strategy="Exact")) == [
        "v-public-1 10.0.0.0/17",
        "v-private-1 10.0.128.0/17",
        "v-public-2 10.1.0.0/17",
        "v-private-2 10.1.128.0/17",
    ]


def test_the_size_of_zones_can_be_set() -> None:
    assert written(laid_out("10.0.0.0/16", {"type": "Public"}, zone_mask=20)) == [
        "v-public-1 10.0.0.0/20",
        "v-public-2 10.0.16.0/20",
    ]


def test_the_layout_given_out_is_that_of_the_specs_or_of_the_first_subnets() -> None:
    specs = ({"type": "Public", "cidrMask": 20}, {"type": "Private", "name": "data"})
    auto = wanted(*specs, strategy="Auto", zones=ZONES)
    legacy = wanted(strategy="Legacy", zones=ZONES)

    assert layout(auto, plan(auto, block("10.0.0.0/16"))) == [
        {"type": "Public", "cidrMask": 20, "size": 4096},
        {"type": "Private", "name": "data"},
    ]
    assert layout(legacy, plan(legacy, block("10.0.0.0/16"))) == [
        {"type": "Private", "cidrMask": 19},
        {"type": "Unused", "cidrMask": 19},
        {"type": "Private", "cidrMask": 19},
    ]


@pytest.mark.parametrize(
    ("cidr", "specs", "strategy", "message"),
    [
        ("10.0.0.0/27", [], "Auto", "the default subnets need a /26 in each zone, and there is a /28"),
        (
            "10.0.0.0/16",
            [{"type": "Public", "cidrMask": 16}],
            "Auto",
            "take 65536 addresses, and the zone has 32768",
        ),
        (
            "10.0.0.0/16",
            [{"type": "Public"}, {"type": "Public"}],
            "Auto",
            "2 subnetSpecs of type 'public' have no name",
        ),
        (
            "10.0.0.0/16",
            [{"type": "Public", "size": 300}],
            "Auto",
            "a power of two of addresses, 4 or more, and not 300",
        ),
        (
            "10.0.0.0/16",
            [{"type": "Public", "size": 256, "cidrMask": 23}],
            "Auto",
            "size 256 is a /24, and not a /23",
        ),
        (
            "10.0.0.0/16",
            [{"type": "Public", "cidrBlocks": ["10.0.0.0/24"]}],
            "Auto",
            "has 1 cidrBlocks for 2 availability zones",
        ),
        (
            "10.0.0.0/16",
            [{"type": "Public", "cidrBlocks": ["10.0.0.0/24", "10.0.1.0/24"], "cidrMask": 25}],
            "Auto",
            "cidrMask of subnetSpecs[0] is not that of its cidrBlocks",
        ),
        (
            "10.0.0.0/16",
            [{"type": "Public", "cidrBlocks": ["10.0.0.0/24", "10.0.0.0/25"]}],
            "Auto",
            "v-public-1 (10.0.0.0/24) and v-public-2 (10.0.0.0/25) overlap",
        ),
        (
            "10.0.0.0/16",
            [{"type": "Public", "cidrBlocks": ["10.0.0.0/24", "10.1.0.0/24"]}],
            "Auto",
            "v-public-2 (10.1.0.0/24) lies outside of the VPC (10.0.0.0/16)",
        ),
        ("10.0.0.0/16", [{"type": "Public", "cidrMask": 18}], "Exact", "there is a gap before v-public-2"),
        ("10.0.0.0/300", [], "Auto", "'10.0.0.0/300' is not a block of IPv4 addresses"),
    ],
)
def test_what_cannot_be_laid_out_is_refused(
    cidr: str, specs: list[dict[str, Any]], strategy: str, message: str
) -> None:
    with pytest.raises(ComponentError) as error:
        laid_out(cidr, *specs, strategy=strategy)

    assert message in str(error.value)


def test_the_end_of_a_zone_is_what_comes_after_the_words_of_its_region() -> None:
    zones = ["eu-west-1a", "us-gov-west-1b", "us-west-2-lax-1a", "odd"]

    assert [zone_suffix(zone) for zone in zones] == ["1a", "1b", "2-lax-1a", "odd"]


@given(
    vpc=st.integers(8, 24),
    zones=st.integers(1, 5),
    strategy=st.sampled_from(["Auto", "AutoMerge", "Legacy", "Exact"]),
    specs=st.lists(st.tuples(st.sampled_from(TYPES), st.none() | st.integers(16, 28)), max_size=5),
)
def test_subnets_never_overlap_and_never_leave_the_vpc(
    vpc: int, zones: int, strategy: str, specs: list[tuple[str, int | None]]
) -> None:
    whole = block(f"10.0.0.0/{vpc}")
    read = tuple(SubnetSpec(type=type, name=f"s{i}", mask=mask) for i, (type, mask) in enumerate(specs))
    names = tuple(f"eu-west-1{letter}" for letter in "abcde"[:zones])
    try:
        planned = plan(Wanted(vpc="v", zones=names, specs=read or None, strategy=strategy), whole)
    except ComponentError:
        assume(False)

    blocks = sorted((subnet.block for subnet in planned if subnet.block), key=lambda each: each.first)
    assert len(blocks) == len(planned)
    assert all(one.last < other.first for one, other in pairwise(blocks))
    assert whole.first <= blocks[0].first
    assert blocks[-1].last <= whole.last
    if strategy == "Exact" and read:
        assert sum(each.size for each in blocks) == whole.size


@given(st.integers(8, 24), st.integers(1, 4))
def test_without_specs_both_strategies_give_the_same_addresses(mask: int, zones: int) -> None:
    names = tuple("abcd"[:zones])
    by_strategy = [
        sorted(
            written(plan(Wanted(vpc="v", zones=names, specs=None, strategy=each), block(f"10.0.0.0/{mask}")))
        )
        for each in ("Auto", "AutoMerge", "Legacy")
    ]

    # The older one does not stop at sixteen bits.
    assert by_strategy[0] == by_strategy[1]
    assert mask + bits_for(zones) < 16 or by_strategy[0] == by_strategy[2]


@given(st.integers(0, 2**16 - 1), st.integers(20, 28), st.integers(1, 3))
def test_the_blocks_between_two_fill_what_is_free(start: int, mask: int, count: int) -> None:
    first = Block(start << 12, mask).aligned()
    other = first
    for _ in range(count):
        other = other.following(mask)

    between = gap(first, other)

    assert sum(each.size for each in between) == (count - 1) * first.size
    assert all(each.mask <= mask for each in between)
