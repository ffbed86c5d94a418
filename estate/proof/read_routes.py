"""Routes of VPCs' tables, from planned resources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from . import tokens
from .model import Network
from .packets import SERVICES, addresses, service
from .planned import UNKNOWN, Planned, Resource
from .read_vpc import table_of
from .spans import Spans
from .tables import Route, Table, Way


class _Kind(NamedTuple):
    way: Way
    types: tuple[str, ...]


TARGETS: Final[Mapping[str, _Kind]] = {
    "gatewayId": _Kind(Way.INTERNET, (tokens.INTERNET_GATEWAY,)),
    "egressOnlyGatewayId": _Kind(Way.EGRESS, (tokens.EGRESS_GATEWAY,)),
    "natGatewayId": _Kind(Way.NAT, (tokens.NAT,)),
    "transitGatewayId": _Kind(Way.TRANSIT, (tokens.TRANSIT_GATEWAY,)),
    "vpcEndpointId": _Kind(Way.FIREWALL, (tokens.FIREWALL,)),
    "vpcPeeringConnectionId": _Kind(Way.PEERING, (tokens.PEERING,)),
    **{
        key: _Kind(Way.UNMODELLED, ())
        for key in (
            "networkInterfaceId",
            "instanceId",
            "coreNetworkArn",
            "carrierGatewayId",
            "localGatewayId",
            "odbNetworkArn",
        )
    },
}
"""What a route's property leads to."""


def read_routes(planned: Planned, network: Network) -> None:
    """Add to each table the routes that lead out of its VPC."""
    endpoints = _firewall_endpoints(planned, network)
    lists = prefix_lists(planned)
    for resource in planned.all(tokens.ROUTE):
        table = table_of(planned, network, resource, "routeTableId")
        if table is None:
            network.gap(resource, "its route table is unknown")
        else:
            _add_route(planned, network, table, resource, resource.inputs, endpoints, lists)
    for resource in planned.all(tokens.ROUTE_TABLE, tokens.DEFAULT_ROUTE_TABLE):
        table = network.tables.get(resource.urn)
        for route in resource.inputs.get("routes") or () if table else ():
            if table and isinstance(route, dict):
                _add_route(planned, network, table, resource, route, endpoints, lists)
            elif table:
                network.gap(resource, "its routes are unknown")
    _gateway_endpoints(planned, network)


def _add_route(
    planned: Planned,
    network: Network,
    table: Table,
    resource: Resource,
    given: Mapping[str, Any],
    endpoints: Mapping[str, tuple[str, str]],
    lists: Mapping[str, Spans],
) -> None:
    names = ("destinationCidrBlock", "cidrBlock", "destinationIpv6CidrBlock", "ipv6CidrBlock")
    cidr = next((given[name] for name in names if given.get(name)), None)
    listed = given.get("destinationPrefixListId")
    if not cidr and not listed:
        return
    if cidr == UNKNOWN or listed == UNKNOWN or (listed and listed not in lists):
        network.gap(resource, "the destination of a route is unknown")
        return
    targets = addresses(cidr) if cidr else lists[str(listed)]
    prefix = int(cidr.partition("/")[2] or 32) if cidr else 32
    text = cidr or f"prefix list {listed}"
    way, to, zone = _leads(planned, resource, given, endpoints)
    if way is Way.LOCAL:
        return
    if way is Way.UNMODELLED:
        network.gap(resource, f"what its route to {text} leads to is not modelled or unknown")
    table.routes.append(Route(targets, prefix, way, to, text, resource, zone))


