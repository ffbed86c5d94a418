"""The address plan of the whole estate: who has which range, its subnets, and what is free. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from components.config.addresses import AnyNetwork, network, network6
from components.config.settings import Settings
from components.config.subnets import PlannedSubnet, plan_endpoint_subnets, plan_passages, plan_subnets


@dataclass(frozen=True, kw_only=True)
class Part:
    """A subnet's range."""

    range: AnyNetwork
    tier: str
    zone: str


@dataclass(frozen=True, kw_only=True)
class Holder:
    """A network of a stack, with its subnets in the order of their addresses."""

    range: AnyNetwork
    stack: str
    section: str  # that builds it
    subnets: tuple[Part, ...]

    @property
    def free(self) -> tuple[AnyNetwork, ...]:
        """What no subnet has."""
        return free_ranges(self.range, [subnet.range for subnet in self.subnets])


@dataclass(frozen=True, kw_only=True)
class Supernet:
    """A region's range, of IPv4 or IPv6, and the networks that are cut from it, in the order of addresses."""

    region: str
    range: AnyNetwork
    holders: tuple[Holder, ...]

    @property
    def free(self) -> tuple[AnyNetwork, ...]:
        """What no network has."""
        return free_ranges(self.range, [holder.range for holder in self.holders])


def address_plan(stacks: Mapping[str, Settings]) -> tuple[Supernet, ...]:
    """The plan by region, IPv4 first. The stacks are of one project, so each tells the same supernets."""
    holders = sorted(
        (holder for settings in stacks.values() for holder in _holders(settings)),
        key=lambda holder: int(holder.range.network_address),
    )
    addresses = next(iter(stacks.values())).addresses if stacks else None
    ranges: list[tuple[str, AnyNetwork]] = []
    if addresses is not None:
        ranges += [(region, network(text)) for region, text in addresses.supernets.items()]
        ranges += [(region, network6(text)) for region, text in addresses.ipv6.items()]
    return tuple(
        Supernet(
            region=region,
            range=outer,
            holders=tuple(holder for holder in holders if _holds(outer, holder.range)),
        )
        for region, outer in sorted(ranges, key=lambda each: (each[0], each[1].version))
    )


def free_ranges(outer: AnyNetwork, taken: Iterable[AnyNetwork]) -> tuple[AnyNetwork, ...]:
    """What is left of a range, in as few and large ranges as there are, by address."""
    inside = [each for each in taken if each.overlaps(outer)]
    if not inside:
        return (outer,)
    if any(_holds(each, outer) for each in inside):
        return ()
    return tuple(part for half in outer.subnets() for part in free_ranges(half, inside))


def _holds(outer: AnyNetwork, inner: Any) -> bool:
    return outer.version == inner.version and bool(inner.subnet_of(outer))


def _holders(settings: Settings) -> Iterator[Holder]:
    planned: dict[str, tuple[str, Sequence[PlannedSubnet]]] = {}
    if (egress := settings.egress) is not None:
        planned["egress"] = egress.cidr, plan_passages(egress.cidr, egress.zones, egress.tiers)
    if (shared := settings.endpoints) is not None:
        planned["endpoints"] = shared.cidr, plan_endpoint_subnets(shared.cidr, shared.zones)
    if (spoke := settings.spoke) is not None:
        planned["spoke"] = spoke.cidr, plan_subnets(spoke.cidr, spoke.zones, spoke.ipv6)
        if spoke.ipv6 is not None:
            yield _holder(settings.stack, "spoke", network6(spoke.ipv6), planned["spoke"][1])
    for section, (cidr, subnets) in planned.items():
        yield _holder(settings.stack, section, network(cidr), subnets)


def _holder(stack: str, section: str, range_: AnyNetwork, subnets: Sequence[PlannedSubnet]) -> Holder:
    """The holder of a range with what its subnets have of it."""
    ranges = [
        network(subnet.cidr) if range_.version == 4 else network6(subnet.ipv6 or "") for subnet in subnets
    ]
    parts = [
        Part(range=each, tier=subnet.tier.value, zone=subnet.zone)
        for subnet, each in zip(subnets, ranges, strict=True)
    ]
    parts.sort(key=lambda part: int(part.range.network_address))
    return Holder(range=range_, stack=stack, section=section, subnets=tuple(parts))
