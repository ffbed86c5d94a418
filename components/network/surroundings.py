"""What the hub and every network find around them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from components.config.addresses import Addresses
from components.config.segments import Segment
from components.shared.exports import ArchiveExports, OrganizationExports


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """The shared facts, and what the stacks below the network have published."""

    segments: Mapping[str, Segment]
    addresses: Addresses
    prefix: str  # of physical names
    region: str
    organization: OrganizationExports
    archive: ArchiveExports

    @property
    def supernet(self) -> str:
        """The range that all networks of the region lie in."""
        return self.addresses.supernets[self.region]
