"""Which addresses belong to whom."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, Field, model_validator

from .base import Refused, Section, refuse

IPV6_PREFIX = 56
"""Of a network's IPv6 block, the size that Amazon's own have, too: 256 subnets, which are all a /64."""

PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")))
"""What the internet does not route: RFC 1918, and RFC 6598's range for carriers."""


UNIQUE_LOCAL = IPv6Network("fd00::/8")
"""What the internet does not route of IPv6, for anybody to take a part of (RFC 4193)."""

KEPT_BY_AWS = IPv6Network("fd80::/9")
"""The part of it that VPCs cannot have.
https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html (2026-11)"""

AnyNetwork = IPv4Network | IPv6Network
N = TypeVar("N", IPv4Network, IPv6Network)


def network(text: str) -> IPv4Network:
    """The range that a text names; raises Refused unless it is the range's one canonical spelling."""
    return _one_spelling(text, IPv4Network, "IPv4", "10.16.32.0/20")


def network6(text: str) -> IPv6Network:
    """The IPv6 range that a text names; raises Refused for other spellings, and for public ranges."""
    found = _one_spelling(text, IPv6Network, "IPv6", "fd6d:7072:0:100::/56")
    if not found.subnet_of(UNIQUE_LOCAL) or found.overlaps(KEPT_BY_AWS):
        raise Refused(
            f"{found} is no unique local range that AWS gives to networks",
            given=text,
            allowed=f"a range inside {UNIQUE_LOCAL} and outside {KEPT_BY_AWS}",
            fix="Choose a private range: fd, then forty bits by chance, below 80 in the first two digits.",
        )
    return found


def _one_spelling(text: str, kind: type[N], name: str, example: str) -> N:
    address, slash, _ = text.partition("/")
    try:
        found = kind(text.strip(), strict=False)
    except ValueError:
        found = None
    if found is None or not slash:
        raise Refused(
            f"{text or 'Empty text'} is no {name} range",
            given=text,
            allowed=f"an address and a prefix length, such as {example}",
            fix="Add the prefix length." if found else "Write the range in CIDR form.",
        )
    if text == str(found):
        return found
    host_bits = ip_address(address.strip()) != found.network_address
    raise Refused(
        f"{text} has bits set beyond its prefix" if host_bits else f"{text} is an odd spelling of {found}",
        given=text,
        allowed="the first address of the range and its prefix length",
        fix=f"Write {found}.",
    )


def _canonical(text: str) -> str:
    network(text)
    return text


def _canonical6(text: str) -> str:
    network6(text)
    return text


Cidr = Annotated[str, AfterValidator(_canonical)]
"""An IPv4 range in its canonical spelling; `network()` gives it as a range."""


Cidr6 = Annotated[str, AfterValidator(_canonical6)]
"""A unique local IPv6 range in its canonical spelling; `network6()` gives it as a range."""


class Addresses(Section):
    """The company's address plan: what each region's networks are cut from, and what lies elsewhere."""

    supernets: dict[str, Cidr] = Field(
        description="by region, the range that the region's networks are cut from",
        examples=["{eu-west-1: 10.16.0.0/12}"],
    )
    ipam: bool = Field(
        default=False,
        description="whether networks take their ranges from pools of VPC IPAM, which refuses what somebody "
        "else has; decided before the first network: AWS replaces one that changes over",
    )
    ipv6: dict[str, Cidr6] = Field(
        default={},
        description="by region, the unique local range that the IPv6 blocks of networks are cut from; needs "
        "ipam, through which alone AWS gives such ranges",
        examples=["{eu-west-1: fd6d:7072::/48}"],
    )
    on_premises: tuple[Cidr, ...] = Field(default=(), description="ranges outside AWS that networks talk to")

    @model_validator(mode="after")
    def _apart(self) -> Self:
        refusals: list[Refused] = []
        seen: list[tuple[str, IPv4Network]] = []
        for at, name, text in self.named():
            here = network(text)
            refusals += [
                Refused(
                    f"{here} overlaps {other} of {holder}",
                    given=text,
                    allowed="a range that overlaps no other",
                    fix="Move or shrink one of the two.",
                    at=at,
                )
                for holder, other in seen
                if here.overlaps(other)
            ]
            if not any(here.subnet_of(private) for private in PRIVATE):
                refusals.append(
                    Refused(
                        f"{here} holds addresses that are not private",
                        given=text,
                        allowed=", ".join(map(str, PRIVATE)),
                        fix="Choose a private range.",
                        at=at,
                    )
                )
            seen.append((name, here))
        refuse([*refusals, *self._refused_ipv6()])
        return self

    def _refused_ipv6(self) -> Iterator[Refused]:
        seen: list[str] = []
        for region, text in self.ipv6.items():
            yield from (
                Refused(
                    f"{text} overlaps {self.ipv6[other]} of ipv6.{other}",
                    given=text,
                    allowed="a range that overlaps no other",
                    fix="Move or shrink one of the two.",
                    at=("ipv6", region),
                )
                for other in seen
                if network6(text).overlaps(network6(self.ipv6[other]))
            )
            if network6(text).prefixlen > IPV6_PREFIX:
                yield Refused(
                    f"No network fits into {text}",
                    given=text,
                    allowed=f"a range of /{IPV6_PREFIX} or larger: each network has a /{IPV6_PREFIX}",
                    fix="Correct the prefix length.",
                    at=("ipv6", region),
                )
            seen.append(region)
        if self.ipv6 and not self.ipam:
            yield Refused(
                "AWS gives private IPv6 ranges to networks from pools of IPAM alone",
                given="ipv6 without ipam",
                allowed="ipam: true beside ipv6",
                fix="Set ipam: true, or remove ipv6.",
                at=("ipv6",),
            )

    def named(self) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
        """Every range with its place in this section and what a message calls its holder."""
        for region, text in self.supernets.items():
            yield ("supernets", region), f"supernets.{region}", text
        for index, text in enumerate(self.on_premises):
            yield ("on_premises", index), f"on_premises[{index}]", text
