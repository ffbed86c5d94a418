"""Firewalls whose lists decide nothing, and NAT gateways that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from ..filters import Rule
from ..model import Firewall, Network
from ..packets import TCP, Packets
from ..spans import Spans
from ..tables import Way
from .flaw import Flaw

OUTWARD = (Way.INTERNET, Way.FIREWALL, Way.UNMODELLED, Way.UNPLANNED)
"""Ways that may lead to the internet; a firewall's endpoint may stand between."""
_HTTPS = Packets(Spans.one(TCP), target_ports=Spans.one(443))


def idle_rules(network: Network) -> Iterator[Flaw]:
    """Lists of what may pass in a policy that passes the rest, or has passed it before."""
    for firewall in network.firewalls.values():
        *rules, default = firewall.stateful.rules
        listed = [rule for rule in rules if _is_domain_list(rule)]
        if listed and default.allows:
            yield _void(firewall, listed[0], default)
            continue
        left = [Packets()]
        passed = None
        for rule in rules:
            weighed = rule.match & _HTTPS if rule in listed else rule.match
            if passed is not None and weighed and not any(part & weighed for part in left):
                yield _void(firewall, rule, passed)
                break
            if not rule.condition:
                left = [rest for part in left for rest in part - rule.match]
                passed = rule if rule.allows else passed


def _is_domain_list(rule: Rule) -> bool:
    group = rule.resource.inputs.get("ruleGroup")
    source = group.get("rulesSource") if isinstance(group, dict) else None
    return rule.allows and isinstance(source, dict) and bool(source.get("rulesSourceList"))


def _void(firewall: Firewall, rule: Rule, other: Rule) -> Flaw:
    return Flaw(
        "segmentation-inspection",
        True,
        other.resource,
        f"Firewall {firewall.resource.label} passes by {other.text} what {rule.resource.label} was meant to "
        f"choose from, by {rule.text}.",
        "The firewall sees the traffic and stops none of it, whatever the list names.",
        "Use strict order with a default that drops, and let rules pass only what may pass.",
    )


def stranded_gateways(network: Network) -> Iterator[Flaw]:
    """Public NAT gateways in subnets whose table does not lead to an internet gateway."""
    for nat in network.nats.values():
        if not nat.public or any(route.way in OUTWARD for route in nat.table.routes):
            continue
        where = nat.subnet.label if nat.subnet else nat.vpc.resource.label
        yield Flaw(
            "segmentation-nat",
            True,
            nat.resource,
            f"NAT gateway {nat.resource.label} lies in {where}, and {nat.table.name} has no route to an "
            "internet gateway.",
            "What it translates never leaves the VPC.",
            "Put it into a subnet whose table leads to the internet gateway.",
        )
