"""What a stack file says of a spoke network."""

from __future__ import annotations

from pydantic import Field, field_validator

from .endpoints import known_services
from .vpc import NetworkSettings


class SpokeSettings(NetworkSettings):
    """A workload's own network, joined to the hub."""

    called = "A spoke"

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

    @field_validator("endpoints")
    @classmethod
    def _known_services(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        return known_services(names)
