"""The address plan of the whole estate: who has which range, its subnets, and what is free. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network

from components.config.addresses import network
from components.config.settings import Settings
from components.config.subnets import PlannedSubnet, plan_endpoint_subnets, plan_passages, plan_subnets


@dataclass(frozen=True, kw_only=True)
class Holder:
    """A network of a stack, with its subnets in the order of their addresses."""

    range: IPv4Network
    stack: str
    section: str  # that builds it
    subnets: tuple[PlannedSubnet, ...]

    @property
    def free(self) -> tuple[IPv4Network, ...]:
        """What no subnet has."""
        return free_ranges(self.range, [network(subnet.cidr) for subnet in self.subnets])


@dataclass(frozen=True, kw_only=True)
class Supernet:
    """A region's range, and the networks that are cut from it, in the order of their addresses."""

    region: str
    range: IPv4Network
    holders: tuple[Holder, ...]

    @property
    def free(self) -> tuple[IPv4Network, ...]:
        """What no network has."""
        return free_ranges(self.range, [holder.range for holder in self.holders])


def address_plan(stacks: Mapping[str, Settings]) -> tuple[Supernet, ...]:
    """The plan by region. The stacks are of one project, so each tells the same supernets."""
    holders = sorted(
        (holder for settings in stacks.values() for holder in _holders(settings)),
        key=lambda holder: holder.range,
    )
    supernets = next(iter(stacks.values())).addresses.supernets if stacks else {}
    return tuple(
        Supernet(
            region=region,
            range=network(text),
            holders=tuple(holder for holder in holders if holder.range.subnet_of(network(text))),
        )
        for region, text in sorted(supernets.items())
    )


def free_ranges(outer: IPv4Network, taken: Iterable[IPv4Network]) -> tuple[IPv4Network, ...]:
    """What is left of a range, in as few and large ranges as there are, by address."""
    inside = [each for each in taken if each.overlaps(outer)]
    if not inside:
        return (outer,)
    if any(outer.subnet_of(each) for each in inside):
        return ()
    return tuple(part for half in outer.subnets() for part in free_ranges(half, inside))


def _holders(settings: Settings) -> Iterator[Holder]:
    planned: dict[str, tuple[str, Sequence[PlannedSubnet]]] = {}
    if (egress := settings.egress) is not None:
        planned["egress"] = egress.cidr, plan_passages(egress.cidr, egress.zones, egress.tiers)
    if (shared := settings.endpoints) is not None:
        planned["endpoints"] = shared.cidr, plan_endpoint_subnets(shared.cidr, shared.zones)
    if (spoke := settings.spoke) is not None:
        planned["spoke"] = spoke.cidr, plan_subnets(spoke.cidr, spoke.zones)
    for section, (cidr, subnets) in planned.items():
        yield Holder(
            range=network(cidr),
            stack=settings.stack,
            section=section,
            subnets=tuple(sorted(subnets, key=lambda subnet: network(subnet.cidr))),
        )
