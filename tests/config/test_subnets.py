"""The address plan of a spoke."""

from __future__ import annotations

from ipaddress import IPv4Network
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from components.config.subnets import PlannedSubnet, Tier, plan_subnets
from components.config.vpc import LARGEST_PREFIX, SMALLEST_PREFIX, ZONE_LETTERS

ZONES = tuple(f"eu-west-1{letter}" for letter in ZONE_LETTERS)
zones = st.lists(st.sampled_from(ZONES), min_size=1, unique=True)


@st.composite
def spokes(draw: st.DrawFn) -> str:
    prefix = draw(st.integers(LARGEST_PREFIX, SMALLEST_PREFIX))
    number = draw(st.integers(0, 2 ** (prefix - 8) - 1))
    return f"{IPv4Network((10 * 2**24 + number * 2 ** (32 - prefix), prefix))}"


def test_a_spoke_is_cut_by_zone_letter_and_tier() -> None:
    assert plan_subnets("10.16.32.0/20", ["eu-west-1a", "eu-west-1c"]) == (
        PlannedSubnet(tier=Tier.APP, zone="eu-west-1a", cidr="10.16.32.0/23"),
        PlannedSubnet(tier=Tier.DATA, zone="eu-west-1a", cidr="10.16.34.0/24"),
        PlannedSubnet(tier=Tier.ATTACHMENT, zone="eu-west-1a", cidr="10.16.35.0/28"),
        PlannedSubnet(tier=Tier.APP, zone="eu-west-1c", cidr="10.16.40.0/23"),
        PlannedSubnet(tier=Tier.DATA, zone="eu-west-1c", cidr="10.16.42.0/24"),
        PlannedSubnet(tier=Tier.ATTACHMENT, zone="eu-west-1c", cidr="10.16.43.0/28"),
    )


def test_the_smallest_spoke_still_has_subnets_that_aws_allows() -> None:
    assert [subnet.cidr for subnet in plan_subnets("10.0.0.0/24", ["eu-west-1d"])] == [
        "10.0.0.192/27",
        "10.0.0.224/28",
        "10.0.0.240/28",
    ]


@given(spokes(), zones)
def test_subnets_lie_apart_inside_the_spoke_and_are_written_canonically(
    spoke: str, chosen: list[str]
) -> None:
    planned = [IPv4Network(subnet.cidr) for subnet in plan_subnets(spoke, chosen)]

    assert len(planned) == 3 * len(chosen)
    assert all(subnet.subnet_of(IPv4Network(spoke)) and subnet.prefixlen <= 28 for subnet in planned)
    assert not any(one.overlaps(other) for one, other in combinations(planned, 2))


@given(spokes(), zones, zones)
def test_a_zone_that_comes_or_goes_moves_no_subnet_of_another(
    spoke: str, before: list[str], after: list[str]
) -> None:
    was = {subnet.key: subnet for subnet in plan_subnets(spoke, before)}
    now = {subnet.key: subnet for subnet in plan_subnets(spoke, after)}

    assert {key: was[key] for key in was.keys() & now.keys()} == {
        key: now[key] for key in was.keys() & now.keys()
    }


@given(spokes(), zones)
def test_every_attachment_subnet_is_of_the_smallest_size(spoke: str, chosen: list[str]) -> None:
    sizes = {
        IPv4Network(subnet.cidr).prefixlen
        for subnet in plan_subnets(spoke, chosen)
        if subnet.tier is Tier.ATTACHMENT
    }
    assert sizes == {28}
