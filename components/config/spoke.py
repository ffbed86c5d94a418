"""What a stack file says of a spoke network."""

from __future__ import annotations

from pydantic import Field, field_validator

from .addresses import IPV6_PREFIX, Cidr6, network6
from .base import Refused
from .endpoints import known_services
from .vpc import NetworkSettings


class SpokeSettings(NetworkSettings):
    """A workload's own network, joined to the hub."""

    called = "A spoke"

    ipv6: Cidr6 | None = Field(
        default=None,
        description="the network's IPv6 block, a /56 inside its region's; left out, it has IPv4 alone",
        examples=["fd6d:7072:0:100::/56"],
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

    @field_validator("ipv6")
    @classmethod
    def _is_a_block(cls, text: str | None) -> str | None:
        if text is not None and network6(text).prefixlen != IPV6_PREFIX:
            raise Refused(
                f"A spoke cannot have {text} as its IPv6 block",
                allowed=f"a range of /{IPV6_PREFIX}",
                fix="Correct the prefix length.",
            )
        return text

    @field_validator("endpoints")
    @classmethod
    def _known_services(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        return known_services(names)
