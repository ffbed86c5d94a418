"""What the awsx plugin refuses of planned subnets."""

from __future__ import annotations

from collections.abc import Sequence

from preview.synthesis.components.awsx.blocks import Block
from preview.synthesis.components.awsx.planned_subnets import UNUSED, PlannedSubnet
from preview.synthesis.components.builder import ComponentError


def check_places(planned: Sequence[PlannedSubnet], vpc: Block) -> None:
    """Subnets lie within the VPC and beside each other. Raises ComponentError."""
    placed = [(subnet.name, subnet.block) for subnet in planned if subnet.block is not None]
    remedy = "make the VPC larger, the subnets smaller, or use fewer zones"
    for i, (name, found) in enumerate(placed):
        for other, second in placed[i + 1 :]:
            if found.overlaps(second):
                raise ComponentError(f"the subnets {name} ({found}) and {other} ({second}) overlap: {remedy}")
        if not found.within(vpc):
            raise ComponentError(f"the subnet {name} ({found}) lies outside of the VPC ({vpc}): {remedy}")


def check_gaps(planned: Sequence[PlannedSubnet], vpc: Block) -> None:
    """Subnets fill the VPC in their order. Raises ComponentError."""
    expected = vpc.first
    for subnet in planned:
        if subnet.block is not None and subnet.block.first != expected:
            raise ComponentError(
                f"there is a gap before {subnet.name} ({subnet.block}): with subnetStrategy Exact they fill "
                f"the VPC in order; keep addresses free by a spec of type {UNUSED}"
            )
        expected = subnet.block.last + 1 if subnet.block else expected
    if expected != vpc.last + 1:
        raise ComponentError(
            f"the subnets end before the VPC ({vpc}) does: with subnetStrategy Exact they fill it; "
            f"keep addresses free by a spec of type {UNUSED}"
        )
