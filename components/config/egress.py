"""What a stack file says of the way to the internet."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, field_validator, model_validator

from .addresses import Cidr
from .base import Refused, Section
from .firewall import FirewallSettings
from .subnets import Tier
from .vpc import ZONE_LETTERS, distinct_zones_of_one_region, fits_a_vpc


class Nat(StrEnum):
    """How addresses are translated."""

    ZONAL = "zonal"
    """A gateway in each zone, with a route table of its own: the way back can lead through a firewall."""
    REGIONAL = "regional"
    """One gateway that AWS spreads over the zones; its single route table knows no zone."""


class EgressSettings(Section):
    """The hub's own network, through which the spokes of segments with `internet` reach the internet."""

    segment: str = Field(
        description="the key in segments of the route table that it looks into, which learns all spokes",
        examples=["inspection"],
    )
    cidr: Cidr = Field(
        description="the network's addresses, inside its region's supernet", examples=["10.16.0.0/24"]
    )
    zones: tuple[str, ...] = Field(
        min_length=2,
        max_length=len(ZONE_LETTERS),
        description="2 to 4 availability zones by name",
        examples=["[eu-west-1a, eu-west-1b]"],
    )
    nat: Nat = Field(description="zonal or regional", examples=["zonal"])
    firewall: FirewallSettings | None = Field(
        default=None, description="what inspects the traffic; left out, nothing does"
    )

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """The tiers that the network has in each zone."""
        wanted = {
            Tier.ATTACHMENT: True,
            Tier.FIREWALL: self.firewall is not None,
            Tier.PUBLIC: self.nat is Nat.ZONAL,
        }
        return tuple(tier for tier, has in wanted.items() if has)

    @field_validator("cidr")
    @classmethod
    def _fits_a_vpc(cls, text: str) -> str:
        return fits_a_vpc(text, "The egress network")

    @field_validator("zones")
    @classmethod
    def _distinct_zones_of_one_region(cls, zones: tuple[str, ...]) -> tuple[str, ...]:
        return distinct_zones_of_one_region(zones)

    @model_validator(mode="after")
    def _symmetric(self) -> Self:
        if self.firewall is not None and self.nat is Nat.REGIONAL:
            raise Refused(
                "Answers would pass another zone's firewall endpoint than the question did: a regional NAT "
                "gateway has one route table, which can name one endpoint",
                given=self.nat.value,
                allowed="zonal, where a firewall inspects the traffic",
                fix="Write zonal, or remove the firewall.",
                at=("nat",),
            )
        return self
