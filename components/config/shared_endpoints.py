"""What a stack file says of the endpoints that networks share."""

from __future__ import annotations

from pydantic import Field, field_validator

from .endpoints import known_services
from .vpc import NetworkSettings


class SharedEndpointsSettings(NetworkSettings):
    """A network of the hub with interface endpoints, for every spoke with `shared_endpoints`."""

    called = "The network of endpoints"

    services: tuple[str, ...] = Field(
        min_length=1, description="AWS services to reach through it", examples=["[ssm, sts]"]
    )

    @field_validator("services")
    @classmethod
    def _known_services(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        return known_services(names)
