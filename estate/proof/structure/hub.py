"""Tables of transit gateways that mix segments, or send on what they should drop; networks that overlap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

from ..estate import Estate
from ..model import Attachment, Network
from ..packets import INTERNET, Packets, ranges
from ..read_transit import wants_default
from ..spans import NOTHING, Spans
from ..tables import Route, TransitTable, Way
from .flaw import Flaw


def mixed_tables(network: Network, segments: Mapping[str, str]) -> Iterator[Flaw]:
    """Attachments whose table is that of another segment."""
    members: dict[int, list[tuple[Attachment, str]]] = {}
    where: dict[str, Counter[int]] = {}
    tables: dict[int, TransitTable] = {}
    for attachment in network.attachments.values():
        segment = segments.get(attachment.vpc.resource.stack) if attachment.vpc else None
        for table, _ in attachment.table.values():
            tables[id(table)] = table
            if segment is not None:
                members.setdefault(id(table), []).append((attachment, segment))
                where.setdefault(segment, Counter())[id(table)] += 1
    for key, joined in members.items():
        counts = Counter(segment for _, segment in joined)
        if len(counts) < 2:
            continue
        owner = max(counts, key=lambda name: _claim(name, tables[key], counts[name], len(where[name])))
        for attachment, segment in joined:
            if segment == owner:
                continue
            association = next(made for table, made in attachment.table.values() if id(table) == key)
            yield Flaw(
                "segmentation-association",
                True,
                association or attachment.resource,
                f"Attachment {attachment.resource.label} of segment {segment} is associated with "
                f"{tables[key].name}, which serves segment {owner}.",
                "It reaches what that segment reaches, whatever its own segment may.",
                f"Associate it with the table of segment {segment}.",
            )


def _claim(segment: str, table: TransitTable, members: int, used: int) -> tuple[bool, int, int]:
    """How strongly a table seems a segment's: it uses no other one, has its name, has most members there."""
    named = table.resource.name.endswith(segment)
    return used == 1, len(segment) if named else 0, members


def twice_associated(estate: Estate) -> Iterator[Flaw]:
    """Attachments with a table of their own that the gateway gives its default table first."""
    network = estate.network
    for attachment in network.attachments.values():
        for gateway, (table, association) in attachment.table.items():
            if association is None or gateway != attachment.gateway or table.resource.urn == gateway:
                continue
            if wants_default(network, estate.planned, attachment, "Association"):
                yield Flaw(
                    "segmentation-association",
                    True,
                    association,
                    f"{network.gateways[gateway].label} associates {attachment.resource.label} with its "
                    f"default table by itself, so that AWS refuses the association with {table.name}.",
                    "The attachment stays in the default table, which may lead to every other network.",
                    "Disable default_route_table_association of the transit gateway, or "
                    "transit_gateway_default_route_table_association of the attachment.",
                )


def unstopped_ranges(network: Network) -> Iterator[Flaw]:
    """Tables whose default route takes private addresses along that should end in a blackhole."""
    tables = list({id(table): table for table in network.transit_tables.values()}.values())
    for table in tables:
        default = next(
            (each for each in table.routes if each.text == "0.0.0.0/0" and each.way is Way.TRANSIT), None
        )
        if default is None:
            continue
        taken = next(spans for route, spans in table.parts() if route is default) if default else NOTHING
        siblings = [each for each in tables if each is not table and _default_to(each, default.to)]
        dropped = Spans.of(
            part
            for each in siblings
            for route in each.routes
            if route.way is Way.BLACKHOLE
            for part in route.targets.parts
        )
        # What the internet has is a table's own choice to drop.
        lost = ((dropped - INTERNET) | _returned(network, table, default)) & taken
        if not lost:
            continue
        to = network.attachments[default.to].resource
        yield Flaw(
            "segmentation-blackhole",
            True,
            table.resource,
            f"{table.name} sends {ranges(lost)} by its default route to attachment {to.label}, with no "
            "blackhole before it.",
            "Packets for other segments turn round in the network that leads outside, and only its firewall "
            "rules or network ACLs stop them.",
            f"Add blackhole routes for {ranges(lost)} to {table.name}.",
        )


def _default_to(table: TransitTable, attachment: str) -> bool:
    return any(each.text == "0.0.0.0/0" and each.to == attachment for each in table.routes)


def _returned(network: Network, table: TransitTable, default: Route) -> Spans:
    """Addresses of other attached VPCs that the network at the default route's end sends back.

    None where its firewall passes something between them: inspecting it is then what the route is for.
    """
    exit_ = network.attachments[default.to]
    if exit_.vpc is None:
        return NOTHING
    mine = [
        each.vpc
        for each in network.attachments.values()
        if each.vpc and any(found is table for found, _ in each.table.values())
    ]
    others = {
        id(each.vpc): each.vpc
        for each in network.attachments.values()
        if each.vpc and each.gateway == exit_.gateway and each.vpc is not exit_.vpc
    }
    if len(mine) == 1:
        others.pop(id(mine[0]), None)
    targets = Spans.of(part for vpc in others.values() for part in vpc.addresses.parts)
    back = Spans.of(
        part
        for subnet in exit_.vpc.subnets
        for route in subnet.table.routes
        if route.way is Way.TRANSIT
        for part in route.targets.parts
    )
    targets &= back
    sources = Spans.of(part for vpc in mine for part in vpc.addresses.parts)
    between = Packets(sources=sources, targets=targets)
    firewalls = [
        each
        for each in network.firewalls.values()
        if any(subnet.vpc is exit_.vpc for subnet in each.endpoints.values())
    ]
    meant = any(verdict.passes for each in firewalls for verdict in each.stateful.judge(between))
    return NOTHING if meant or not between else targets


def overlaps(network: Network) -> Iterator[Flaw]:
    """VPCs with the same addresses that a transit gateway or a peering connection joins."""
    groups: dict[str, list[Attachment]] = {}
    for attachment in network.attachments.values():
        if attachment.vpc is not None:
            groups.setdefault(attachment.gateway, []).append(attachment)
    seen = set()
    for members in groups.values():
        ordered = sorted((each.vpc.addresses.parts[0], n) for n, each in enumerate(members) if each.vpc)
        for (_, one), (_, other) in combinations(ordered, 2):
            first, second = members[one].vpc, members[other].vpc
            if first is None or second is None or first is second:
                continue
            common = first.addresses & second.addresses
            key = frozenset((first.resource.urn, second.resource.urn))
            if common and key not in seen:
                seen.add(key)
                yield Flaw(
                    "segmentation-overlap",
                    True,
                    second.resource,
                    f"{first.resource.label} and {second.resource.label} both have {ranges(common)}, and "
                    "are attached to one transit gateway.",
                    "A table can lead these addresses to one of the two alone, so answers get lost.",
                    "Give one of the networks another range.",
                )
