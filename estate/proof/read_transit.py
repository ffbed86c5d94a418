"""Transit gateways with attachments and tables, from planned resources."""

from __future__ import annotations

from collections.abc import Iterable

from . import tokens
from .model import Attachment, Network
from .packets import EVERY_FOUR, addresses
from .planned import Planned, Resource
from .read_routes import prefix_lists
from .spans import Spans
from .tables import Route, TransitTable, Way


def read_transit(planned: Planned, network: Network, on_premises: Iterable[str]) -> None:
    """Add transit gateways. What lies on premises is taken to announce the ranges of `on_premises`."""
    for resource in planned.all(tokens.TRANSIT_GATEWAY):
        network.gateways[resource.urn] = resource
    for resource in planned.all(tokens.TRANSIT_TABLE):
        gateway = planned.target(resource, "transitGatewayId", tokens.TRANSIT_GATEWAY)
        if gateway is None:
            network.gap(resource, "its transit gateway is unknown")
            continue
        name = f"transit gateway table {resource.label}"
        network.transit_tables[resource.urn] = TransitTable(resource, name, gateway=gateway.urn)
    _attachments(planned, network)
    defaults = _default_tables(network)
    _associations(planned, network, defaults)
    _static_routes(planned, network)
    _propagations(planned, network, defaults, list(on_premises))


def _attachments(planned: Planned, network: Network) -> None:
    for resource in planned.all(*tokens.ATTACHMENTS, tokens.FIREWALL):
        given = "transitGatewayId" in resource.inputs or resource.type == tokens.DIRECT_CONNECT
        if not given:
            continue  # a VPN of a single VPC, a firewall in a VPC
        name = "associatedGatewayId" if resource.type == tokens.DIRECT_CONNECT else "transitGatewayId"
        gateway = planned.target(resource, name, tokens.TRANSIT_GATEWAY)
        if gateway is None:
            network.gap(resource, "its transit gateway is unknown")
            continue
        kind = {tokens.TRANSIT_VPC: "vpc", tokens.TRANSIT_PEERING: "peering", tokens.FIREWALL: "firewall"}
        found = Attachment(resource, gateway.urn, kind.get(resource.type, "on-premises"))
        if found.kind == "vpc" and not _in_vpc(planned, network, found):
            continue
        if found.kind == "firewall":
            found.firewall, found.appliance = resource.urn, True
        network.attachments[resource.urn] = found


def _in_vpc(planned: Planned, network: Network, found: Attachment) -> bool:
    resource = found.resource
    owner = planned.target(resource, "vpcId", *tokens.VPC)
    subnets = planned.targets(resource, "subnetIds", *tokens.SUBNET)
    if owner is None or owner.urn not in network.vpcs or not subnets:
        network.gap(resource, "its VPC or its subnets are unknown")
        return False
    found.vpc = network.vpcs[owner.urn]
    known = (network.subnets[each.urn] for each in subnets if each.urn in network.subnets)
    found.subnets = {each.zone: each for each in known}
    found.six = resource.value("ipv6Support", "disable") == "enable"
    found.appliance = resource.value("applianceModeSupport", "disable") == "enable"
    gateway = network.gateways[found.gateway]
    found.references_groups = (
        resource.value("securityGroupReferencingSupport", "enable") == "enable"
        and gateway.value("securityGroupReferencingSupport", "disable") == "enable"
    )
    found.vpc.attachments.append(found)
    return True


def attachment_of(planned: Planned, network: Network, resource: Resource) -> Attachment | None:
    """The attachment that a resource names."""
    name = "transitGatewayAttachmentId"
    found = planned.target(resource, name, *tokens.ATTACHMENTS, tokens.FIREWALL)
    return network.attachments.get(found.urn) if found else None


def _table(planned: Planned, network: Network, resource: Resource) -> TransitTable | None:
    found = planned.target(resource, "transitGatewayRouteTableId", tokens.TRANSIT_TABLE)
    if found is not None:
        return network.transit_tables.get(found.urn)
    given = resource.value("transitGatewayRouteTableId")
    for urn, gateway in network.gateways.items():
        if given and given == gateway.outputs.get("associationDefaultRouteTableId"):
            return network.transit_tables.get(urn)
    return None


