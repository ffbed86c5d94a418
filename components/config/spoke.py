"""What a stack file says of a spoke network."""

from __future__ import annotations

from pydantic import Field, field_validator

from .addresses import Cidr
from .base import Section
from .endpoints import known_services
from .vpc import ZONE_LETTERS, distinct_zones_of_one_region, fits_a_vpc


class SpokeSettings(Section):
    """A workload's own network, joined to the hub."""

    segment: str = Field(
        description="the key in segments of the route table that the spoke looks into",
        examples=["production"],
    )
    cidr: Cidr = Field(
        description="the spoke's addresses, inside its region's supernet", examples=["10.16.64.0/20"]
    )
    zones: tuple[str, ...] = Field(
        min_length=2,
        max_length=len(ZONE_LETTERS),
        description="2 to 4 availability zones by name",
        examples=["[eu-west-1a, eu-west-1b]"],
    )

    endpoints: tuple[str, ...] = Field(
        default=(),
        description="AWS services that the spoke reaches through interface endpoints of its own",
        examples=["[ssm, sts]"],
    )
    shared_endpoints: bool = Field(
        default=False, description="whether it uses the endpoints that the hub shares, too"
    )
    never_public: bool = Field(
        default=False,
        description="whether no network of the account in the region may ever exchange anything with an "
        "internet gateway",
    )

    @field_validator("cidr")
    @classmethod
    def _fits_a_vpc(cls, text: str) -> str:
        return fits_a_vpc(text, "A spoke")

    @field_validator("zones")
    @classmethod
    def _distinct_zones_of_one_region(cls, zones: tuple[str, ...]) -> tuple[str, ...]:
        return distinct_zones_of_one_region(zones)

    @field_validator("endpoints")
    @classmethod
    def _known_services(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        return known_services(names)
