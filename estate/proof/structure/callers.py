"""Endpoints that nobody can call, that nobody finds, or that a zone lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from .. import tokens
from ..estate import Estate
from ..model import Endpoint, Network
from ..packets import TCP, Packets, ranges
from ..planned import UNKNOWN, Resource
from ..spans import Spans
from ..tables import Route, Way
from .flaw import Flaw
from .zones import kind_of

_WITHOUT_NAMES: Final = ("s3", "s3express", "dynamodb")
"""Services with gateway endpoints: the usual names are served by those."""


def closed_endpoints(estate: Estate) -> Iterator[Flaw]:
    """Endpoints whose security groups let nobody call HTTPS who may want to.

    That is their own VPC, beside the subnets of endpoints and attachments; where it has nothing else, as a
    network of shared endpoints, any planned network.
    """
    network = estate.network
    unsure = {gap.urn for gap in network.gaps}
    for resource, members in _interface_endpoints(network):
        groups = [network.groups[urn] for urn in members[0].groups or () if urn in network.groups]
        concerned = [resource, *(group.resource for group in groups)]
        concerned += [rule.resource for group in groups for rule in group.ingress]
        if not groups or any(each.urn in unsure for each in concerned):
            continue
        callers = _callers(network, members)
        calls = Packets(Spans.one(TCP), sources=callers, target_ports=Spans.one(443))
        if any(
            (calls & rule.traffic) and callers & rule.addresses for group in groups for rule in group.ingress
        ):
            continue
        yield Flaw(
            "segmentation-endpoint",
            True,
            groups[0].resource,
            f"The security groups of interface endpoint {resource.label} let nobody in {ranges(callers)} "
            f"call tcp/443: {', '.join(group.resource.label for group in groups)}.",
            "Every call of the service would time out, since its usual name leads to the endpoint.",
            "Add an ingress rule for tcp/443 from the networks that call it.",
        )


def _callers(network: Network, members: Sequence[Endpoint]) -> Spans:
    vpc = members[0].subnet.vpc
    own = {id(each.subnet) for each in members}
    own |= {id(subnet) for attachment in vpc.attachments for subnet in attachment.subnets.values()}
    others = [subnet for subnet in vpc.subnets if id(subnet) not in own]
    if others:
        others += [each.subnet for each in members]
        return Spans.of(part for subnet in others for part in subnet.addresses.parts)
    return Spans.of(part for each in network.vpcs.values() for part in each.addresses.parts)


def unnamed_endpoints(estate: Estate) -> Iterator[Flaw]:
    """Endpoints of AWS services whose usual names do not lead to them."""
    zones = [str(each.value("name", "")) for each in estate.planned.all(tokens.ZONE)]
    for resource, members in _interface_endpoints(estate.network):
        parts = str(resource.value("serviceName", "")).split(".")
        given = resource.inputs.get("privateDnsEnabled", False)
        if parts[:2] != ["com", "amazonaws"] or parts[-1] in _WITHOUT_NAMES or given == UNKNOWN:
            continue
        vpc = members[0].subnet.vpc.resource
        name = f"{'.'.join(reversed(parts[3:]))}.{parts[2]}.amazonaws.com" if len(parts) > 3 else ""
        if not given and any(zone.rstrip(".") == name for zone in zones):
            continue
        blind = (
            vpc.value("enableDnsSupport", True) is False
            or vpc.inputs.get("enableDnsHostnames", False) is False
        )
        if given and not blind:
            continue
        what = (
            f"{vpc.label} has DNS support or DNS host names off"
            if given
            else "its private DNS is off, and no private hosted zone is planned for it"
        )
        yield Flaw(
            "segmentation-endpoint",
            True,
            vpc if given else resource,
            f"The usual name of {parts[-1]} does not lead to interface endpoint {resource.label}: {what}.",
            "Callers go to the public addresses of the service instead, past the endpoint, or nowhere.",
            "Set enable_dns_support and enable_dns_hostnames of the VPC."
            if given
            else "Set private_dns_enabled, or plan a private hosted zone with the service's name.",
        )


def partial_gateways(network: Network) -> Iterator[Flaw]:
    """Gateway endpoints in the tables of some subnets, and not in those of their like in another zone."""
    for vpc in network.vpcs.values():
        served: dict[tuple[str, str], list[Route]] = {}
        for subnet in vpc.subnets:
            for route in subnet.table.routes:
                if route.way is Way.SERVICE:
                    served.setdefault((kind_of(subnet), route.to), []).append(route)
        for (kind, endpoint), routes in served.items():
            for subnet in vpc.subnets:
                table = subnet.table
                if kind_of(subnet) != kind or any(each.to == endpoint for each in table.routes):
                    continue
                resource = routes[0].resource or subnet.resource
                yield Flaw(
                    "segmentation-endpoint",
                    True,
                    resource,
                    f"Gateway endpoint {resource.label} is not in {table.name} of {subnet.label}, though its "
                    "like in another zone has it.",
                    "Calls of the service from there go by NAT gateways and firewalls, or nowhere.",
                    f"Add {table.resource.label} to the endpoint's route tables.",
                )


def _interface_endpoints(network: Network) -> Iterator[tuple[Resource, list[Endpoint]]]:
    found: dict[str, list[Endpoint]] = {}
    for endpoint in network.endpoints:
        if endpoint.resource is not None and endpoint.resource.type == tokens.VPC_ENDPOINT:
            found.setdefault(endpoint.resource.urn, []).append(endpoint)
    for members in found.values():
        resource = members[0].resource
        if resource is not None:
            yield resource, members
