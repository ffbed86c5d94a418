"""VPCs with their subnets and route tables, from planned resources."""

from __future__ import annotations

from . import tokens
from .model import Network, Subnet, Vpc
from .packets import EVERY_FOUR, addresses
from .planned import UNKNOWN, Planned, Resource
from .spans import Spans
from .tables import Route, Table, Way


def read_vpcs(planned: Planned, network: Network) -> None:
    """Add VPCs, subnets, and tables that hold local routes alone."""
    for resource in planned.all(*tokens.VPC):
        ranges = [resource.value("cidrBlock")]
        ranges += [
            each.value("cidrBlock")
            for each in planned.all(tokens.VPC_CIDR)
            if planned.target(each, "vpcId", *tokens.VPC) is resource
        ]
        ranges += _six_ranges(planned, network, resource)
        if not all(isinstance(each, str) for each in ranges):
            network.gap(resource, "its addresses are unknown, so nothing in it is modelled")
            continue
        held = Spans.of(part for each in ranges for part in addresses(each).parts)
        local = tuple(_local(each, resource) for each in ranges)
        main = Table(resource, f"the main route table of {resource.label}", list(local))
        network.vpcs[resource.urn] = Vpc(resource=resource, addresses=held, local=local, main=main)
    for gateway in planned.all(tokens.INTERNET_GATEWAY):
        holder = gateway_holder(planned, network, gateway)
        if holder is not None:
            holder.gateway = gateway.urn
    for gateway in planned.all(tokens.EGRESS_GATEWAY):
        owner = planned.target(gateway, "vpcId", *tokens.VPC)
        if owner is not None and owner.urn in network.vpcs:
            network.vpcs[owner.urn].egress = gateway.urn
    _tables(planned, network)
    _subnets(planned, network)


def _six_ranges(planned: Planned, network: Network, vpc: Resource) -> list[str]:
    """The IPv6 blocks of a VPC; where AWS chooses one, nothing of IPv6 is proven there, which is said."""
    names = ("ipv6CidrBlock", "ipv6IpamPoolId", "assignGeneratedIpv6CidrBlock")
    holders = [vpc] if any(vpc.inputs.get(name) for name in names) else []
    associated = planned.all(tokens.VPC_CIDR_SIX)
    holders += [each for each in associated if planned.target(each, "vpcId", *tokens.VPC) is vpc]
    found = []
    for each in holders:
        block = each.value("ipv6CidrBlock")
        if isinstance(block, str):
            found.append(block)
        else:
            network.gap(
                each, "its IPv6 addresses are known after deployment, so nothing of IPv6 is proven there"
            )
    return found


def table_of(planned: Planned, network: Network, resource: Resource, name: str) -> Table | None:
    """The table that a property names: planned, of a regional NAT gateway, or a VPC's own."""
    found = planned.target(resource, name, *tokens.TABLES)
    if found is not None and found.urn in network.tables:
        return network.tables[found.urn]
    given = resource.value(name)
    for vpc in network.vpcs.values():
        own = (vpc.resource.outputs.get("mainRouteTableId"), vpc.resource.outputs.get("defaultRouteTableId"))
        if given is not None and given != UNKNOWN and given in own:
            return vpc.main
    return None


def _local(cidr: str, resource: Resource) -> Route:
    return Route(addresses(cidr), int(cidr.partition("/")[2]), Way.LOCAL, resource.urn, cidr, None)


