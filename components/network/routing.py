"""What the hub's route tables hold besides the networks that they learn. Pure.

A segment's table learns the networks of those segments that propagate to it, each by its own range, and
nothing else of the company. Where the segment reaches the internet, a default route leads to the egress
network; without more it would also carry what is meant for a network that the segment may not see, and the
egress network, which knows them all, would deliver it. So every private range ends in a blackhole there:
a learned network is more specific and wins, the rest goes nowhere.

Segments that are inspected with each other do not learn each other. The table of each leads to the other's
ranges through the egress network, whose firewall hands on what it passes by its own segment's table, which
knows all networks; answers take the same way, and appliance mode keeps both ways in one zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from components.config.addresses import PRIVATE
from components.config.segments import Segment, inspected_pairs

EVERYWHERE = "0.0.0.0/0"


class Target(StrEnum):
    """Where a static route of the hub leads."""

    EGRESS = "egress"
    INSPECTION = "inspection"
    BLACKHOLE = "blackhole"


@dataclass(frozen=True, kw_only=True)
class HubRoute:
    """One static route of the table of a segment."""

    segment: str
    destination: str
    target: Target

    @property
    def key(self) -> str:
        """What tells it from the hub's other routes, such as `production-10.0.0.0-8`."""
        return f"{self.segment}-{self.destination.replace('/', '-')}"


def plan_hub_routes(segments: Mapping[str, Segment], target: Target) -> tuple[HubRoute, ...]:
    """The static routes to the target, in the order of the segments."""
    return tuple(
        HubRoute(segment=name, destination=destination, target=target)
        for name in segments
        for destination in _destinations(segments, name, target)
    )


def _destinations(segments: Mapping[str, Segment], name: str, target: Target) -> tuple[str, ...]:
    if target is Target.INSPECTION:
        partners = [other for one, other in inspected_pairs(segments) if one == name]
        return tuple(text for other in partners for text in segments[other].ranges)
    if not segments[name].internet:
        return ()
    return (EVERYWHERE,) if target is Target.EGRESS else tuple(map(str, PRIVATE))
