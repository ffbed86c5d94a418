"""Between a VPC and the internet: internet gateways, egress-only ones, and what blocks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import middle
from .journey import INTERNET, End, Journey, Outcome, stopped
from .model import Subnet, Vpc
from .packets import INTERNET as PUBLIC
from .packets import SERVICES, ranges, service
from .spans import Spans
from .tables import Route, Way

if TYPE_CHECKING:
    from .walk import Walk

_SERVED = Spans.of(part for name in SERVICES for part in service(name).parts)


def enter(walk: Walk, vpc: Vpc, journey: Journey) -> list[Outcome]:
    """Come in from the internet. Answers come the way that the question went out, which was open."""
    asked = journey.asked
    if asked is None and not vpc.gateway:
        reason = f"{vpc.resource.label} has no internet gateway"
        return [stopped(journey, reason, "Attach one.", vpc.resource)]
    if asked is None and vpc.blocked is not None:
        return [_blocked(vpc, journey)]
    nat = asked.nat if asked else None
    if nat is not None and nat.subnet is None and asked is not None and asked.before_nat is not None:
        return middle.from_nat(walk, nat, asked.before_nat, journey)
    table = vpc.edge
    if table is None:
        return walk.local(vpc, None, journey)
    return walk.route(table, vpc, None, journey)


def leave(walk: Walk, route: Route, vpc: Vpc, subnet: Subnet | None, journey: Journey) -> list[Outcome]:
    """Go out to the internet by the gateway that a route names."""
    outbound = journey.nat is not None or route.way is Way.EGRESS
    if vpc.blocked is not None and (not outbound or vpc.blocks_egress):
        return [_blocked(vpc, journey)]
    if route.to != (vpc.egress if route.way is Way.EGRESS else vpc.gateway):
        reason = f"the {route.way} is not attached to {vpc.resource.label}"
        return [stopped(journey, reason, "Attach it to that VPC.", route.resource)]
    ends: list[Outcome] = []
    left = journey.packets.targets - PUBLIC - _SERVED
    if left:
        here = journey.but(packets=journey.packets.towards(left))
        reason = f"the internet has no route to {ranges(left)}"
        ends.append(stopped(here, reason, "Route these addresses elsewhere.", route.resource))
    out = journey.but(packets=journey.packets.towards(journey.packets.targets - left))
    if out.packets.targets:
        if not (out.packets.sources <= PUBLIC if out.packets.six else out.public):
            reason = "the internet gateway passes nothing of what has no public address"
            change = "Send it to a NAT gateway instead."
            return [*ends, stopped(out, reason, change, route.resource)]
        if out.asked is not None and (lost := middle.unseen(walk, out.asked, out)) is not None:
            return [*ends, lost]
        ends.append(Outcome(End.ARRIVED, out.after("leaves to the internet"), INTERNET, subnet))
    return ends


def _blocked(vpc: Vpc, journey: Journey) -> Outcome:
    reason = f"public access to {vpc.resource.label} is blocked"
    return stopped(journey, reason, "Exclude the VPC from the block.", vpc.blocked)
