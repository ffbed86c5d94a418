"""Every mistake gets its finding, by the flow that it breaks and the resource that is to blame."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from estate.proof.evidence import message

from . import mistakes
from .estates import complaints, estate_of, landing_zone, proof_of
from .sketch import Sketch

Broken = dict[str, tuple[str, str]]
"""Of each broken flow or rule, what the head of the message says, and which resource is blamed."""

EXPECTED: list[tuple[Callable[[Sketch], None], Broken]] = [
    (
        mistakes.propagation_from_development_to_production,
        {
            "dev-to-prod": ("subnet dev:app-a reaches subnet prod:app-a, and must never", "prod:too-much"),
            "prod-to-dev": ("subnet prod:app-a reaches subnet dev:app-a, and must never", "dev:too-much"),
        },
    ),
    (
        mistakes.lost_return_route,
        {"to-the-internet": ("but the answers do not return", "network:firewall-a-table-to-0.0.0.0/0")},
    ),
    (
        mistakes.lost_return_propagation,
        {"to-the-internet": ("but the answers do not return", "network:inspection")},
    ),
    (mistakes.acl_without_ephemeral_ports, {"to-the-internet": ("but the answers do not return", "dev:app")}),
    (mistakes.appliance_mode_off, {"segmentation-symmetry": ("Appliance mode is off", "network:attachment")}),
    (
        mistakes.security_group_too_wide,
        {"from-the-internet": ("tcp/22 from internet reaches prod:balancer", "prod:balancer-https")},
    ),
    (
        mistakes.security_group_closed,
        {"to-the-balancer": ("internet does not reach prod:balancer", "prod:balancer-group")},
    ),
    (
        mistakes.firewall_bypass,
        {
            "past-the-firewall": (
                "tcp/1-442 from subnet dev:app-a reaches internet",
                "network:non-production",
            ),
            "to-the-internet": ("does not reach internet", "network:non-production-to-internet"),
        },
    ),
    (
        mistakes.answers_past_the_firewall,
        {"to-the-internet": ("but the answers do not return", "network:firewall")},
    ),
    (
        mistakes.nat_in_the_wrong_table,
        {"to-the-internet": ("dev:app-a does not reach internet", "network:nat-a")},
    ),
    (
        mistakes.blackhole_removed_and_hairpin_through_the_hub,
        {
            "dev-to-prod": ("dev:app-a reaches subnet prod:app-a", "prod:propagation-inspection"),
            "past-the-firewall": ("tcp/1-442 from subnet dev:app-a", "network:non-production-to-internet"),
            "segmentation-blackhole": (
                "non-production sends 10.16.0.0/12 by its default route",
                "network:non-production",
            ),
        },
    ),
    (
        mistakes.blackhole_instead_of_a_route,
        {"to-the-internet": ("dev:app-a does not reach internet", "network:stray")},
    ),
    (
        mistakes.firewall_endpoint_in_one_zone_only,
        {"segmentation-zones": ("network:firewall has no endpoint in eu-west-1b", "network:firewall")},
    ),
    (
        mistakes.attachment_in_one_zone_only,
        {
            "to-the-internet": ("dev:app-b does not reach internet", "dev:attachment"),
            "segmentation-zones": ("dev:attachment has no subnet in eu-west-1b", "dev:attachment"),
        },
    ),
    (
        mistakes.association_with_the_wrong_segment,
        {
            "dev-to-prod": ("dev:app-a reaches subnet prod:app-a", "prod:propagation-inspection"),
            "to-the-internet": ("dev:app-a does not reach internet", "network:inspection"),
        },
    ),
    (
        mistakes.peering_between_segments,
        {"dev-to-prod": ("dev:app-a reaches subnet prod:app-a", "dev:app-a-table-to-10.16.64.0/24")},
    ),
    (mistakes.data_acl_too_narrow, {"to-data": ("prod:app-a does not reach */data", "prod:data")}),
    (
        mistakes.firewall_rule_too_wide,
        {"past-the-firewall": ("tcp/1-442 from subnet dev:app-a", "network:non-production-to-internet")},
    ),
    (
        mistakes.default_acl_emptied_around_a_tier,
        {
            "premises": ("on-premises does not reach prod/app", "prod:default"),
            "to-data": ("prod:app-a does not reach */data", "prod:default"),
            "to-storage": ("prod:data-a does not reach s3", "prod:default"),
            "to-the-internet": ("prod:app-a does not reach internet", "prod:default"),
        },
    ),
    (mistakes.no_gateway_endpoint, {"to-storage": ("data-a does not reach s3", "prod:data-a-table")}),
    (mistakes.public_access_blocked, {"to-the-internet": ("does not reach internet", "network:block")}),
    (
        mistakes.lost_route_to_the_premises,
        {"premises": ("on-premises reaches subnet prod:app-a, but the answers", "network:firewall")},
    ),
]


def test_the_landing_zone_as_it_is_drawn_has_no_finding() -> None:
    sketch = landing_zone()

    proof = proof_of(sketch)

    assert (complaints(sketch), proof.unknown, proof.empty, proof.pairs) == ({}, [], [], 132)
    assert estate_of(sketch).network.gaps == []


@pytest.mark.parametrize(("mistake", "expected"), EXPECTED, ids=[each.__name__ for each, _ in EXPECTED])
def test_a_mistake_breaks_just_these_flows(mistake: Callable[[Sketch], None], expected: Broken) -> None:
    sketch = landing_zone()
    mistake(sketch)

    found = complaints(sketch)

    assert sorted(found) == sorted(expected)
    for name, (words, blamed) in expected.items():
        text, resource = found[name]
        assert words in text
        assert resource.startswith(blamed)


def test_every_mistake_is_expected_to_break_something() -> None:
    written = {
        name
        for name, value in vars(mistakes).items()
        if callable(value) and value.__module__ == mistakes.__name__
    }

    assert written == {mistake.__name__ for mistake, _ in EXPECTED}


def test_evidence_is_the_way_hop_by_hop_with_file_and_line() -> None:
    sketch = landing_zone()
    mistakes.peering_between_segments(sketch)
    breach = next(each for each in proof_of(sketch).breaches if each.target == "subnet prod:app-a")
    route = sketch.find("dev", "app-a-table-to-10.16.64.0/24")["source"]["line"]
    assert message(breach).splitlines()[:2] == [
        "dev-to-prod: any protocol from subnet dev:app-a reaches subnet prod:app-a, and must never "
        "(and 5 more like it).",
        "      route table dev:app-a-table sends 10.16.64.0/24 to the peering connection "
        f"[dev:app-a-table-to-10.16.64.0/24, plan.py:{route}]",
    ]
