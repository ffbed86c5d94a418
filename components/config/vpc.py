"""What every network of ours keeps to, a spoke as well as the hub's own: its size and its zones."""

from __future__ import annotations

import re
from ipaddress import IPv4Network
from typing import ClassVar

from pydantic import Field, field_validator

from .addresses import Cidr, network
from .base import Refused, Section, refuse
from .limits import limits
from .regions import zone_letters

# A network is cut into one block per zone letter, so that the letter alone says where a zone's subnets lie.
# Most regions have three zones; only us-east-1 goes beyond d.
ZONE_LETTERS = "abcd"
_ZONE = re.compile(r"(?P<region>[a-z]{2}(-[a-z]+)+-[1-9])(?P<letter>[a-z])")
_ZONE_ID = re.compile(r"[a-z]{3,5}[1-9]-az[1-9]")

DOCKER = IPv4Network("172.17.0.0/16")
"""What Docker takes for its bridge, and services such as Cloud9 and SageMaker inside their instances; a VPC
that has it too is out of reach from there.
https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html (2026-11)"""

LARGEST_PREFIX = limits().vpc_shortest_prefix
# In a smaller network a zone's block has no room for three of the smallest subnets that AWS allows.
SMALLEST_PREFIX = limits().vpc_longest_prefix - 4


def letters_of(region: str) -> str:
    """The letters of a region's zones that a network has blocks for."""
    return "".join(letter for letter in zone_letters(region) if letter in ZONE_LETTERS)


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
        if found.overlaps(DOCKER):
            raise Refused(
                f"{found} overlaps {DOCKER}, which Docker and services of AWS use inside their machines",
                allowed=f"a range outside {DOCKER}",
                fix="Choose another range: from those machines the network would be out of reach.",
            )
        return text

    @field_validator("zones")
    @classmethod
    def _distinct_zones_of_one_region(cls, zones: tuple[str, ...]) -> tuple[str, ...]:
        named = [found for zone in zones if (found := _ZONE.fullmatch(zone))]
        region = named[0]["region"] if named else ""
        refusals: list[Refused] = []
        for position, zone in enumerate(zones):
            if _ZONE_ID.fullmatch(zone):
                message = f"{zone} is the id of a zone, not its name"
                allowed = "names of zones, such as eu-west-1a"
                fix = "Write the name that the zone with this id has in the account."
            elif not (found := _ZONE.fullmatch(zone)):
                message = f"{zone or 'Empty text'} is no availability zone that a network can use"
                allowed = "a region and a letter, such as eu-west-1a"
                fix = "Name the zone in full, as AWS names it; local and Wavelength zones are not meant."
            elif found["letter"] not in letters_of(found["region"]):
                message = f"{found['region']} has no zone {found['letter']} that a network can use"
                allowed = ", ".join(f"{found['region']}{letter}" for letter in letters_of(found["region"]))
                fix = "Name one of these."
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
