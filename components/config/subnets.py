"""The address plan of a network: which subnet gets which addresses. Pure.

A network is cut into four blocks, one for each zone letter from a to d. A spoke's block is cut into

    app          one half
    data         a quarter
    attachment   the first /28 of the last quarter; the rest of it stays free for tiers to come

and the hub's own network holds nothing but passages, so its block begins with three /28

    attachment   where the transit gateway comes in
    firewall     the firewall's endpoint
    public       the NAT gateway

and the network of shared endpoints' block into one half for them, and the attachment as in a spoke;

An IPv6 block of 256 subnets is numbered by two digits: the zone's place among the letters, and the tier's.

So a subnet's addresses follow from the network's range, its zone and its tier, and from nothing else: a zone
or a tier that comes or goes moves nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network

from .limits import limits
from .vpc import ZONE_LETTERS

PASSAGE_PREFIX = limits().vpc_longest_prefix  # the smallest subnet: gateways and endpoints need few addresses


class Tier(StrEnum):
    """What a subnet is for."""

    APP = "app"
    DATA = "data"
    ATTACHMENT = "attachment"
    FIREWALL = "firewall"
    PUBLIC = "public"
    ENDPOINT = "endpoint"


PASSAGES = (Tier.ATTACHMENT, Tier.FIREWALL, Tier.PUBLIC)
"""The tiers of the hub's own network, in the order of their addresses."""


DUAL_STACK = (Tier.APP, Tier.DATA, Tier.ATTACHMENT)
"""The tiers that may have IPv6, in the order of their numbers: new ones go to the end."""

SUBNET_PREFIX = 64  # of every IPv6 subnet


@dataclass(frozen=True, kw_only=True)
class PlannedSubnet:
    """One subnet of the plan."""

    tier: Tier
    zone: str
    cidr: str
    ipv6: str | None = None

    @property
    def key(self) -> str:
        """What tells it from the other subnets of its network, such as `app-eu-west-1a`."""
        return f"{self.tier}-{self.zone}"


def plan_subnets(cidr: str, zones: Sequence[str], ipv6: str | None = None) -> tuple[PlannedSubnet, ...]:
    """The subnets of a spoke, by zone and tier in this order. `cidr` is a /24 or larger, `ipv6` a /56."""
    return tuple(
        PlannedSubnet(tier=tier, zone=zone, cidr=str(part), ipv6=ipv6 and _ipv6_subnet(ipv6, zone, tier))
        for zone in zones
        for tier, part in _tiers(_block(cidr, zone))
    )


def plan_passages(cidr: str, zones: Sequence[str], tiers: Iterable[Tier]) -> tuple[PlannedSubnet, ...]:
    """The subnets of the hub's own network in those of its tiers that are wanted, by zone and tier."""
    wanted = frozenset(tiers)
    return tuple(
        PlannedSubnet(tier=tier, zone=zone, cidr=str(part))
        for zone in zones
        for tier, part in zip(PASSAGES, _block(cidr, zone).subnets(new_prefix=PASSAGE_PREFIX), strict=False)
        if tier in wanted
    )


def plan_endpoint_subnets(cidr: str, zones: Sequence[str]) -> tuple[PlannedSubnet, ...]:
    """The subnets of the network of shared endpoints, by zone and tier."""
    tiers = {Tier.APP: Tier.ENDPOINT, Tier.ATTACHMENT: Tier.ATTACHMENT}
    return tuple(
        replace(subnet, tier=tiers[subnet.tier])
        for subnet in plan_subnets(cidr, zones)
        if subnet.tier in tiers
    )


def _ipv6_subnet(block: str, zone: str, tier: Tier) -> str:
    """One of the block's 256 subnets: sixteen for each zone letter, of which each tier has its own."""
    number = 16 * ZONE_LETTERS.index(zone[-1]) + DUAL_STACK.index(tier)
    first = IPv6Network(block).network_address + (number << (128 - SUBNET_PREFIX))
    return str(IPv6Network((first, SUBNET_PREFIX)))


def _block(cidr: str, zone: str) -> IPv4Network:
    return list(IPv4Network(cidr).subnets(prefixlen_diff=2))[ZONE_LETTERS.index(zone[-1])]


def _tiers(block: IPv4Network) -> list[tuple[Tier, IPv4Network]]:
    first_half, second_half = block.subnets(prefixlen_diff=1)
    third_quarter, last_quarter = second_half.subnets(prefixlen_diff=1)
    return [
        (Tier.APP, first_half),
        (Tier.DATA, third_quarter),
        (Tier.ATTACHMENT, next(last_quarter.subnets(new_prefix=PASSAGE_PREFIX))),
    ]
