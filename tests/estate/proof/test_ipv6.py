"""IPv6 is walked as IPv4 is: routes, ACLs, groups, attachments, and egress-only gateways past a firewall."""

from __future__ import annotations

from typing import Any

import pytest

from estate.proof import tokens
from estate.proof.planned import UNKNOWN

from .estates import estate_of, landing_zone, proof_of, table
from .sketch import ALL, Sketch

BLOCKS = {"dev": "fd00:0:0:1", "prod": "fd00:0:0:2"}
ANY_SIX = {**ALL, "ipv6CidrBlock": "::/0"}


def dual(**blocks: str) -> Sketch:
    """The landing zone with a block of IPv6 in each spoke, open ACLs, and ways to the hub."""
    sketch = landing_zone()
    hub = sketch.find("network", "hub")["id"]
    for stack, block in (blocks or BLOCKS).items():
        sketch.change(stack, "spoke", ipv6CidrBlock=f"{block}00::/56")
        for index, zone in enumerate("ab"):
            sketch.change(stack, f"app-{zone}", ipv6CidrBlock=f"{block}{index:02}::/64")
            given = {"routeTableId": sketch.find(stack, f"app-{zone}-table")["id"]}
            given |= {"destinationIpv6CidrBlock": "fd00::/16", "transitGatewayId": hub}
            sketch.add(stack, tokens.ROUTE, f"app-{zone}-six", given)
        sketch.change(stack, "attachment", ipv6Support="enable")
        acl = sketch.find(stack, "app")["inputs"]
        rules: dict[str, Any] = {
            side: [*acl[side], {**ANY_SIX, "ruleNo": 900}] for side in ("ingress", "egress")
        }
        sketch.change(stack, "app", **rules)
    return sketch


def route_through_the_hub(sketch: Sketch) -> None:
    given = {
        "destinationCidrBlock": "fd00:0:0:200::/56",
        "transitGatewayRouteTableId": table(sketch, "non-production"),
        "transitGatewayAttachmentId": "VpcAttachment-prod-attachment",
    }
    sketch.add("network", tokens.TRANSIT_ROUTE, "six-to-prod", given)


def told(sketch: Sketch) -> list[tuple[str, str, str]]:
    """Flow, blamed resource and the packets of an example, of every breach."""
    return [
        (each.name, each.resource.label if each.resource else "", str(each.example.outcome.journey.packets))
        for each in proof_of(sketch).breaches
    ]


def test_both_families_are_apart_as_they_are_drawn() -> None:
    sketch = dual()

    assert (told(sketch), estate_of(sketch).network.gaps) == ([], [])


def test_a_route_of_ipv6_alone_breaks_what_must_never_be() -> None:
    sketch = dual()
    route_through_the_hub(sketch)

    assert told(sketch) == [
        (
            "dev-to-prod",
            "network:six-to-prod",
            "any protocol from fd00:0:0:100::/64 to fd00:0:0:200::/64",
        )
    ]


def test_an_attachment_without_ipv6_carries_none() -> None:
    sketch = dual()
    route_through_the_hub(sketch)
    sketch.change("prod", "attachment", ipv6Support="disable")

    assert told(sketch) == []


@pytest.mark.parametrize("stack", ["dev", "prod"])
def test_an_acl_without_rules_of_ipv6_lets_none_pass(stack: str) -> None:
    sketch = dual()
    route_through_the_hub(sketch)
    acl = sketch.find(stack, "app")["inputs"]
    rules: dict[str, Any] = {
        side: [rule for rule in acl[side] if "ipv6CidrBlock" not in rule] for side in ("ingress", "egress")
    }
    sketch.change(stack, "app", **rules)

    assert told(sketch) == []


def egress_only(sketch: Sketch) -> None:
    gateway = sketch.add("dev", tokens.EGRESS_GATEWAY, "way-out", {"vpcId": "Vpc-dev-spoke"})
    given = {"routeTableId": sketch.find("dev", "app-a-table")["id"], "egressOnlyGatewayId": gateway}
    sketch.add("dev", tokens.ROUTE, "six-out", {**given, "destinationIpv6CidrBlock": "::/0"})


def test_an_egress_only_gateway_leads_past_the_firewall() -> None:
    sketch = dual(dev="2a05:d018:0:1", prod=BLOCKS["prod"])
    egress_only(sketch)

    assert [each[:2] for each in told(sketch)] == [
        ("past-the-firewall", "dev:six-out"),
        ("to-the-internet", "dev:six-out"),
    ]


def test_private_addresses_do_not_leave_by_it() -> None:
    sketch = dual()
    egress_only(sketch)

    assert told(sketch) == []


def test_an_internet_gateway_lets_strangers_in_by_ipv6_without_an_address_being_assigned() -> None:
    sketch = dual(dev=BLOCKS["dev"], prod="2a05:d018:0:2")
    sketch.add("prod", tokens.INTERNET_GATEWAY, "door", {"vpcId": "Vpc-prod-spoke"})

    assert [each[0] for each in told(sketch)] == ["from-the-internet"]


def test_a_block_that_aws_chooses_is_named_as_not_proven() -> None:
    sketch = landing_zone()
    sketch.change("dev", "spoke", assignGeneratedIpv6CidrBlock=True, ipv6CidrBlock=UNKNOWN)

    assert [gap.text for gap in estate_of(sketch).network.gaps] == [
        "dev:spoke (aws:ec2/vpc:Vpc): its IPv6 addresses are known after deployment, so nothing of IPv6 is "
        "proven there"
    ]