def _leads(
    planned: Planned, resource: Resource, given: Mapping[str, Any], endpoints: Mapping[str, tuple[str, str]]
) -> tuple[Way, str, str]:
    for name, kind in TARGETS.items():
        value = given.get(name)
        if not value:
            continue
        if value == "local":
            return Way.LOCAL, "", ""
        if value in endpoints:
            return Way.FIREWALL, *endpoints[value]
        found = planned.named(value, *kind.types) if value != UNKNOWN else None
        if found is None and value == UNKNOWN:
            urns = resource.property_dependencies.get(name) or resource.property_dependencies.get("routes")
            known = [planned.by_urn[urn] for urn in urns or () if urn in planned.by_urn]
            fits = [each for each in known if each.type in kind.types]
            found = fits[0] if len(fits) == 1 else None
        if found is None and kind.types and value != UNKNOWN:
            return Way.UNPLANNED, str(value), ""
        return (kind.way, found.urn, "") if found else (Way.UNMODELLED, "", "")
    return Way.BLACKHOLE, "", ""


def _firewall_endpoints(planned: Planned, network: Network) -> dict[str, tuple[str, str]]:
    """Of each firewall endpoint's id: the firewall's URN and the zone, which its subnet tells for sure."""
    found: dict[str, tuple[str, str]] = {}
    for firewall in planned.all(tokens.FIREWALL):
        for status in dicts(firewall.outputs.get("firewallStatuses")):
            for state in dicts(status.get("syncStates")):
                for attachment in dicts(state.get("attachments")):
                    inside = planned.named(attachment.get("subnetId"), *tokens.SUBNET)
                    subnet = network.subnets.get(inside.urn) if inside else None
                    zone = subnet.zone if subnet else state.get("availabilityZone")
                    if attachment.get("endpointId") not in (None, UNKNOWN):
                        known = zone if isinstance(zone, str) and zone != UNKNOWN else ""
                        found[attachment["endpointId"]] = (firewall.urn, known)
    return found


def prefix_lists(planned: Planned) -> dict[str, Spans]:
    """The addresses of each prefix list by its id, those of services included."""
    found: dict[str, Spans] = {}
    for resource in planned.all(tokens.PREFIX_LIST):
        cidrs = [entry.get("cidr") for entry in dicts(resource.inputs.get("entries"))]
        cidrs += [
            each.value("cidr")
            for each in planned.all(tokens.PREFIX_LIST_ENTRY)
            if planned.target(each, "prefixListId", tokens.PREFIX_LIST) is resource
        ]
        known = [cidr for cidr in cidrs if isinstance(cidr, str) and cidr != UNKNOWN]
        found[resource.id] = Spans.of(part for cidr in known for part in addresses(cidr).parts)
    for resource in planned.all(tokens.VPC_ENDPOINT):
        listed = resource.outputs.get("prefixListId")
        name = str(resource.value("serviceName", "")).rpartition(".")[2]
        if isinstance(listed, str) and listed not in ("", UNKNOWN) and name in SERVICES:
            found[listed] = service(name)
    return found


def _gateway_endpoints(planned: Planned, network: Network) -> None:
    for resource in planned.all(tokens.VPC_ENDPOINT):
        if resource.value("vpcEndpointType", "Gateway") != "Gateway":
            continue
        name = str(resource.value("serviceName", "")).rpartition(".")[2]
        if name not in SERVICES:
            network.gap(resource, f"the gateway service {name or '(unknown)'} is not modelled")
            continue
        tables = planned.targets(resource, "routeTableIds", tokens.ROUTE_TABLE, tokens.DEFAULT_ROUTE_TABLE)
        for each in planned.all(tokens.ENDPOINT_TABLE):
            if planned.target(each, "vpcEndpointId", tokens.VPC_ENDPOINT) is resource:
                tables += planned.targets(each, "routeTableId", tokens.ROUTE_TABLE)
        for table in tables:
            if table.urn in network.tables:
                network.tables[table.urn].routes.append(
                    Route(service(name), 32, Way.SERVICE, resource.urn, f"prefix list of {name}", resource)
                )


def dicts(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects in a list; what is unknown or no list has none."""
    return (each for each in value if isinstance(each, dict)) if isinstance(value, list) else iter(())
