"""Things with addresses in subnets: load balancers, interface endpoints, instances, network interfaces."""

from __future__ import annotations

from collections.abc import Iterable

from . import tokens
from .model import Endpoint, Network
from .packets import EVERY_FOUR, addresses
from .planned import Planned, Resource
from .spans import Spans


def read_endpoints(planned: Planned, network: Network) -> None:
    """Add what has an address of its own and security groups that are known, or says which it will have."""
    public = _with_elastic_addresses(planned)
    for resource in planned.all(*tokens.LOAD_BALANCER):
        if resource.value("loadBalancerType", "application") == "gateway":
            network.gap(resource, "Gateway Load Balancers are not modelled")
            continue
        internal = bool(resource.value("internal", False))
        grouped = bool(resource.inputs.get("securityGroups")) or resource.hides("securityGroups")
        groups = groups_of(planned, network, resource, "securityGroups") if grouped else ()
        subnets = planned.targets(resource, "subnets", *tokens.SUBNET)
        for mapping in resource.inputs.get("subnetMappings") or ():
            found = planned.named(mapping.get("subnetId"), *tokens.SUBNET)
            subnets += [found] if found else []
        if not subnets:
            network.gap(resource, "its subnets are unknown")
        add_endpoints(network, resource, subnets, groups, public=not internal)
    for resource in planned.all(tokens.VPC_ENDPOINT):
        kind = resource.value("vpcEndpointType", "Gateway")
        if kind == "Interface":
            subnets = planned.targets(resource, "subnetIds", *tokens.SUBNET)
            for each in planned.all(tokens.ENDPOINT_SUBNET):
                if planned.target(each, "vpcEndpointId", tokens.VPC_ENDPOINT) is resource:
                    subnets += planned.targets(each, "subnetId", *tokens.SUBNET)
            groups = groups_of(planned, network, resource, "securityGroupIds")
            add_endpoints(network, resource, subnets, groups, public=False)
        elif kind != "Gateway":
            network.gap(resource, f"endpoints of type {kind} are not modelled")
    for resource in planned.all(tokens.INSTANCE, tokens.INTERFACE):
        name = "vpcSecurityGroupIds" if resource.type == tokens.INSTANCE else "securityGroups"
        subnets = planned.targets(resource, "subnetId", *tokens.SUBNET)
        launched = any(network.subnets[each.urn].public for each in subnets if each.urn in network.subnets)
        exposed = bool(resource.inputs.get("associatePublicIpAddress", launched)) or resource.urn in public
        add_endpoints(network, resource, subnets, groups_of(planned, network, resource, name), public=exposed)


def groups_of(planned: Planned, network: Network, resource: Resource, name: str) -> tuple[str, ...]:
    """The security groups that a property names; a gap says where they are not known."""
    found = planned.targets(resource, name, *tokens.GROUP)
    given = resource.inputs.get(name)
    if (isinstance(given, list) and len(found) < len(given)) or (resource.hides(name) and not found):
        network.gap(resource, "one of its security groups is unknown, and taken to allow nothing")
    if not given and not found:
        network.gap(resource, "its VPC's default security group judges it, which is not modelled here")
    return tuple(each.urn for each in found)


def add_endpoints(
    network: Network,
    resource: Resource,
    subnets: Iterable[Resource],
    groups: tuple[str, ...],
    *,
    public: bool,
) -> None:
    given = resource.inputs.get("privateIp")
    chosen = str(resource.value("ipAddressType") or resource.value("networkType") or "ipv4").lower()
    dual = resource.type in (tokens.INSTANCE, tokens.INTERFACE) or chosen not in ("ipv4", "without-ipv6")
    for each in subnets:
        subnet = network.subnets.get(each.urn)
        if subnet is None:
            continue
        own: Spans = subnet.addresses if dual else subnet.addresses & EVERY_FOUR
        if isinstance(given, str) and given.count(".") == 3:
            own = addresses(given) & subnet.addresses
        network.endpoints.append(Endpoint(subnet, own, resource, groups or None, public))


def _with_elastic_addresses(planned: Planned) -> set[str]:
    """URNs of what an elastic address is given to."""
    found = set()
    for each in planned.all(tokens.ELASTIC_IP, tokens.ELASTIC_IP_ASSOCIATION):
        names = ("instance", "networkInterface", "instanceId", "networkInterfaceId")
        for name in names:
            found |= {holder.urn for holder in planned.targets(each, name, tokens.INSTANCE, tokens.INTERFACE)}
    return found
