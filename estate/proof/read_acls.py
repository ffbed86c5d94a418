"""Network ACLs, from planned resources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from . import tokens
from .filters import Filter, Rule
from .matches import UnreadableError, described, traffic
from .model import Network
from .packets import addresses
from .planned import UNKNOWN, Planned, Resource
from .read_routes import dicts

Numbered = tuple[int, Rule]


def read_acls(planned: Planned, network: Network) -> None:
    """Give each subnet the ACL that judges it; a subnet that none names has its VPC's default one."""
    rules = _separate_rules(planned, network)
    defaults: dict[str, Resource] = {}
    for resource in planned.all(tokens.DEFAULT_ACL):
        given = resource.value("defaultNetworkAclId")
        owners = [
            vpc for vpc in network.vpcs.values() if vpc.resource.outputs.get("defaultNetworkAclId") == given
        ]
        found = owners[0].resource if owners and given else None
        owner = found or planned.target(resource, "defaultNetworkAclId", *tokens.VPC)
        if owner is None:
            network.gap(resource, "its VPC is unknown")
        else:
            defaults[owner.urn] = resource
    judges: dict[str, Resource] = {
        urn: defaults[subnet.vpc.resource.urn]
        for urn, subnet in network.subnets.items()
        if subnet.vpc.resource.urn in defaults
    }
    for resource in planned.all(tokens.DEFAULT_ACL, tokens.ACL):
        for subnet in planned.targets(resource, "subnetIds", *tokens.SUBNET):
            judges[subnet.urn] = resource
    for each in planned.all(tokens.ACL_ASSOCIATION):
        acl = planned.target(each, "networkAclId", tokens.ACL)
        associated = planned.target(each, "subnetId", *tokens.SUBNET)
        if acl is None or associated is None:
            network.gap(each, "what it associates is unknown")
        else:
            judges[associated.urn] = acl
    filters: dict[tuple[str, bool], Filter] = {}
    for urn, subnet_ in network.subnets.items():
        acl = judges.get(urn)
        if acl is None:
            continue
        for egress in (False, True):
            key = (acl.urn, egress)
            if key not in filters:
                filters[key] = _acl(acl, egress, rules.get(key, []), network)
        subnet_.acl_in, subnet_.acl_out = filters[acl.urn, False], filters[acl.urn, True]


def _acl(acl: Resource, egress: bool, separate: Iterable[Numbered], network: Network) -> Filter:
    inline = acl.inputs.get("egress" if egress else "ingress") or ()
    numbered = list(separate)
    if inline == UNKNOWN:
        network.gap(acl, "its rules are unknown")
    for entry in dicts(inline):
        rule = _entry(acl, acl, entry, egress, entry.get("ruleNo"), entry.get("action"), network)
        numbered += [rule] if rule else []
    return Filter(tuple(rule for _, rule in sorted(numbered, key=lambda each: each[0])), acl)


def _separate_rules(planned: Planned, network: Network) -> dict[tuple[str, bool], list[Numbered]]:
    found: dict[tuple[str, bool], list[Numbered]] = {}
    for each in planned.all(tokens.ACL_RULE):
        acl = planned.target(each, "networkAclId", tokens.ACL, tokens.DEFAULT_ACL)
        egress = bool(each.value("egress", False))
        if acl is None:
            network.gap(each, "its network ACL is unknown")
            continue
        action = each.inputs.get("ruleAction")
        rule = _entry(each, acl, each.inputs, egress, each.inputs.get("ruleNumber"), action, network)
        if rule:
            found.setdefault((acl.urn, egress), []).append(rule)
    return found


def _entry(
    resource: Resource,
    acl: Resource,
    entry: Mapping[str, Any],
    egress: bool,
    number: Any,
    action: Any,
    network: Network,
) -> Numbered | None:
    cidr = entry.get("cidrBlock") or entry.get("ipv6CidrBlock")
    if not cidr:
        return None
    try:
        match = traffic(entry, acl=True)
        there = addresses(cidr)
        order = int(number)
    except (UnreadableError, ValueError, TypeError) as error:
        reason = str(error) if isinstance(error, UnreadableError) else "a rule of it is unknown"
        network.gap(resource, reason)
        return None
    allows = str(action).lower() == "allow"
    match = match._replace(targets=there) if egress else match._replace(sources=there)
    verb, side = ("allows" if allows else "denies"), ("to" if egress else "from")
    text = f"network ACL {acl.label} {verb} {described(match)} {side} {cidr} (rule {order})"
    return order, Rule(match=match, allows=allows, text=text, resource=resource)