def _tables(planned: Planned, network: Network) -> None:
    for resource in planned.all(tokens.ROUTE_TABLE):
        owner = planned.target(resource, "vpcId", *tokens.VPC)
        vpc = network.vpcs.get(owner.urn) if owner else None
        if vpc is None:
            network.gap(resource, "its VPC is unknown")
            continue
        network.tables[resource.urn] = Table(resource, f"route table {resource.label}", list(vpc.local))
    for resource in planned.all(tokens.DEFAULT_ROUTE_TABLE):
        vpc = _owner_of_default(planned, network, resource, "defaultRouteTableId")
        if vpc is None:
            network.gap(resource, "its VPC is unknown")
            continue
        vpc.main.resource = resource
        network.tables[resource.urn] = vpc.main
    for resource in planned.all(tokens.NAT):
        if resource.value("availabilityMode") == "regional":
            _table_of_nat(planned, network, resource)
    for resource in planned.all(tokens.MAIN_TABLE):
        owner = planned.target(resource, "vpcId", *tokens.VPC)
        table = table_of(planned, network, resource, "routeTableId")
        if owner is None or owner.urn not in network.vpcs or table is None:
            network.gap(resource, "its VPC or its route table is unknown")
        else:
            network.vpcs[owner.urn].main = table


def _table_of_nat(planned: Planned, network: Network, resource: Resource) -> None:
    """AWS makes a table for a regional NAT gateway, with a route to the internet gateway."""
    owner = planned.target(resource, "vpcId", *tokens.VPC)
    vpc = network.vpcs.get(owner.urn) if owner else None
    if vpc is None:
        return  # read_gateways says so
    routes = list(vpc.local)
    if vpc.gateway:
        routes.append(Route(EVERY_FOUR, 0, Way.INTERNET, vpc.gateway, "0.0.0.0/0", resource))
    network.tables[resource.urn] = Table(resource, f"the route table of {resource.label}", routes)


def _owner_of_default(planned: Planned, network: Network, resource: Resource, name: str) -> Vpc | None:
    given = resource.value(name)
    for vpc in network.vpcs.values():
        if given is not None and given == vpc.resource.outputs.get(name):
            return vpc
    owner = planned.target(resource, name, *tokens.VPC)
    return network.vpcs.get(owner.urn) if owner else None


def _subnets(planned: Planned, network: Network) -> None:
    tables: dict[str, Table] = {}
    for each in planned.all(tokens.TABLE_ASSOCIATION):
        table = table_of(planned, network, each, "routeTableId")
        subnet = planned.target(each, "subnetId", *tokens.SUBNET)
        gateway = planned.target(each, "gatewayId", tokens.INTERNET_GATEWAY)
        if table is None or (subnet is None and gateway is None):
            network.gap(each, "what it associates is unknown")
        elif subnet is not None:
            tables[subnet.urn] = table
        elif gateway is not None and (owner := gateway_holder(planned, network, gateway)):
            owner.edge = table
    for resource in planned.all(*tokens.SUBNET):
        owner_of = planned.target(resource, "vpcId", *tokens.VPC)
        vpc = network.vpcs.get(owner_of.urn) if owner_of else None
        cidrs = [resource.value(name) for name in ("cidrBlock", "ipv6CidrBlock")]
        known = [each for each in cidrs if isinstance(each, str) and each]
        if vpc is None or not known:
            network.gap(resource, "its VPC or its addresses are unknown")
            continue
        tags = resource.value("tags") or {}
        subnet_ = Subnet(
            resource=resource,
            vpc=vpc,
            addresses=Spans.of(part for each in known for part in addresses(each).parts),
            zone=str(resource.value("availabilityZone") or resource.value("availabilityZoneId") or ""),
            tier=str(tags.get("tier", "")) if isinstance(tags, dict) else "",
            public=bool(resource.value("mapPublicIpOnLaunch", False)),
            table=tables.get(resource.urn, vpc.main),
            associated=resource.urn in tables,
        )
        network.subnets[resource.urn] = subnet_
        vpc.subnets.append(subnet_)


def gateway_holder(planned: Planned, network: Network, gateway: Resource) -> Vpc | None:
    """The VPC that an internet gateway is attached to."""
    owner = planned.target(gateway, "vpcId", *tokens.VPC)
    for each in planned.all(tokens.INTERNET_GATEWAY_ATTACHMENT) if owner is None else ():
        if planned.target(each, "internetGatewayId", tokens.INTERNET_GATEWAY) is gateway:
            owner = planned.target(each, "vpcId", *tokens.VPC)
    return network.vpcs.get(owner.urn) if owner else None
