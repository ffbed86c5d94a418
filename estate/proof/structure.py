"""What a plan gets wrong before any packet is sent: inspection that cannot be symmetric, zones left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .model import Endpoint, Network
from .planned import Resource


@dataclass(frozen=True, slots=True)
class Flaw:
    """A mistake in the plan of one resource."""

    rule: str
    mandatory: bool
    resource: Resource
    message: str
    why: str
    fix: str


def flaws(network: Network) -> Iterator[Flaw]:
    """Every flaw of the network."""
    yield from _without_appliance_mode(network)
    yield from _zones_without_firewall(network)
    yield from _zones_without_endpoint(network)


def _without_appliance_mode(network: Network) -> Iterator[Flaw]:
    for firewall in network.firewalls.values():
        if len(firewall.endpoints) < 2:
            continue
        vpc = next(iter(firewall.endpoints.values())).vpc
        for attachment in vpc.attachments:
            if not attachment.appliance:
                yield Flaw(
                    "segmentation-symmetry",
                    True,
                    attachment.resource,
                    f"Appliance mode is off on the attachment of {vpc.resource.label}, where firewall "
                    f"{firewall.resource.label} has endpoints in {len(firewall.endpoints)} zones.",
                    "Answers from another zone come back through another endpoint, which drops them.",
                    "Set appliance_mode_support to enable.",
                )


def _zones_without_firewall(network: Network) -> Iterator[Flaw]:
    for firewall in network.firewalls.values():
        vpcs = {id(each.vpc): each.vpc for each in firewall.endpoints.values()}
        for vpc in vpcs.values():
            wanted = {zone for attachment in vpc.attachments for zone in attachment.zones}
            missing = sorted(wanted - set(firewall.endpoints))
            if missing:
                yield Flaw(
                    "segmentation-zones",
                    False,
                    firewall.resource,
                    f"Firewall {firewall.resource.label} has no endpoint in {', '.join(missing)}, "
                    f"where {vpc.resource.label} is attached to the transit gateway.",
                    "These zones depend on another one, and traffic between zones is charged for.",
                    "Add a subnet mapping for each of these zones.",
                )


def _zones_without_endpoint(network: Network) -> Iterator[Flaw]:
    by_resource: dict[str, list[Endpoint]] = {}
    for endpoint in network.endpoints:
        if endpoint.resource is not None and "vpcEndpoint" in endpoint.resource.type:
            by_resource.setdefault(endpoint.resource.urn, []).append(endpoint)
    for members in by_resource.values():
        vpc = members[0].subnet.vpc
        wanted = {subnet.zone for subnet in vpc.subnets}
        missing = sorted(wanted - {each.subnet.zone for each in members})
        resource = members[0].resource
        if missing and resource is not None:
            yield Flaw(
                "segmentation-zones",
                False,
                resource,
                f"Interface endpoint {resource.label} has no interface in {', '.join(missing)}, "
                f"where {vpc.resource.label} has subnets.",
                "These zones depend on another one, and traffic between zones is charged for.",
                "Add a subnet of each of these zones.",
            )
