"""The way through the egress network. Pure.

    spoke -> transit gateway -> attachment -> firewall -> public (NAT) -> internet

and back by the same steps. Each zone has a table for each tier, and each table leads to what stands in its
own zone: the firewall of a zone sees both ways of every connection, or neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from components.config.egress import Nat
from components.config.subnets import Tier
from components.network.routing import EVERYWHERE


class Hop(StrEnum):
    """What a route leads to; a gateway or endpoint is the one in the zone of its table."""

    TRANSIT = "transit"
    FIREWALL = "firewall"
    NAT = "nat"
    INTERNET = "internet"


@dataclass(frozen=True, kw_only=True)
class EgressRoute:
    """One route. `tier` None is the table that a regional NAT gateway brings along, for all zones."""

    tier: Tier | None
    zone: str
    destination: str
    hop: Hop

    @property
    def key(self) -> str:
        """What tells it from the network's other routes, such as `public-eu-west-1a-to-firewall`."""
        place = f"{self.tier}-{self.zone}" if self.tier else "nat"
        return f"{place}-to-{self.hop}"


def plan_routes(zones: Sequence[str], spokes: str, nat: Nat, *, firewall: bool) -> tuple[EgressRoute, ...]:
    """Every route of the network. `spokes` is the range that all spokes lie in.

    A regional NAT gateway with a firewall has no plan: its answers could not stay in their zone. Settings
    refuse it.
    """
    routes: list[EgressRoute] = []
    first, back = (Hop.FIREWALL, Hop.FIREWALL) if firewall else (Hop.NAT, Hop.TRANSIT)
    for zone in zones:
        routes.append(EgressRoute(tier=Tier.ATTACHMENT, zone=zone, destination=EVERYWHERE, hop=first))
        if firewall:
            routes += [
                EgressRoute(tier=Tier.FIREWALL, zone=zone, destination=EVERYWHERE, hop=Hop.NAT),
                EgressRoute(tier=Tier.FIREWALL, zone=zone, destination=spokes, hop=Hop.TRANSIT),
            ]
        if nat is Nat.ZONAL:
            routes += [
                EgressRoute(tier=Tier.PUBLIC, zone=zone, destination=EVERYWHERE, hop=Hop.INTERNET),
                EgressRoute(tier=Tier.PUBLIC, zone=zone, destination=spokes, hop=back),
            ]
    if nat is Nat.REGIONAL:
        # AWS makes this table, with its way to the internet.
        routes.append(EgressRoute(tier=None, zone="", destination=spokes, hop=Hop.TRANSIT))
    return tuple(routes)
