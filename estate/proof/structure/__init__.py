"""What a plan gets wrong before any packet is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..estate import Estate, Facts
from ..prove import Breach
from .callers import closed_endpoints, partial_gateways, unnamed_endpoints
from .flaw import Flaw
from .forwarding import stranded_balancers, unreachable_targets
from .groups import wide_groups
from .hub import mixed_tables, overlaps, twice_associated, unstopped_ranges
from .inspection import idle_rules, stranded_gateways
from .zones import (
    foreign_zones,
    no_appliance_mode,
    subnets_without_table,
    zones_without_attachment,
    zones_without_endpoint,
    zones_without_firewall,
)

__all__ = ["Flaw", "flaws"]


def flaws(estate: Estate, facts: Facts, breaches: Iterable[Breach] = ()) -> Iterator[Flaw]:
    """Every flaw of the planned network that `breaches` do not tell of already."""
    network = estate.network
    yield from no_appliance_mode(network)
    yield from zones_without_firewall(network)
    yield from zones_without_endpoint(network)
    yield from zones_without_attachment(network)
    yield from subnets_without_table(network)
    yield from foreign_zones(network)
    yield from closed_endpoints(estate)
    yield from unnamed_endpoints(estate)
    yield from partial_gateways(network)
    yield from mixed_tables(network, facts.segments)
    yield from twice_associated(estate)
    yield from unstopped_ranges(network)
    yield from overlaps(network)
    yield from idle_rules(network)
    yield from stranded_gateways(network)
    yield from unreachable_targets(network)
    yield from stranded_balancers(network)
    yield from wide_groups(estate, facts.flows, breaches)
