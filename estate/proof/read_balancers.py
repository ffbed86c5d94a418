"""What load balancers pass on: listeners, target groups and their targets, from planned resources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from . import tokens
from .model import Endpoint, Forward, Network
from .packets import addresses
from .planned import Planned, Resource
from .read_routes import dicts

_UDP = ("UDP", "TCP_UDP", "QUIC", "TCP_QUIC")


def read_forwards(planned: Planned, network: Network) -> None:
    """Add what each listener passes on; what it redirects, answers itself or gives to Lambda is none."""
    targets = _targets(planned, network)
    rules: dict[str, list[Any]] = {}
    for rule in planned.all(*tokens.LISTENER_RULE):
        listener = planned.target(rule, "listenerArn", *tokens.LISTENER)
        if listener is None:
            network.gap(rule, "its listener is unknown")
        else:
            rules.setdefault(listener.urn, []).append((rule, "actions"))
    for listener in planned.all(*tokens.LISTENER):
        balancer = planned.target(listener, "loadBalancerArn", *tokens.LOAD_BALANCER)
        called = listener.value("port")
        if balancer is None or called is None:
            network.gap(listener, "its load balancer or its port is unknown")
            continue
        groups: dict[str, Resource] = {}
        for resource, name in ((listener, "defaultActions"), *rules.get(listener.urn, ())):
            for group in _named_groups(planned, network, resource, name):
                groups[group.urn] = group
        for group in groups.values():
            forward = _forward(balancer, listener, int(called), group, targets.get(group.urn, []))
            network.forwards.append(forward)


def _forward(
    balancer: Resource,
    listener: Resource,
    called: int,
    group: Resource,
    targets: list[tuple[Endpoint, int | None]],
) -> Forward:
    given = group.value("port")
    port = int(given) if given is not None else called
    checks = group.inputs.get("healthCheck")
    health = checks.get("port") if isinstance(checks, dict) else None
    network_layer = balancer.value("loadBalancerType", "application") == "network"
    by_instance = group.value("targetType", "instance") == "instance"
    keeps = group.value("preserveClientIp", by_instance if network_layer else False)
    return Forward(
        balancer=balancer,
        listener=listener,
        called=called,
        udp=str(listener.value("protocol", "")) in _UDP,
        group=group,
        targets=tuple((endpoint, own or port) for endpoint, own in targets),
        health=int(str(health)) if str(health).isdigit() else None,
        keeps_callers=network_layer and str(keeps).lower() == "true",
    )


def _named_groups(planned: Planned, network: Network, resource: Resource, name: str) -> Iterator[Resource]:
    for action in dicts(resource.inputs.get(name)):
        if action.get("type") != "forward":
            continue
        weighted = action.get("forward")
        listed: list[Mapping[str, Any]] = (
            list(dicts(weighted.get("targetGroups"))) if isinstance(weighted, dict) else []
        )
        arns = [action.get("targetGroupArn"), *(each.get("arn") for each in listed)]
        found = [each for arn in arns if (each := planned.named(arn, *tokens.TARGET_GROUP))]
        if not found:
            known = (planned.by_urn.get(urn) for urn in resource.property_dependencies.get(name, ()))
            found = [each for each in known if each and each.type in tokens.TARGET_GROUP]
        if not found:
            network.gap(resource, "the target group that it forwards to is unknown")
        yield from found


def _targets(planned: Planned, network: Network) -> dict[str, list[tuple[Endpoint, int | None]]]:
    """Of each target group: its targets, with the port where one has its own."""
    found: dict[str, list[tuple[Endpoint, int | None]]] = {}
    placed: dict[str, list[Endpoint]] = {}
    for endpoint in network.endpoints:
        if endpoint.resource is not None:
            placed.setdefault(endpoint.resource.urn, []).append(endpoint)

    def register(group: Resource | None, resource: Resource, members: list[Endpoint], port: Any) -> None:
        if group is None:
            network.gap(resource, "its target group is unknown")
        else:
            own = int(port) if isinstance(port, int | float) else None
            found.setdefault(group.urn, []).extend((each, own) for each in members)

    for each in planned.all(*tokens.TARGET):
        group = planned.target(each, "targetGroupArn", *tokens.TARGET_GROUP)
        there = planned.target(each, "targetId", tokens.INSTANCE, *tokens.LOAD_BALANCER)
        members = placed.get(there.urn, []) if there else _addressed(network, each.value("targetId"))
        register(group, each, members, each.value("port"))
    for service in planned.all(tokens.SERVICE):
        for entry in dicts(service.inputs.get("loadBalancers")):
            inner = replace(service, inputs=entry, outputs={})
            group = planned.target(inner, "targetGroupArn", *tokens.TARGET_GROUP)
            if group is None:
                urns = service.property_dependencies.get("loadBalancers", ())
                known = [planned.by_urn[urn] for urn in urns if urn in planned.by_urn]
                fits = [one for one in known if one.type in tokens.TARGET_GROUP]
                group = fits[0] if len(fits) == 1 else None
            register(group, service, placed.get(service.urn, []), entry.get("containerPort"))
    for fleet in planned.all(tokens.FLEET):
        for group in planned.targets(fleet, "targetGroupArns", *tokens.TARGET_GROUP):
            register(group, fleet, placed.get(fleet.urn, []), None)
    for each in planned.all(tokens.FLEET_TARGET):
        holder = planned.target(each, "autoscalingGroupName", tokens.FLEET)
        group = planned.target(each, "lbTargetGroupArn", *tokens.TARGET_GROUP)
        if group is not None:
            register(group, each, placed.get(holder.urn, []) if holder else [], None)
    return found


def _addressed(network: Network, target: Any) -> list[Endpoint]:
    """Whatever has the address; its security groups are those of a planned interface, if it is one."""
    if not isinstance(target, str) or target.count(".") != 3:
        return []
    held = addresses(target)
    known = [each for each in network.endpoints if each.addresses == held]
    inside = [each for each in network.subnets.values() if each.addresses & held]
    return known or [Endpoint(subnet, held) for subnet in inside]
