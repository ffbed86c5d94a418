"""Route tables of VPCs and transit gateways: which of their routes decides about an address."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from .planned import Resource
from .spans import NOTHING, Spans


class Way(StrEnum):
    """What kind of thing a route leads to."""

    LOCAL = "local"
    INTERNET = "internet gateway"
    EGRESS = "egress-only internet gateway"
    NAT = "NAT gateway"
    TRANSIT = "transit gateway"
    FIREWALL = "firewall endpoint"
    PEERING = "peering connection"
    SERVICE = "gateway endpoint"
    BLACKHOLE = "blackhole"
    UNPLANNED = "something that no stack plans"
    UNMODELLED = "something that is not modelled"


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """Where a table sends some addresses."""

    targets: Spans
    prefix: int
    way: Way
    to: str  # URN of what the way leads to, or "" where there is none
    text: str  # the destination as it is written
    resource: Resource | None
    zone: str = ""  # of a firewall's endpoint


@dataclass(slots=True, eq=False)
class Table:
    """A route table of a VPC or a transit gateway."""

    resource: Resource
    name: str
    routes: list[Route] = field(default_factory=list)
    _parts: list[tuple[Route, Spans]] | None = None

    def parts(self) -> list[tuple[Route, Spans]]:
        """Each route with the addresses that it decides: the longest prefix wins, then the first listed."""
        if self._parts is None:
            taken: dict[int, Spans] = {}
            self._parts = []
            shadow = NOTHING
            for prefix in sorted({route.prefix for route in self.routes}, reverse=True):
                here = taken.setdefault(prefix, NOTHING)
                for route in (each for each in self.routes if each.prefix == prefix):
                    mine = route.targets - shadow - here
                    here = here | mine
                    if mine:
                        self._parts.append((route, mine))
                shadow = shadow | here
        return self._parts


@dataclass(slots=True, eq=False)
class TransitTable(Table):
    """A route table of a transit gateway."""

    gateway: str = ""
