"""The routing plans: what the hub's tables hold, and the way through the egress network."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.config.egress import Nat
from components.config.segments import Segment
from components.config.subnets import Tier
from components.network.egress_routing import EgressRoute, Hop, plan_routes
from components.network.routing import HubRoute, Target, plan_hub_routes

ZONES = ("eu-west-1a", "eu-west-1b", "eu-west-1c")
SPOKES = "10.16.0.0/12"
SEGMENTS = {
    "open": Segment(propagates_to=("closed",), internet=True),
    "closed": Segment(propagates_to=("open",)),
}
INSPECTED = {
    "front": Segment(
        propagates_to=("closed",), ranges=("10.16.16.0/20", "10.16.64.0/20"), inspected_with=("back",)
    ),
    "back": Segment(propagates_to=("closed",), ranges=("10.16.32.0/20",)),
    "closed": Segment(propagates_to=()),
}
WAYS = [(Nat.ZONAL, True), (Nat.ZONAL, False), (Nat.REGIONAL, False)]


def test_a_segment_with_internet_has_a_default_route_and_loses_what_is_private_and_not_learned() -> None:
    assert plan_hub_routes(SEGMENTS, Target.EGRESS) == (
        HubRoute(segment="open", destination="0.0.0.0/0", target=Target.EGRESS),
    )
    assert [(route.key, route.destination) for route in plan_hub_routes(SEGMENTS, Target.BLACKHOLE)] == [
        ("open-10.0.0.0-8", "10.0.0.0/8"),
        ("open-172.16.0.0-12", "172.16.0.0/12"),
        ("open-192.168.0.0-16", "192.168.0.0/16"),
        ("open-100.64.0.0-10", "100.64.0.0/10"),
    ]


def test_inspected_segments_lead_to_each_others_ranges_through_the_egress_network() -> None:
    routes = plan_hub_routes(INSPECTED, Target.INSPECTION)

    assert [(route.segment, route.destination) for route in routes] == [
        ("front", "10.16.32.0/20"),
        ("back", "10.16.16.0/20"),
        ("back", "10.16.64.0/20"),
    ]
    assert plan_hub_routes(SEGMENTS, Target.INSPECTION) == ()


def test_each_zone_leads_through_its_own_firewall_and_back() -> None:
    routes = plan_routes(["eu-west-1a"], SPOKES, Nat.ZONAL, firewall=True)

    assert [(route.tier, route.destination, route.hop) for route in routes] == [
        (Tier.ATTACHMENT, "0.0.0.0/0", Hop.FIREWALL),
        (Tier.FIREWALL, "0.0.0.0/0", Hop.NAT),
        (Tier.FIREWALL, SPOKES, Hop.TRANSIT),
        (Tier.PUBLIC, "0.0.0.0/0", Hop.INTERNET),
        (Tier.PUBLIC, SPOKES, Hop.FIREWALL),
    ]


def test_without_a_firewall_the_nat_gateway_is_next_to_the_transit_gateway() -> None:
    routes = plan_routes(["eu-west-1a"], SPOKES, Nat.ZONAL, firewall=False)

    assert [(route.tier, route.destination, route.hop) for route in routes] == [
        (Tier.ATTACHMENT, "0.0.0.0/0", Hop.NAT),
        (Tier.PUBLIC, "0.0.0.0/0", Hop.INTERNET),
        (Tier.PUBLIC, SPOKES, Hop.TRANSIT),
    ]


def test_a_regional_nat_gateway_leads_back_by_its_own_table() -> None:
    routes = plan_routes(ZONES[:2], SPOKES, Nat.REGIONAL, firewall=False)

    assert [(route.key, route.destination, route.hop) for route in routes] == [
        ("attachment-eu-west-1a-to-nat", "0.0.0.0/0", Hop.NAT),
        ("attachment-eu-west-1b-to-nat", "0.0.0.0/0", Hop.NAT),
        ("nat-to-transit", SPOKES, Hop.TRANSIT),
    ]


def hops(routes: tuple[EgressRoute, ...], zone: str, destination: str, start: Tier) -> list[Hop]:
    """The steps that packets to the destination take from a tier of a zone."""
    behind = {Hop.FIREWALL: Tier.FIREWALL, Hop.NAT: Tier.PUBLIC}
    steps: list[Hop] = []
    tier: Tier | None = start
    while tier is not None and len(steps) < 9:
        (hop,) = [
            route.hop
            for route in routes
            if (route.tier, route.zone, route.destination) == (tier, zone, destination)
        ]
        steps.append(hop)
        tier = behind.get(hop)
    return steps


@pytest.mark.parametrize("firewall", [True, False])
@given(st.lists(st.sampled_from(ZONES), min_size=1, unique=True))
def test_both_ways_of_a_zone_pass_the_same(firewall: bool, zones: list[str]) -> None:
    routes = plan_routes(zones, SPOKES, Nat.ZONAL, firewall=firewall)
    inspection = [Hop.FIREWALL] if firewall else []

    for zone in zones:
        assert hops(routes, zone, "0.0.0.0/0", Tier.ATTACHMENT) == [*inspection, Hop.NAT, Hop.INTERNET]
        assert hops(routes, zone, SPOKES, Tier.PUBLIC) == [*inspection, Hop.TRANSIT]


@pytest.mark.parametrize(("nat", "firewall"), WAYS)
def test_another_zone_changes_no_route_of_the_others(nat: Nat, firewall: bool) -> None:
    two = plan_routes(ZONES[:2], SPOKES, nat, firewall=firewall)
    three = plan_routes(ZONES, SPOKES, nat, firewall=firewall)

    assert set(two) < set(three)
    assert len({route.key for route in three}) == len(three)
