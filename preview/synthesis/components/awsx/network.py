"""The subnets of a VPC, each with its route table, and the gateways that these lead to."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from typing import Final

from preview.synthesis.components.awsx.nat import NONE, SINGLE, Nat
from preview.synthesis.components.awsx.planned_subnets import PlannedSubnet
from preview.synthesis.components.builder import Builder, Child, ComponentError
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import after, rest, tags
from preview.values import UNKNOWN, OutputValue, Value, plain

EVERYWHERE: Final = "0.0.0.0/0"
_IPV6_VPC: Final = 56
"""Prefix length of a VPC's IPv6 block; its subnets have 64."""


@dataclass(frozen=True)
class Subnet:
    """A subnet that was made."""

    type: str
    zone_index: int
    child: Child
    table: Child
    association: Child


@dataclass
class Network:
    """What was made of a VPC so far; `tags` are those that all parts share.

    `from_pool` says that its addresses are known only once it is there.
    """

    vpc: Child
    gateway: Child
    tags: OutputValue
    from_pool: bool
    subnets: list[Subnet] = field(default_factory=list)
    routes: list[Child] = field(default_factory=list)
    nat_gateways: list[Child] = field(default_factory=list)
    addresses: list[Child] = field(default_factory=list)
    endpoints: list[Child] = field(default_factory=list)


def make_subnet(
    builder: Builder, made: Network, planned: PlannedSubnet, nat: Nat, *, ipv6_index: int
) -> None:
    """A subnet with its route table, the NAT gateway that stands in it, and its way to the internet."""
    region = builder.given("region")
    spec, name = planned.spec, planned.name
    wanted = builder.given("subnetSpecs")
    labels = {"Name": planned.tag, "SubnetType": spec.type}
    ipv6 = rest(spec.ipv6, wanted) or builder.given("assignGeneratedIpv6CidrBlock") or False
    addresses = UNKNOWN if planned.block is None else str(planned.block)
    subnet = builder.make(
        token("Subnet"),
        name,
        {
            "region": region,
            "vpcId": made.vpc.output("id"),
            "availabilityZone": planned.zone,
            "mapPublicIpOnLaunch": planned.type == "public",
            "cidrBlock": after(made.vpc, addresses) if made.from_pool else addresses,
            "assignIpv6AddressOnCreation": ipv6,
            "ipv6CidrBlock": _ipv6_block(made.vpc, ipv6, ipv6_index),
            "tags": tags(None, made.tags, rest(spec.tags, wanted), labels),
        },
        parent=made.vpc,
        depends_on=[made.vpc],
    )
    table = builder.make(
        token("RouteTable"),
        name,
        {"region": region, "vpcId": made.vpc.output("id"), "tags": tags(None, made.tags, labels)},
        parent=subnet,
        depends_on=[subnet],
    )
    association = builder.make(
        token("RouteTableAssociation"),
        name,
        {"region": region, "routeTableId": table.output("id"), "subnetId": subnet.output("id")},
        parent=table,
        depends_on=[table],
    )
    made.subnets.append(Subnet(planned.type, planned.zone_index, subnet, table, association))
    if planned.type == "public":
        _nat_gateway(builder, made, subnet, planned.zone_index, nat)
    target = _way_out(made, planned, nat)
    if target:
        route = builder.make(
            token("Route"),
            name,
            {
                "region": region,
                "routeTableId": table.output("id"),
                **target,
                "destinationCidrBlock": EVERYWHERE,
            },
            parent=table,
            depends_on=[table],
        )
        made.routes.append(route)


def _way_out(made: Network, planned: PlannedSubnet, nat: Nat) -> dict[str, Value]:
    if planned.type == "public":
        return {"gatewayId": made.gateway.output("id")}
    if planned.type != "private" or nat.strategy == NONE:
        return {}
    return {
        "natGatewayId": made.nat_gateways[0 if nat.strategy == SINGLE else planned.zone_index].output("id")
    }


def _nat_gateway(builder: Builder, made: Network, subnet: Child, index: int, nat: Nat) -> None:
    most = {NONE: 0, SINGLE: 1}.get(nat.strategy, index + 1)
    if len(made.nat_gateways) >= most:
        return
    name = f"{builder.name}-{index + 1}"
    region = builder.given("region")
    labels = tags(None, builder.given("tags"), {"Name": name})
    if nat.allocations:
        allocation = nat.allocations[index]
    else:
        address = builder.make(
            token("Eip"), name, {"region": region, "tags": labels}, parent=subnet, depends_on=[subnet]
        )
        made.addresses.append(address)
        allocation = address.output("allocationId")
    gateway = builder.make(
        token("NatGateway"),
        name,
        {"region": region, "subnetId": subnet.output("id"), "allocationId": allocation, "tags": labels},
        parent=subnet,
        depends_on=[subnet],
    )
    made.nat_gateways.append(gateway)


def _ipv6_block(vpc: Child, wanted: Value, index: int) -> Value:
    """The subnet's part of the VPC's IPv6 addresses; None where it gets none."""
    wanted = plain(wanted.value if isinstance(wanted, OutputValue) else wanted)
    if wanted is False:
        return None
    found = plain(vpc.outputs.get("ipv6CidrBlock"))
    if wanted is UNKNOWN or found is UNKNOWN:
        return after(vpc, UNKNOWN)
    try:
        whole = ipaddress.IPv6Network(found or "", strict=False)
    except ValueError:
        whole = None
    if whole is None or whole.prefixlen != _IPV6_VPC:
        raise ComponentError(
            f"a subnet with assignIpv6AddressOnCreation needs a VPC with a /{_IPV6_VPC} of IPv6 addresses: "
            "set assignGeneratedIpv6CidrBlock or ipv6CidrBlock"
        )
    return after(vpc, f"{whole.network_address + (index << 64)}/64")
