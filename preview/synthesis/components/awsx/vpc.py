"""`awsx.ec2.Vpc`: a VPC with its subnets, routes, gateways and endpoints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from preview.synthesis.components.awsx.blocks import Block, block
from preview.synthesis.components.awsx.endpoints import dns_settings, endpoint_specs, make_endpoint
from preview.synthesis.components.awsx.layout import layout, plan, zone_suffix
from preview.synthesis.components.awsx.nat import Nat, check_nat, nat_of
from preview.synthesis.components.awsx.network import Network, make_subnet
from preview.synthesis.components.awsx.planned_subnets import UNUSED, PlannedSubnet, Wanted
from preview.synthesis.components.awsx.subnet_specs import subnet_specs
from preview.synthesis.components.builder import Builder, Child, ComponentError, number, text
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import tags, tied
from preview.values import UNKNOWN, OutputValue, Unknown, Value, plain

DEFAULT_BLOCK: Final = "10.0.0.0/16"
DEFAULT_ZONES: Final = 3
_ORDER: Final = ("public", "private")
"""Subnets are made in this order of types; all others come after these."""
_PASSED_ON: Final = (
    "assignGeneratedIpv6CidrBlock",
    "enableNetworkAddressUsageMetrics",
    "instanceTenancy",
    "ipv4IpamPoolId",
    "ipv4NetmaskLength",
    "ipv6CidrBlock",
    "ipv6CidrBlockNetworkBorderGroup",
    "ipv6IpamPoolId",
    "ipv6NetmaskLength",
    "region",
)


def build(builder: Builder) -> dict[str, Value]:
    """Everything that the plugin makes for a VPC."""
    cidr = _address_block(builder)
    zones = _zones(builder)
    endpoints = endpoint_specs(builder)
    nat = nat_of(builder, len(zones))
    by_zone = text(builder, "subnetNameTagStrategy") == "AvailabilityZone"
    if by_zone:
        _check_suffixes(zones)
    wanted = Wanted(
        vpc=builder.name,
        zones=zones,
        specs=subnet_specs(plain(builder.inputs.get("subnetSpecs")), len(zones)),
        strategy=text(builder, "subnetStrategy") or "Legacy",
        zone_mask=number(builder, "availabilityZoneCidrMask"),
        tag_by_zone=by_zone,
    )
    # What can be refused beforehand is, before the VPC is made.
    planned = plan(wanted, block(cidr)) if cidr is not None else None
    if planned is not None:
        check_nat(nat, planned)
    shared = tags(builder.name, builder.given("tags"))
    vpc = builder.make(
        token("Vpc"),
        builder.name,
        {name: builder.given(name) for name in _PASSED_ON}
        | dns_settings(builder, endpoints)
        | {
            "cidrBlock": cidr if builder.inputs.get("cidrBlock") is None else builder.given("cidrBlock"),
            "tags": shared,
        },
    )
    if planned is None:
        planned = plan(wanted, _allocated(vpc))
        check_nat(nat, planned)
    made = _network(builder, wanted, planned, nat, vpc, shared)
    for spec in endpoints:
        made.endpoints.append(make_endpoint(builder, spec, made))
    return _given_out(made, layout(wanted, planned))


def _network(
    builder: Builder,
    wanted: Wanted,
    planned: Sequence[PlannedSubnet],
    nat: Nat,
    vpc: Child,
    shared: OutputValue,
) -> Network:
    gateway = builder.make(
        token("InternetGateway"),
        builder.name,
        {"region": builder.given("region"), "vpcId": vpc.output("id"), "tags": shared},
        parent=vpc,
        depends_on=[vpc],
    )
    made = Network(vpc, gateway, shared, from_pool=_address_block(builder) is None)
    for index in range(len(wanted.zones)):
        of_zone = [each for each in planned if each.zone_index == index and each.spec.type != UNUSED]
        of_zone.sort(key=lambda each: (*_ORDER, each.type).index(each.type))
        for place, subnet in enumerate(of_zone):
            make_subnet(builder, made, subnet, nat, ipv6_index=index + place * len(wanted.zones))
    return made


def _address_block(builder: Builder) -> str | None:
    """The addresses of the VPC; None where a pool decides them."""
    given = plain(builder.inputs.get("cidrBlock"))
    length = builder.inputs.get("ipv4NetmaskLength")
    pool = builder.inputs.get("ipv4IpamPoolId")
    if pool is not None and (given is None) == (length is None):
        raise ComponentError("with ipv4IpamPoolId, give one of cidrBlock and ipv4NetmaskLength")
    if given is None:
        return DEFAULT_BLOCK if pool is None else None
    if not isinstance(given, str):
        raise ComponentError("cidrBlock decides the subnets: it has to be known beforehand")
    return given


def _allocated(vpc: Child) -> Block | None:
    """The addresses that a pool gave; None while that is not known."""
    found = plain(vpc.outputs.get("cidrBlock"))
    return block(found) if isinstance(found, str) else None


def _zones(builder: Builder) -> tuple[str | Unknown, ...]:
    given = plain(builder.inputs.get("availabilityZoneNames"))
    count = number(builder, "numberOfAvailabilityZones")
    if given is not None:
        if count:
            raise ComponentError("availabilityZoneNames excludes numberOfAvailabilityZones: give one of them")
        if not isinstance(given, list):
            raise ComponentError("availabilityZoneNames decides the subnets: it has to be known beforehand")
        return tuple(given)
    count = DEFAULT_ZONES if count is None else count
    found = builder.invoke(token("getAvailabilityZones"), {"region": plain(builder.inputs.get("region"))})
    names = found.get("names")
    if not isinstance(names, list):
        return (UNKNOWN,) * count
    if len(names) < count:
        raise ComponentError(
            f"the region has {len(names)} availability zones, and {count} are wanted: "
            "name them in availabilityZoneNames or lower numberOfAvailabilityZones"
        )
    return tuple(names[:count])


def _check_suffixes(zones: Sequence[str | Unknown]) -> None:
    suffixes = [zone_suffix(zone) for zone in zones if isinstance(zone, str)]
    if len(set(suffixes)) != len(suffixes):
        raise ComponentError(
            'with subnetNameTagStrategy "AvailabilityZone", the zones need different endings, and '
            f"these have not: {', '.join(map(str, zones))}"
        )


def _given_out(made: Network, found: list[dict[str, Value]] | None) -> dict[str, Value]:
    """Every output rests on everything: the plugin gives them out together."""
    lists = {
        "subnets": [subnet.child for subnet in made.subnets],
        "routeTables": [subnet.table for subnet in made.subnets],
        "routeTableAssociations": [subnet.association for subnet in made.subnets],
        "routes": made.routes,
        "natGateways": made.nat_gateways,
        "eips": made.addresses,
        "vpcEndpoints": made.endpoints,
    }
    outputs: dict[str, Value] = {
        "vpc": made.vpc.reference(),
        "vpcId": made.vpc.output("id"),
        "internetGateway": made.gateway.reference(),
        "subnetLayout": UNKNOWN if found is None else found,
    }
    for name, children in lists.items():
        outputs[name] = [child.reference() for child in children]
    for type in ("public", "private", "isolated"):
        of_type = [subnet.child for subnet in made.subnets if subnet.type == type]
        outputs[f"{type}Subnets"] = [child.reference() for child in of_type]
        outputs[f"{type}SubnetIds"] = [child.output("id") for child in of_type]
    everything = [made.vpc, made.gateway, *(child for children in lists.values() for child in children)]
    return {name: tied(value, everything) for name, value in outputs.items()}
