"""The older layout of awsx: private subnets first, then public, then isolated ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from preview.synthesis.components.awsx.blocks import BITS, Block
from preview.synthesis.components.awsx.subnet_specs import SubnetSpec

_PREFERRED: Final = {"private": 19, "public": 20, "isolated": 24}
"""Prefix lengths of the types, in the order in which they are placed, unless the zone is smaller."""


def legacy_default(zone: Block) -> tuple[Block, Block]:
    """A private subnet of half the zone, and a public one of half of what is left."""
    private = zone.part(zone.mask + 1, 0)
    return private, private.part(private.mask, 1).part(private.mask + 1, 0)


def legacy_zone(zone: Block, specs: Sequence[SubnetSpec]) -> list[tuple[SubnetSpec, Block]]:
    """The subnets of one zone; specs of other types than the three are left out."""
    least = zone.mask + (0 if len(specs) == 1 else 1)
    placed: list[tuple[SubnetSpec, Block]] = []
    current = Block(zone.first - 1, BITS) if zone.first else None
    for type, preferred in _PREFERRED.items():
        # Subnets of a type are counted from behind the last one of the types before.
        start = placed[-1][1].part(placed[-1][1].mask, 1) if placed else zone
        for number, spec in enumerate(each for each in specs if each.type.lower() == type):
            mask = max(least, preferred) if spec.mask is None else spec.mask
            found = start.part(mask, number)
            if current is not None and current.overlaps(found):
                found = current.following(mask)
            placed.append((replace(spec, type=type.capitalize()), found))
            current = found
    return placed
