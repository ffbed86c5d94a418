"""What a VPC's layout is decided from, and the subnets that come of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from preview.synthesis.components.awsx.blocks import Block
from preview.synthesis.components.awsx.subnet_specs import SubnetSpec
from preview.values import Unknown

UNUSED: Final = "Unused"
"""The type of a subnet that only keeps its addresses free."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What decides the layout; the specs are None where the program leaves them to the plugin."""

    vpc: str
    zones: tuple[str | Unknown, ...]
    specs: tuple[SubnetSpec, ...] | None
    strategy: str
    zone_mask: int | None = None
    tag_by_zone: bool = False


@dataclass(frozen=True)
class PlannedSubnet:
    """A subnet to be; without a block while the addresses of the VPC are not known.

    `tag` is its `Name` tag: by default its name, which has the number of the zone.
    """

    spec: SubnetSpec
    zone_index: int
    zone: str | Unknown
    name: str
    tag: str | Unknown
    block: Block | None

    @property
    def type(self) -> str:
        """The type in lower case."""
        return self.spec.type.lower()
