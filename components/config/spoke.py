"""What a stack file says of a spoke network."""

from __future__ import annotations

import re
from ipaddress import IPv4Network

from pydantic import Field, field_validator

from components.config.base import Refused, Section, refuse

# A spoke is cut into one block per zone letter, so that the letter alone says where a zone's subnets lie.
# eu-west-1 and most other regions have zones a to c, the largest that we plan for a to d.
ZONE_LETTERS = "abcd"
ZONE = re.compile(rf"[a-z]{{2}}(-[a-z]+)+-[1-9][{ZONE_LETTERS}]")

# AWS accepts VPCs of /16 to /28; below /24 a zone's quarter has no room for three subnets of at least /28.
LONGEST_PREFIX = 24
SHORTEST_PREFIX = 16


class SpokeSettings(Section):
    """A workload's own network, joined to the hub."""

    segment: str
    """Transit gateway route table that the spoke is associated with: a key of `segments`."""

    cidr: str
    """The spoke's addresses, inside a supernet of its region."""

    zones: tuple[str, ...] = Field(min_length=2, max_length=len(ZONE_LETTERS))
    """Availability zones by name. Adding or removing one moves no subnet of another."""

    @field_validator("cidr")
    @classmethod
    def _cidr_is_canonical_and_fits(cls, text: str) -> str:
        try:
            network = IPv4Network(text, strict=False)
        except ValueError as error:
            raise Refused(
                f"{text!r} is no IPv4 range",
                allowed="an address and a prefix length, such as 10.16.32.0/20",
                fix="write the range in CIDR form",
            ) from error
        if text != str(network):
            raise Refused(
                f"{text} is not how the range {network} is written",
                allowed="the first address of the range and its prefix length",
                fix=f"write {network}",
            )
        if not SHORTEST_PREFIX <= network.prefixlen <= LONGEST_PREFIX:
            raise Refused(
                f"a spoke of /{network.prefixlen} holds {network.num_addresses} addresses",
                allowed=f"/{SHORTEST_PREFIX} to /{LONGEST_PREFIX}",
                fix="choose a range of another size",
            )
        return text

    @field_validator("zones")
    @classmethod
    def _zones_are_distinct_names_of_one_region(cls, zones: tuple[str, ...]) -> tuple[str, ...]:
        refuse(
            [
                Refused(
                    f"{zone!r} is no availability zone that a spoke can use",
                    given=zone,
                    allowed=f"a region and one of the letters {', '.join(ZONE_LETTERS)}, such as eu-west-1a",
                    fix="name the zone in full, and as AWS names it",
                    at=[position],
                )
                for position, zone in enumerate(zones)
                if not ZONE.fullmatch(zone)
            ]
        )
        region = zones[0][:-1]
        refuse(
            [
                Refused(
                    f"{zone} lies outside {region}" if zone[:-1] != region else f"{zone} is listed twice",
                    given=zone,
                    allowed=f"each zone once, all of {region}",
                    fix="remove it",
                    at=[position],
                )
                for position, zone in enumerate(zones)
                if zone[:-1] != region or zone in zones[:position]
            ]
        )
        return zones
