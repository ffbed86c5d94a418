"""What every network of ours keeps to, a spoke as well as the hub's own: its size and its zones."""

from __future__ import annotations

import re
from typing import ClassVar

from pydantic import Field, field_validator

from .addresses import Cidr, network
from .base import Refused, Section, refuse
from .limits import limits

# A network is cut into one block per zone letter, so that the letter alone says where a zone's subnets lie.
# Most regions have three zones; only us-east-1 goes beyond d.
ZONE_LETTERS = "abcd"
_ZONE = re.compile(rf"[a-z]{{2}}(-[a-z]+)+-[1-9][{ZONE_LETTERS}]")

LARGEST_PREFIX = limits().vpc_shortest_prefix
# In a smaller network a zone's block has no room for three of the smallest subnets that AWS allows.
SMALLEST_PREFIX = limits().vpc_longest_prefix - 4


class NetworkSettings(Section):
    """What a stack file says of any network."""

    called: ClassVar[str]
    """What a message calls it."""

    segment: str = Field(
        description="the key in segments of the route table that the network looks into",
        examples=["production"],
    )
    cidr: Cidr = Field(
        description="the network's addresses, inside its region's supernet", examples=["10.16.64.0/20"]
    )
    zones: tuple[str, ...] = Field(
        min_length=2,
        max_length=len(ZONE_LETTERS),
        description="2 to 4 availability zones by name",
        examples=["[eu-west-1a, eu-west-1b]"],
    )

    @field_validator("cidr")
    @classmethod
    def _fits_a_vpc(cls, text: str) -> str:
        found = network(text)
        if not LARGEST_PREFIX <= found.prefixlen <= SMALLEST_PREFIX:
            raise Refused(
                f"{cls.called} cannot have {found.num_addresses} addresses",
                allowed=f"a range of /{LARGEST_PREFIX} to /{SMALLEST_PREFIX}",
                fix="Choose a range of another size.",
            )
        return text

    @field_validator("zones")
    @classmethod
    def _distinct_zones_of_one_region(cls, zones: tuple[str, ...]) -> tuple[str, ...]:
        region = zones[0][:-1]
        refusals: list[Refused] = []
        for position, zone in enumerate(zones):
            if not _ZONE.fullmatch(zone):
                message = f"{zone} is no availability zone that a network can use"
                allowed = f"a region and one of the letters {', '.join(ZONE_LETTERS)}, such as eu-west-1a"
                fix = "Name the zone in full, as AWS names it."
            elif zone[:-1] != region:
                message = f"{zone} lies outside {region}"
                allowed = f"zones of {region}"
                fix = "Name zones of one region: a VPC has no other."
            elif zone in zones[:position]:
                message = f"{zone} is listed twice"
                allowed = "each zone once"
                fix = "Remove the second one."
            else:
                continue
            refusals.append(Refused(message, given=zone, allowed=allowed, fix=fix, at=(position,)))
        refuse(refusals)
        return zones
