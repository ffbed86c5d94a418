"""Through transit gateways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import middle
from .journey import ON_PREMISES, End, Journey, Outcome, stopped, through, unknown
from .model import Attachment, Vpc
from .packets import ranges
from .tables import Route, Way

if TYPE_CHECKING:
    from .walk import Walk


def from_vpc(walk: Walk, vpc: Vpc, route: Route, journey: Journey) -> list[Outcome]:
    """Into the gateway, through the attachment's interface in the packets' own zone."""
    gateway = walk.network.gateways[route.to]
    attachment = next((each for each in vpc.attachments if each.gateway == route.to), None)
    if attachment is None:
        reason = f"{vpc.resource.label} is not attached to transit gateway {gateway.label}"
        return [stopped(journey, reason, "Attach it.", route.resource)]
    if journey.zone not in attachment.subnets:
        reason = f"attachment {attachment.resource.label} has no subnet in {journey.zone}"
        return [stopped(journey, reason, "Add one: a zone without is cut off.", attachment.resource)]
    if journey.packets.six and not attachment.six:
        return [_without_six(attachment, journey)]
    inside = attachment.subnets[journey.zone]
    ends: list[Outcome] = []
    for in_ in through(inside.acl_in, journey, walk.acl(inside), ends):
        seen = in_.but(recognized=in_.recognized and attachment.references_groups)
        ends += look_up(walk, attachment, route.to, seen)
    return ends


def look_up(walk: Walk, attachment: Attachment, gateway: str, journey: Journey) -> list[Outcome]:
    """Follow the table that the attachment is associated with."""
    table, association = attachment.table.get(gateway, (None, None))
    name = attachment.resource.label
    if table is None:
        reason = f"attachment {name} is associated with no table of the transit gateway"
        return [stopped(journey, reason, "Associate it with a table.", attachment.resource)]
    journey = journey.after(f"attachment {name} looks into {table.name}", association or attachment.resource)
    if journey.circles(table):
        return [stopped(journey, "the routes lead in a circle", "Break the circle.", table.resource)]
    journey = journey.but(trail=(*journey.trail, table))
    ends: list[Outcome] = []
    left = journey.packets.targets
    for route, spans in table.parts():
        if not left & spans:
            continue
        part = journey.packets.towards(spans)
        left -= spans
        here = journey.but(packets=part)
        if route.way is Way.BLACKHOLE:
            reason = f"{table.name} drops {route.text}"
            ends.append(stopped(here, reason, "Remove the blackhole.", route.resource))
        elif route.way is Way.UNMODELLED:
            ends.append(unknown(here, f"where {table.name} sends {route.text} is unknown", route.resource))
        else:
            to = walk.network.attachments[route.to]
            text = f"{table.name} sends {route.text} to attachment {to.resource.label}"
            ends += leave(walk, to, gateway, here.after(text, route.resource))
        if not left:
            break
    if left:
        reason = f"{table.name} has no route to {ranges(left)}"
        change = "Propagate the attachment of these addresses to it, or add a static route."
        end = stopped(journey.but(packets=journey.packets.towards(left)), reason, change, table.resource)
        ends.append(end)
    return ends


def leave(walk: Walk, attachment: Attachment, gateway: str, journey: Journey) -> list[Outcome]:
    """Out of the gateway, through an attachment."""
    if attachment.kind == "on-premises":
        if journey.asked is not None and (lost := middle.unseen(walk, journey.asked, journey)) is not None:
            return [lost]
        gone = journey.after("leaves to the premises", attachment.resource)
        return [Outcome(End.ARRIVED, gone, ON_PREMISES, attachment=attachment)]
    if attachment.kind == "firewall":
        return _inspected(walk, attachment, gateway, journey)
    if attachment.kind == "peering":
        others = [urn for urn in attachment.table if urn != gateway]
        if not others:
            return [unknown(journey, "the gateway at the other end is not planned here", attachment.resource)]
        return look_up(walk, attachment, others[0], journey.but(recognized=False))
    if journey.packets.six and not attachment.six:
        return [_without_six(attachment, journey)]
    ends: list[Outcome] = []
    for zone, chosen in _zones(attachment, journey):
        subnet = attachment.subnets[zone]
        vpc = attachment.vpc or subnet.vpc
        text = f"the transit gateway hands them over in {zone}"
        seen = chosen.recognized and attachment.references_groups
        # A gateway to the internet knows the public addresses of its own VPC alone.
        entered = chosen.after(text, attachment.resource, zone=zone, recognized=seen, public=False)
        ends += walk.route(subnet.table, vpc, subnet, entered)
    return ends


def _without_six(attachment: Attachment, journey: Journey) -> Outcome:
    reason = f"attachment {attachment.resource.label} carries no IPv6"
    return stopped(journey, reason, "Set ipv6_support to enable.", attachment.resource)


def _inspected(walk: Walk, attachment: Attachment, gateway: str, journey: Journey) -> list[Outcome]:
    firewall = walk.network.firewalls.get(attachment.firewall)
    if firewall is None:
        return [unknown(journey, "the rules of the firewall are unknown", attachment.resource)]
    ends: list[Outcome] = []
    for out in middle.inspect(firewall, "", journey, ends):
        ends += look_up(walk, attachment, gateway, out)
    return ends


def _zones(attachment: Attachment, journey: Journey) -> list[tuple[str, Journey]]:
    """In which zones the packets may come out.

    The gateway keeps to the zone that they come from. In appliance mode it chooses one, for both directions;
    without it, where it has no interface in their zone, it chooses anew each time.
    """
    urn = attachment.resource.urn
    if attachment.appliance:
        made = dict(journey.choices).get(urn)
        zones = [made] if made else list(attachment.zones)
        return [(zone, journey.but(choices=(*journey.choices, (urn, zone)))) for zone in zones]
    if journey.zone in attachment.subnets:
        return [(journey.zone, journey)]
    return [(zone, journey) for zone in attachment.zones]
