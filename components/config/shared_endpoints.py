"""What a stack file says of the endpoints that networks share."""

from __future__ import annotations

from pydantic import Field, field_validator

from .addresses import Cidr
from .base import Section
from .endpoints import known_services
from .vpc import ZONE_LETTERS, distinct_zones_of_one_region, fits_a_vpc


class SharedEndpointsSettings(Section):
    """A network of the hub with interface endpoints, for every spoke with `shared_endpoints`."""

    segment: str = Field(
        description="the key in segments of the route table that it looks into", examples=["shared-services"]
    )
    cidr: Cidr = Field(
        description="the network's addresses, inside its region's supernet", examples=["10.16.1.0/24"]
    )
    zones: tuple[str, ...] = Field(
        min_length=2,
        max_length=len(ZONE_LETTERS),
        description="2 to 4 availability zones by name",
        examples=["[eu-west-1a, eu-west-1b]"],
    )
    services: tuple[str, ...] = Field(
        min_length=1, description="AWS services to reach through it", examples=["[ssm, sts]"]
    )

    @field_validator("cidr")
    @classmethod
    def _fits_a_vpc(cls, text: str) -> str:
        return fits_a_vpc(text, "The network of endpoints")

    @field_validator("zones")
    @classmethod
    def _distinct_zones_of_one_region(cls, zones: tuple[str, ...]) -> tuple[str, ...]:
        return distinct_zones_of_one_region(zones)

    @field_validator("services")
    @classmethod
    def _known_services(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        return known_services(names)
