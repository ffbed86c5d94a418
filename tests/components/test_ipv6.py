"""IPv6: blocks that are planned beforehand, inside the organization and nowhere else."""

from __future__ import annotations

from ipaddress import IPv6Network
from itertools import combinations
from typing import Any

import pulumi
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from components.config.addresses import Addresses, network6
from components.config.base import Refused
from components.config.segments import Segment
from components.config.spoke import SpokeSettings
from components.config.subnets import Tier, plan_subnets
from components.config.transit import TransitSettings
from components.network import Spoke, SpokeArgs, TransitHub, TransitHubArgs
from preview.testing import Cloud

from .support import ACCOUNT, SUPERNETS, export, hub, in_account, refusal, surroundings, written

CIDR, BLOCK, RANGES = "10.16.32.0/20", "fd6d:7072:0:100::/56", {"eu-west-1": "fd6d:7072::/48"}
ZONES = ("eu-west-1a", "eu-west-1c")
SUBNET = "aws:ec2/subnet:Subnet"
POOL = "aws:ec2/vpcIpamPool:VpcIpamPool"


def spoke() -> Cloud:
    def make(opts: pulumi.ResourceOptions) -> None:
        args = SpokeArgs(
            settings=SpokeSettings(segment="production", cidr=CIDR, zones=ZONES, ipv6=BLOCK),
            around=surroundings(
                {"production": Segment(propagates_to=(), internet=True)}, ipam=True, ipv6=RANGES
            ),
            hub=hub({"production": "tgw-rtb-1"}),
            endpoints=None,
            hub_provider=None,
        )
        export(Spoke("net", args, opts).exports)

    return in_account(make)


def test_the_block_comes_from_the_pool_of_the_region() -> None:
    network = spoke().one("aws:ec2/vpc:Vpc").inputs

    assert (network["ipv6CidrBlock"], network["ipv6IpamPoolId"]) == (BLOCK, "ipam-pool-6")
    assert "assignGeneratedIpv6CidrBlock" not in network


def test_subnets_are_numbered_by_zone_and_tier_and_give_addresses_but_to_the_gateway() -> None:
    assert {
        each.name: (each.inputs["ipv6CidrBlock"], each.inputs["assignIpv6AddressOnCreation"])
        for each in spoke().all(SUBNET)
    } == {
        "net-app-eu-west-1a": ("fd6d:7072:0:100::/64", True),
        "net-data-eu-west-1a": ("fd6d:7072:0:101::/64", True),
        "net-attachment-eu-west-1a": ("fd6d:7072:0:102::/64", False),
        "net-app-eu-west-1c": ("fd6d:7072:0:120::/64", True),
        "net-data-eu-west-1c": ("fd6d:7072:0:121::/64", True),
        "net-attachment-eu-west-1c": ("fd6d:7072:0:122::/64", False),
    }


def test_ipv6_leads_to_the_organization_and_has_no_way_out() -> None:
    cloud = spoke()
    attachment = cloud.one("aws:ec2transitgateway/vpcAttachment:VpcAttachment")
    routes = [each for each in cloud.all("aws:ec2/route:Route") if "destinationIpv6CidrBlock" in each.inputs]

    assert attachment.inputs["ipv6Support"] == "enable"
    assert {each.name: written(each) for each in routes} == {
        f"net-app-{zone}-to-eu-west-1-ipv6": {
            "routeTableId": cloud.one("aws:ec2/routeTable:RouteTable", f"net-app-{zone}").id,
            "destinationIpv6CidrBlock": "fd6d:7072::/48",
            "transitGatewayId": "tgw-1",
        }
        for zone in ZONES
    }


@pytest.mark.parametrize(
    ("tier", "reached"),
    [
        ("app", [(120, "fd6d:7072::/48")]),
        ("data", [(110, BLOCK)]),
        ("attachment", [(110, BLOCK)]),
    ],
)
def test_acls_let_ipv6_pass_to_neighbours_alone(tier: str, reached: list[tuple[int, str]]) -> None:
    acl = spoke().one("aws:ec2/networkAcl:NetworkAcl", f"net-acl-{tier}").inputs

    for way in ("ingress", "egress"):
        rules = [rule for rule in acl[way] if "ipv6CidrBlock" in rule]
        assert [(rule["ruleNo"], rule["ipv6CidrBlock"]) for rule in rules] == reached
        assert all(rule["action"] == "allow" and rule["protocol"] == "-1" for rule in rules)
        assert not any("cidrBlock" in rule for rule in rules)


