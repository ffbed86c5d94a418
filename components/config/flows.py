"""Which flows of packets the network must carry, and which it must never carry.

The proof (`python -m estate prove`) holds every one of them against the planned resources. A place is

    internet  on-premises      outside
    s3  dynamodb               a service with a gateway endpoint
    10.16.0.0/16  10.16.0.7    addresses
    production                 all stacks of a segment; so too production/data for one tier of them
    prod  prod/app             a stack, one tier of it; prod/app/eu-west-1a is one zone's part
    prod/<name>                a planned resource: a subnet, load balancer, endpoint, security group
    *  */data                  every stack

Where a segment and a stack have the same name, the segment is meant.
"""

from __future__ import annotations

import re
from enum import StrEnum
from ipaddress import IPv4Network
from typing import Annotated, Final, NamedTuple, Self

from pydantic import AfterValidator, Field, model_validator

from .base import Refused, Section, refuse

OUTSIDE: Final = ("internet", "on-premises")
SERVICES: Final = ("s3", "dynamodb")
_NAME = re.compile(r"\*|[A-Za-z0-9][A-Za-z0-9_.-]*")
_TRAFFIC = re.compile(r"(any|icmp|(tcp|udp)(/(\d{1,5})(-(\d{1,5}))?)?)")


class Traffic(NamedTuple):
    """A protocol (`any`, `icmp`, `tcp` or `udp`) and the ports that are called."""

    protocol: str
    first: int = 0
    last: int = 65535


def read_traffic(text: str) -> Traffic:
    """What `tcp/443`, `udp/1024-2048`, `icmp` or `any` mean; raises Refused for anything else."""
    found = _TRAFFIC.fullmatch(text)
    traffic = None
    if found:
        first = int(found[4] or 0)
        traffic = Traffic(found[2] or found[1], first, int(found[6] or found[4] or 65535))
    if traffic is None or not traffic.first <= traffic.last <= 65535:
        raise Refused(
            f"{text} is no traffic",
            given=text,
            allowed="any, icmp, tcp, udp, or a port or range of ports such as tcp/443 and udp/1024-2048",
            fix="Name a protocol, and ports from 0 to 65535.",
        )
    return traffic


def place_parts(text: str) -> tuple[str, ...]:
    """The parts of a place between its slashes; addresses are one part. Raises Refused for what is none."""
    if re.match(r"\d+\.", text):
        try:
            return (str(IPv4Network(text)),)
        except ValueError:
            raise Refused(
                f"{text} is neither an IPv4 address nor a range",
                given=text,
                allowed="an address, or the first address of a range with its prefix length",
                fix="Correct the address, or write the name of a place.",
            ) from None
    parts = text.split("/")
    if len(parts) > 3 or not all(_NAME.fullmatch(part) for part in parts) or "*" in parts[1:]:
        raise Refused(
            f"{text} is no place",
            given=text,
            allowed=f"{', '.join((*OUTSIDE, *SERVICES))}, a segment or stack such as prod, a tier of it such "
            "as prod/app, a range of addresses, or * for every stack",
            fix="Write one of these.",
        )
    return tuple(parts)


def _place(text: str) -> str:
    place_parts(text)
    return text


def _traffic(text: str) -> str:
    read_traffic(text)
    return text


Place = Annotated[str, AfterValidator(_place)]
TrafficText = Annotated[str, AfterValidator(_traffic)]


class Pairs(StrEnum):
    """Which pairs of a source and a target a flow is about."""

    ALL = "all"
    SAME_STACK = "same-stack"
    OTHER_STACKS = "other-stacks"


class Flow(Section):
    """Traffic from anything in `sources` to anything in `targets`."""

    sources: tuple[Place, ...] = Field(
        min_length=1, description="places that the packets start from", examples=["[production/app]"]
    )
    targets: tuple[Place, ...] = Field(
        min_length=1, description="places that the packets go to", examples=["[production/data]"]
    )
    traffic: tuple[TrafficText, ...] = Field(
        default=("any",), min_length=1, description="protocols and ports that are called"
    )
    pairs: Pairs = Field(
        default=Pairs.ALL, description="whether source and target lie in one stack, in two, or either"
    )
    inspected: bool = Field(default=False, description="whether it must pass a network firewall on its way")


class Flows(Section):
    """What the proof proves, by names that its findings use."""

    hold: dict[str, Flow] = Field(default={}, description="flows that must work, answers included")
    never: dict[str, Flow] = Field(
        default={}, description="flows of which not one packet may arrive, answered or not"
    )

    @model_validator(mode="after")
    def _never_is_never(self) -> Self:
        refuse(
            [
                Refused(
                    f"{name} must never arrive, and be inspected on its way",
                    given="true",
                    allowed="inspected: true for flows that must hold",
                    fix="Remove inspected.",
                    at=("never", name, "inspected"),
                )
                for name, flow in self.never.items()
                if flow.inspected
            ]
        )
        return self
