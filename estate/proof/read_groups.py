"""Security groups, from planned resources, and what they say of a peer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from . import tokens
from .filters import Filter, Rule
from .matches import UnreadableError, described, traffic
from .model import Group, GroupRule, Network
from .packets import ALL_ADDRESSES, addresses
from .planned import UNKNOWN, Planned, Resource
from .read_routes import dicts, prefix_lists
from .spans import Spans


def read_groups(planned: Planned, network: Network) -> None:
    """Add security groups with their rules, however they are written."""
    lists = prefix_lists(planned)
    rules: dict[tuple[str, bool], list[GroupRule]] = {}

    def add(holder: Resource | None, resource: Resource, entry: Mapping[str, Any], egress: bool) -> None:
        if holder is None:
            network.gap(resource, "its security group is unknown")
        else:
            found = _group_rules(planned, network, lists, holder, resource, entry, egress)
            rules.setdefault((holder.urn, egress), []).extend(found)

    for group in planned.all(*tokens.GROUP):
        for name, egress in (("ingress", False), ("egress", True)):
            if group.inputs.get(name) == UNKNOWN:
                network.gap(group, "its rules are unknown")
            for entry in dicts(group.inputs.get(name)):
                add(group, group, entry, egress)
    for each in planned.all(tokens.GROUP_RULE):
        holder = planned.target(each, "securityGroupId", *tokens.GROUP)
        add(holder, each, each.inputs, each.inputs.get("type") == "egress")
    for token, egress in ((tokens.GROUP_INGRESS, False), (tokens.GROUP_EGRESS, True)):
        for each in planned.all(token):
            add(planned.target(each, "securityGroupId", *tokens.GROUP), each, each.inputs, egress)
    for group in planned.all(*tokens.GROUP):
        network.groups[group.urn] = Group(
            resource=group,
            ingress=tuple(rules.get((group.urn, False), ())),
            egress=tuple(rules.get((group.urn, True), ())),
        )


def _group_rules(
    planned: Planned,
    network: Network,
    lists: Mapping[str, Spans],
    holder: Resource,
    resource: Resource,
    entry: Mapping[str, Any],
    egress: bool,
) -> Iterator[GroupRule]:
    try:
        match = traffic(entry)
    except UnreadableError as error:
        network.gap(resource, str(error))
        return
    head = f"security group {holder.label} allows {described(match)} {'to' if egress else 'from'}"
    for cidr in _listed(entry, "cidrBlocks", "cidrIpv4", "ipv6CidrBlocks", "cidrIpv6"):
        if cidr == UNKNOWN:
            network.gap(resource, "the addresses of a rule are unknown")
            continue
        yield GroupRule(match, addresses(cidr), "", f"{head} {cidr}", resource)
    for listed in _listed(entry, "prefixListIds", "prefixListId"):
        if listed in lists:
            yield GroupRule(match, lists[listed], "", f"{head} prefix list {listed}", resource)
        else:
            network.gap(
                resource, f"the prefix list {'of a rule' if listed == UNKNOWN else listed} is unknown"
            )
    if entry.get("self"):
        yield GroupRule(match, ALL_ADDRESSES, holder.urn, f"{head} its own members", resource)
    names = ("securityGroups", "sourceSecurityGroupId", "referencedSecurityGroupId")
    for name in names:
        for given in _listed(entry, name):
            other = planned.named(given, *tokens.GROUP)
            if other is None and given == UNKNOWN:
                urns = resource.property_dependencies.get(name, ())
                known = [planned.by_urn[urn] for urn in urns if urn in planned.by_urn]
                fits = [each for each in known if each.type in tokens.GROUP]
                other = fits[0] if len(fits) == 1 else None
            if other is None:
                network.gap(resource, "the group that a rule names is unknown")
            else:
                yield GroupRule(match, ALL_ADDRESSES, other.urn, f"{head} members of {other.label}", resource)


def _listed(entry: Mapping[str, Any], *names: str) -> list[str]:
    found: list[str] = []
    for name in names:
        value = entry.get(name)
        found += value if isinstance(value, list) else [value] if isinstance(value, str) else []
    return found


def judged_by(
    groups: Iterable[Group], egress: bool, other: tuple[str, ...] | None, referable: bool
) -> Filter | None:
    """The groups as one filter, towards a peer that wears `other`; None where there is no group.

    A rule that names a group matches a peer that wears it and is close enough to be recognized. Of a peer
    whose groups nobody knows it is taken to match, on that condition.
    """
    members = list(groups)
    if not members:
        return None
    rules = []
    for group in members:
        for rule in group.egress if egress else group.ingress:
            condition = ""
            if rule.group:
                if not referable or (other is not None and rule.group not in other):
                    continue
                condition = "" if other is not None else "if the other side wears that group"
            there = rule.addresses
            match = rule.traffic._replace(targets=there) if egress else rule.traffic._replace(sources=there)
            rules.append(Rule(match, True, rule.text, rule.resource, condition))
    return Filter(tuple(rules), members[0].resource)
