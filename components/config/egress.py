"""What a stack file says of the way to the internet."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from .base import Refused
from .firewall import FirewallSettings
from .subnets import Tier
from .vpc import NetworkSettings


class Nat(StrEnum):
    """How addresses are translated."""

    ZONAL = "zonal"
    """A gateway in each zone, with a route table of its own: the way back can lead through a firewall."""
    REGIONAL = "regional"
    """One gateway that AWS spreads over the zones; its single route table knows no zone."""


class EgressSettings(NetworkSettings):
    """The hub's own network, through which the spokes of segments with `internet` reach the internet."""

    called = "The egress network"

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
