"""Security groups that let in what must never arrive, though something else may stop it on its way today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from components.config.flows import Flow, Flows, Pairs, read_traffic

from .. import tokens
from ..estate import Estate
from ..flows import probes
from ..model import Group, GroupRule, Subnet
from ..packets import ALL_PORTS, INTERNET, Packets, ranges, traffic_words
from ..places import Spot
from ..prove import Breach
from ..spans import NOTHING, Spans
from .flaw import Flaw


def wide_groups(estate: Estate, flows: Flows, breaches: Iterable[Breach]) -> Iterator[Flaw]:
    """Rules of groups that allow a flow which must never be, unless a breach blames them already."""
    told = {each.resource.urn for each in breaches if each.resource}
    public = {urn for each in estate.network.endpoints if each.public for urn in each.groups or ()}
    guarded = {urn: _guarded(estate, group) for urn, group in estate.network.groups.items()}
    for name, flow in flows.never.items():
        sources = [estate.places.find(text) for text in flow.sources]
        targets = [estate.places.find(text) for text in flow.targets]
        called = list(probes([read_traffic(text) for text in flow.traffic], every=True, foreign=False))
        for urn, group in estate.network.groups.items():
            subnets = guarded[urn]
            if not subnets or not any(_about(spot, group, subnets) for spot in targets):
                continue
            callers = _callers(sources, flow, group.resource.stack)
            if urn in public:  # what the world may call, a private network may
                callers &= INTERNET
            for rule in group.ingress:
                admitted = callers & rule.addresses if not rule.group else NOTHING
                traffic = next((common for probe in called if (common := _traffic(probe, rule))), None)
                if not admitted or traffic is None or rule.resource.urn in told:
                    continue
                told.add(rule.resource.urn)
                yield Flaw(
                    "segmentation-group",
                    True,
                    rule.resource,
                    f"{rule.text}: that lets in {traffic_words(traffic)} from {ranges(admitted)}, which "
                    f"{name} says must never arrive.",
                    "Only routes, network ACLs or a firewall stop these packets; the group would not.",
                    "Narrow the rule to the addresses and ports that have to call.",
                )


def _traffic(probe: Packets, rule: GroupRule) -> Packets:
    return Packets(
        probe.protocols & rule.traffic.protocols,
        source_ports=ALL_PORTS,
        target_ports=probe.target_ports & rule.traffic.target_ports,
    )


def _callers(sources: Iterable[Spot], flow: Flow, stack: str) -> Spans:
    """The addresses that the flow starts from, seen from a stack."""
    found: list[tuple[int, int]] = []
    for spot in sources:
        if spot.outside:
            found += spot.addresses.parts
        for subnet in spot.subnets:
            same = subnet.resource.stack == stack
            if flow.pairs is Pairs.ALL or same == (flow.pairs is Pairs.SAME_STACK):
                found += subnet.addresses.parts
    return Spans.of(found)


def _guarded(estate: Estate, group: Group) -> list[Subnet]:
    """The subnets of what wears a group; where nothing that is planned does, those of its VPC."""
    worn = [each.subnet for each in estate.network.endpoints if group.resource.urn in (each.groups or ())]
    owner = estate.planned.target(group.resource, "vpcId", *tokens.VPC)
    vpc = estate.network.vpcs.get(owner.urn) if owner else None
    return worn or (vpc.subnets if vpc else [])


def _about(spot: Spot, group: Group, subnets: Iterable[Subnet]) -> bool:
    """Whether a target is this group, or holds all that it guards."""
    if spot.named:
        return any(group.resource.urn in (each.groups or ()) for each in spot.endpoints)
    held = set(map(id, spot.subnets))
    return all(id(subnet) in held for subnet in subnets)
