"""The address plan of a spoke: which subnet gets which addresses. Pure.

A spoke is cut into four blocks, one for each zone letter from a to d, and each block into

    app          one half
    data         a quarter
    attachment   the first /28 of the last quarter; the rest of it stays free for tiers to come

so a subnet's addresses follow from the spoke's range, its zone and its tier, and from nothing else: a zone or
a tier that comes or goes moves nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import IPv4Network

from components.config.spoke import ZONE_LETTERS

ATTACHMENT_PREFIX = 28  # the smallest subnet that AWS allows: a transit gateway uses one address per zone


class Tier(StrEnum):
    """What a subnet is for."""

    APP = "app"
    DATA = "data"
    ATTACHMENT = "attachment"


@dataclass(frozen=True, kw_only=True)
class PlannedSubnet:
    """One subnet of the plan."""

    tier: Tier
    zone: str
    cidr: str

    @property
    def key(self) -> str:
        """What tells it from the other subnets of its spoke, such as `app-eu-west-1a`."""
        return f"{self.tier}-{self.zone}"


def plan_subnets(cidr: str, zones: Sequence[str]) -> tuple[PlannedSubnet, ...]:
    """The subnets of a spoke, by zone and tier in this order. `cidr` is a /24 or larger."""
    blocks = list(IPv4Network(cidr).subnets(prefixlen_diff=2))
    return tuple(
        PlannedSubnet(tier=tier, zone=zone, cidr=str(part))
        for zone in zones
        for tier, part in _tiers(blocks[ZONE_LETTERS.index(zone[-1])])
    )


def _tiers(block: IPv4Network) -> list[tuple[Tier, IPv4Network]]:
    first_half, second_half = block.subnets(prefixlen_diff=1)
    third_quarter, last_quarter = second_half.subnets(prefixlen_diff=1)
    return [
        (Tier.APP, first_half),
        (Tier.DATA, third_quarter),
        (Tier.ATTACHMENT, next(last_quarter.subnets(new_prefix=ATTACHMENT_PREFIX))),
    ]