def test_the_hub_has_a_private_pool_of_blocks() -> None:
    def make(opts: pulumi.ResourceOptions) -> None:
        around = surroundings({"production": Segment(propagates_to=())}, ipam=True, ipv6=RANGES)
        account_id = pulumi.Output.from_input(ACCOUNT)
        args = TransitHubArgs(settings=TransitSettings(asn=64512), around=around, account_id=account_id)
        export(TransitHub("hub", args, opts).exports)

    cloud = in_account(make)
    pool = cloud.one(POOL, "hub-addresses-eu-west-1-ipv6")

    assert written(pool) == {
        "addressFamily": "ipv6",
        "description": "IPv6 blocks of eu-west-1",
        "ipamScopeId": cloud.one("aws:ec2/vpcIpam:VpcIpam").outputs["privateDefaultScopeId"],
        "locale": "eu-west-1",
        "allocationMinNetmaskLength": 56,
        "allocationMaxNetmaskLength": 56,
        "tags": {"Name": "hub-addresses-eu-west-1-ipv6"},
    }
    filled = cloud.one("aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr", "hub-addresses-eu-west-1-ipv6")
    assert filled.inputs == {"ipamPoolId": pool.id, "cidr": "fd6d:7072::/48"}
    assert cloud.exports["ipv6_pool_ids"] == {"eu-west-1": pool.id}
    assert cloud.exports["address_pool_ids"].keys() == SUPERNETS.keys()


zones = st.lists(st.sampled_from([f"eu-west-1{letter}" for letter in "abcd"]), min_size=1, unique=True)


@given(zones, zones)
def test_blocks_of_subnets_lie_apart_and_stay_where_they_are(before: list[str], after: list[str]) -> None:
    was = {each.key: each.ipv6 for each in plan_subnets(CIDR, before, BLOCK)}
    now = {each.key: each.ipv6 for each in plan_subnets(CIDR, after, BLOCK)}
    blocks = [IPv6Network(str(each)) for each in now.values()]

    assert all(each.prefixlen == 64 and each.subnet_of(IPv6Network(BLOCK)) for each in blocks)
    assert not any(one.overlaps(other) for one, other in combinations(blocks, 2))
    assert all(was[key] == now[key] for key in was.keys() & now.keys())
    assert all(each.ipv6 is None for each in plan_subnets(CIDR, after))
    assert {each.tier for each in plan_subnets(CIDR, after)} == {Tier.APP, Tier.DATA, Tier.ATTACHMENT}


@pytest.mark.parametrize(
    ("text", "message", "fix"),
    [
        ("10.16.0.0/16", "10.16.0.0/16 is no IPv6 range", "Write the range in CIDR form."),
        ("fd6d:7072::", "fd6d:7072:: is no IPv6 range", "Add the prefix length."),
        ("fd6d:7072::1/48", "fd6d:7072::1/48 has bits set beyond its prefix", "Write fd6d:7072::/48."),
        (
            "fd6d:7072:0::/48",
            "fd6d:7072:0::/48 is an odd spelling of fd6d:7072::/48",
            "Write fd6d:7072::/48.",
        ),
        ("FD6D:7072::/48", "FD6D:7072::/48 is an odd spelling of fd6d:7072::/48", "Write fd6d:7072::/48."),
        ("2001:db8::/48", "2001:db8::/48 is no unique local range that AWS gives to networks", None),
        ("fc00::/48", "fc00::/48 is no unique local range that AWS gives to networks", None),
        ("fd80::/48", "fd80::/48 is no unique local range that AWS gives to networks", None),
        ("fd00::/8", "fd00::/8 is no unique local range that AWS gives to networks", None),
    ],
)
def test_only_private_ranges_in_one_spelling_are_taken(text: str, message: str, fix: str | None) -> None:
    with pytest.raises(Refused) as caught:
        network6(text)

    assert caught.value.message == message
    assert fix is None or caught.value.fix == fix


def test_a_spoke_has_a_block_of_256_subnets() -> None:
    def settings() -> SpokeSettings:
        return SpokeSettings(segment="production", cidr=CIDR, zones=ZONES, ipv6="fd6d:7072::/48")

    assert refusal(settings).message == "A spoke cannot have fd6d:7072::/48 as its IPv6 block"


@pytest.mark.parametrize(
    ("changes", "messages"),
    [
        ({"ipam": False}, ["AWS gives private IPv6 ranges to networks from pools of IPAM alone"]),
        ({"ipv6": {"eu-west-1": "fd6d::/60"}}, ["No network fits into fd6d::/60"]),
        (
            {"ipv6": {"eu-west-1": "fd6d::/48", "eu-central-1": "fd6d::/40"}},
            ["fd6d::/40 overlaps fd6d::/48 of ipv6.eu-west-1"],
        ),
        (
            {"ipv6": {"eu-west-1": "fd6d::/64"}, "ipam": False},
            [
                "No network fits into fd6d::/64",
                "AWS gives private IPv6 ranges to networks from pools of IPAM alone",
            ],
        ),
    ],
)
def test_ranges_of_regions_make_room_and_lie_apart(changes: dict[str, Any], messages: list[str]) -> None:
    with pytest.raises(ValidationError) as raised:
        Addresses(**({"supernets": SUPERNETS, "ipam": True, "ipv6": RANGES} | changes))

    error = raised.value.errors()[0]["ctx"]["error"]
    assert [each.message for each in getattr(error, "refusals", [error])] == messages