def _default_tables(network: Network) -> dict[str, TransitTable]:
    """The table that a gateway makes by itself where it is not told otherwise."""
    found = {}
    for urn, gateway in network.gateways.items():
        names = ("defaultRouteTableAssociation", "defaultRouteTablePropagation")
        if any(gateway.value(name, "enable") == "enable" for name in names):
            table = TransitTable(gateway, f"the default table of {gateway.label}", gateway=urn)
            found[urn] = network.transit_tables[urn] = table
    return found


def wants_default(network: Network, planned: Planned, attachment: Attachment, verb: str) -> bool:
    """Whether the gateway gives the attachment its default table for `Association` or `Propagation`."""
    gateway = network.gateways[attachment.gateway]
    if gateway.value(f"defaultRouteTable{verb}", "enable") != "enable":
        return False
    accepters = planned.all(tokens.TRANSIT_ACCEPTER)
    sides = [each for each in accepters if attachment_of(planned, network, each) is attachment]
    name = f"transitGatewayDefaultRouteTable{verb}"
    return not any(side.inputs.get(name) is False for side in (attachment.resource, *sides))


def _associations(planned: Planned, network: Network, defaults: dict[str, TransitTable]) -> None:
    for each in planned.all(tokens.TRANSIT_ASSOCIATION):
        attachment, table = attachment_of(planned, network, each), _table(planned, network, each)
        if attachment is None or table is None:
            network.gap(each, "its attachment or its table is unknown")
        else:
            attachment.table[table.gateway] = (table, each)
    for attachment in network.attachments.values():
        if (
            attachment.gateway in defaults
            and attachment.gateway not in attachment.table
            and wants_default(network, planned, attachment, "Association")
        ):
            attachment.table[attachment.gateway] = (defaults[attachment.gateway], None)


def _static_routes(planned: Planned, network: Network) -> None:
    lists = prefix_lists(planned)
    for each in planned.all(tokens.TRANSIT_ROUTE, tokens.TRANSIT_PREFIX_LIST):
        table = _table(planned, network, each)
        cidr = each.value("destinationCidrBlock")
        listed = each.value("prefixListId")
        if table is None or (not isinstance(cidr, str) and listed not in lists):
            network.gap(each, "its table or its destination is unknown")
            continue
        targets = addresses(cidr) if isinstance(cidr, str) else lists[str(listed)]
        prefix = int(cidr.partition("/")[2]) if isinstance(cidr, str) else 32
        text = str(cidr or f"prefix list {listed}")
        if each.value("blackhole", False):
            table.routes.append(Route(targets, prefix, Way.BLACKHOLE, "", text, each))
            continue
        attachment = attachment_of(planned, network, each)
        if attachment is None:
            network.gap(each, f"the attachment that its route to {text} leads to is unknown")
        to = attachment.resource.urn if attachment else ""
        way = Way.TRANSIT if attachment else Way.UNMODELLED
        table.routes.append(Route(targets, prefix, way, to, text, each))


def _propagations(
    planned: Planned, network: Network, defaults: dict[str, TransitTable], on_premises: list[str]
) -> None:
    for each in planned.all(tokens.TRANSIT_PROPAGATION):
        attachment, table = attachment_of(planned, network, each), _table(planned, network, each)
        if attachment is None or table is None:
            network.gap(each, "its attachment or its table is unknown")
        else:
            _propagate(table, attachment, each, on_premises)
    for attachment in network.attachments.values():
        if attachment.gateway in defaults and wants_default(network, planned, attachment, "Propagation"):
            _propagate(defaults[attachment.gateway], attachment, attachment.resource, on_premises)


def _propagate(
    table: TransitTable, attachment: Attachment, resource: Resource, on_premises: list[str]
) -> None:
    ranges: list[tuple[Spans, int, str]] = []
    if attachment.vpc is not None:
        ranges = [
            (route.targets, route.prefix, route.text)
            for route in attachment.vpc.local
            if attachment.six or route.targets <= EVERY_FOUR
        ]
    elif attachment.kind == "on-premises":
        ranges = [(addresses(cidr), int(cidr.partition("/")[2]), cidr) for cidr in on_premises]
    for targets, prefix, text in ranges:
        words = f"{text}, propagated"
        table.routes.append(Route(targets, prefix, Way.TRANSIT, attachment.resource.urn, words, resource))
