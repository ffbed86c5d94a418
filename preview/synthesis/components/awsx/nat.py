"""How private subnets of a VPC reach the internet: the NAT gateways that a program asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from preview.synthesis.components.awsx.planned_subnets import PlannedSubnet
from preview.synthesis.components.builder import Builder, ComponentError, mapping
from preview.synthesis.components.values import rest
from preview.values import Value

NONE: Final = "none"
SINGLE: Final = "single"
ONE_PER_ZONE: Final = "oneperaz"


@dataclass(frozen=True)
class Nat:
    """The strategy in lower case, and the addresses that the program brings along, by id."""

    strategy: str
    allocations: tuple[Value, ...]


def nat_of(builder: Builder, zones: int) -> Nat:
    """What the program asks for; one gateway per zone unless it says. Raises ComponentError."""
    settings = mapping(builder, "natGateways")
    strategy = str(settings.get("strategy") or ONE_PER_ZONE).lower()
    found = settings.get("elasticIpAllocationIds")
    whole = builder.given("natGateways")
    allocations = tuple(rest(each, whole) for each in found) if isinstance(found, list) else ()
    expected = {NONE: 0, SINGLE: 1, ONE_PER_ZONE: zones}
    if strategy not in expected:
        raise ComponentError(
            f"natGateways.strategy is one of None, Single and OnePerAz, and not {strategy!r}"
        )
    if allocations and len(allocations) != expected[strategy]:
        raise ComponentError(
            f"natGateways brings {len(allocations)} elasticIpAllocationIds, and its strategy takes "
            f"{expected[strategy]}: give as many, or none"
        )
    return Nat(strategy, allocations)


def check_nat(nat: Nat, planned: Sequence[PlannedSubnet]) -> None:
    """Refuse gateways without a subnet to stand in or one to serve. Raises ComponentError."""
    types = {subnet.type for subnet in planned}
    if nat.strategy != NONE and ("public" not in types or not types & {"private", "isolated"}):
        raise ComponentError(
            "NAT gateways stand in public subnets and serve private ones: declare both in subnetSpecs, "
            "or set natGateways.strategy to None"
        )
