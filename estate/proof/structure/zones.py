"""Inspection that cannot be symmetric, and zones that are left out or depend on another one."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Endpoint, Network, Subnet
from ..tables import Route, Way
from .flaw import Flaw

_DEPENDS = "These zones depend on another one, and traffic between zones is charged for."


def no_appliance_mode(network: Network) -> Iterator[Flaw]:
    """Attachments that lead to firewall endpoints in several zones and do not keep to one of them."""
    for firewall in network.firewalls.values():
        if len(firewall.endpoints) < 2:
            continue
        vpc = next(iter(firewall.endpoints.values())).vpc
        for attachment in vpc.attachments:
            tables = (subnet.table for subnet in attachment.subnets.values())
            inspected = any(route.to == firewall.resource.urn for table in tables for route in table.routes)
            if inspected and not attachment.appliance:
                yield Flaw(
                    "segmentation-symmetry",
                    True,
                    attachment.resource,
                    f"Appliance mode is off on the attachment of {vpc.resource.label}, where firewall "
                    f"{firewall.resource.label} has endpoints in {len(firewall.endpoints)} zones.",
                    "Answers from another zone come back through another endpoint, which drops them.",
                    "Set appliance_mode_support to enable.",
                )


def zones_without_firewall(network: Network) -> Iterator[Flaw]:
    """Firewalls without an endpoint in a zone where their VPC is attached to the transit gateway."""
    for firewall in network.firewalls.values():
        vpcs = {id(each.vpc): each.vpc for each in firewall.endpoints.values()}
        for vpc in vpcs.values():
            wanted = {zone for attachment in vpc.attachments for zone in attachment.zones}
            missing = sorted(wanted - set(firewall.endpoints))
            if missing:
                yield Flaw(
                    "segmentation-zones",
                    True,
                    firewall.resource,
                    f"Firewall {firewall.resource.label} has no endpoint in {', '.join(missing)}, "
                    f"where {vpc.resource.label} is attached to the transit gateway.",
                    _DEPENDS,
                    "Add a subnet mapping for each of these zones.",
                )


def zones_without_endpoint(network: Network) -> Iterator[Flaw]:
    """Interface endpoints that are not in every zone of their VPC.

    Some services offer theirs in some zones alone, so only an endpoint in a single one is a mistake for sure.
    """
    by_resource: dict[str, list[Endpoint]] = {}
    for endpoint in network.endpoints:
        if endpoint.resource is not None and "vpcEndpoint" in endpoint.resource.type:
            by_resource.setdefault(endpoint.resource.urn, []).append(endpoint)
    for members in by_resource.values():
        vpc = members[0].subnet.vpc
        wanted = {subnet.zone for subnet in vpc.subnets}
        present = {each.subnet.zone for each in members}
        missing = sorted(wanted - present)
        resource = members[0].resource
        if missing and resource is not None:
            yield Flaw(
                "segmentation-zones",
                len(present) == 1,
                resource,
                f"Interface endpoint {resource.label} has no interface in {', '.join(missing)}, "
                f"where {vpc.resource.label} has subnets.",
                _DEPENDS,
                "Add a subnet of each of these zones.",
            )


def zones_without_attachment(network: Network) -> Iterator[Flaw]:
    """Attachments without an interface in a zone whose subnets route to the transit gateway."""
    for attachment in network.attachments.values():
        if attachment.vpc is None:
            continue
        cut = {
            subnet.zone
            for subnet in attachment.vpc.subnets
            if any(route.to == attachment.gateway for route in subnet.table.routes)
        }
        missing = sorted(cut - set(attachment.zones))
        if missing:
            yield Flaw(
                "segmentation-zones",
                True,
                attachment.resource,
                f"Attachment {attachment.resource.label} has no subnet in {', '.join(missing)}, "
                f"where subnets of {attachment.vpc.resource.label} route to the transit gateway.",
                "AWS carries nothing from a zone in which the attachment has no interface.",
                "Add a subnet of each of these zones.",
            )


def subnets_without_table(network: Network) -> Iterator[Flaw]:
    """Subnets with the main table of their VPC, whose like in other zones have tables of their own."""
    for vpc in network.vpcs.values():
        given = {kind_of(each) for each in vpc.subnets if each.associated}
        for subnet in vpc.subnets:
            if not subnet.associated and kind_of(subnet) in given:
                yield Flaw(
                    "segmentation-table",
                    True,
                    subnet.resource,
                    f"{subnet.label} is associated with no route table, so {subnet.table.name} serves it, "
                    "though its like in another zone has a table of its own.",
                    "What it reaches is what the main table happens to hold.",
                    "Associate it with a route table.",
                )


def foreign_zones(network: Network) -> Iterator[Flaw]:
    """Routes to a firewall endpoint or NAT gateway of another zone, where the subnet's own zone has one."""
    seen = set()
    for subnet in network.subnets.values():
        for route in subnet.table.routes:
            there = _zone(network, route)
            own = _zones(network, route, subnet)
            if there in ("", subnet.zone) or subnet.zone not in own or route.resource is None:
                continue
            key = (route.resource.urn, route.text, subnet.zone)
            if key in seen:
                continue
            seen.add(key)
            yield Flaw(
                "segmentation-zones",
                True,
                route.resource,
                f"{subnet.table.name} sends {route.text} of {subnet.label}, in {subnet.zone}, to the "
                f"{route.way} in {there}, though {subnet.zone} has one.",
                "The zone depends on another one, and answers may come back through its own, which drops "
                "what it did not see begin.",
                f"Lead the route to the {route.way} in {subnet.zone}.",
            )


def _zone(network: Network, route: Route) -> str:
    """The zone that a route leads to, or "" where it leads to none."""
    if route.way is Way.FIREWALL:
        return route.zone
    nat = network.nats.get(route.to) if route.way is Way.NAT else None
    return nat.subnet.zone if nat and nat.subnet else ""


def _zones(network: Network, route: Route, subnet: Subnet) -> set[str]:
    """The zones that have the same kind of thing in the subnet's VPC."""
    if route.way is Way.FIREWALL:
        firewall = network.firewalls.get(route.to)
        return (
            {zone for zone, each in firewall.endpoints.items() if each.vpc is subnet.vpc}
            if firewall
            else set()
        )
    nats = [each for each in network.nats.values() if each.vpc is subnet.vpc and each.subnet]
    return {each.subnet.zone for each in nats if each.subnet}


def kind_of(subnet: Subnet) -> str:
    """The name of a subnet without its zone."""
    name = subnet.resource.name
    for ending in (subnet.zone, subnet.zone[-1:]):
        if ending and name.endswith(ending):
            return name.removesuffix(ending)
    return name
