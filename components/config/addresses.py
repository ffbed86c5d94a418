"""Which IPv4 addresses belong to whom."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Network
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from .base import Refused, Section, refuse

PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")))
"""What the internet does not route: RFC 1918, and RFC 6598's range for carriers."""


def network(text: str) -> IPv4Network:
    """The range that a text names; raises Refused unless it is the range's one canonical spelling."""
    address, slash, _ = text.partition("/")
    try:
        found = IPv4Network(text, strict=False)
    except ValueError:
        found = None
    if found is None or not slash:
        raise Refused(
            f"{text or 'Empty text'} is no IPv4 range",
            given=text,
            allowed="an address and a prefix length, such as 10.16.32.0/20",
            fix="Add the prefix length." if found else "Write the range in CIDR form.",
        )
    if text == str(found):
        return found
    host_bits = address != str(found.network_address)
    raise Refused(
        f"{text} has bits set beyond its prefix" if host_bits else f"{text} is an odd spelling of {found}",
        given=text,
        allowed="the first address of the range and its prefix length",
        fix=f"Write {found}.",
    )


def _canonical(text: str) -> str:
    network(text)
    return text


Cidr = Annotated[str, AfterValidator(_canonical)]
"""An IPv4 range in its canonical spelling; `network()` gives it as a range."""


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
        refuse(refusals)
        return self

    def named(self) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
        """Every range with its place in this section and what a message calls its holder."""
        for region, text in self.supernets.items():
            yield ("supernets", region), f"supernets.{region}", text
        for index, text in enumerate(self.on_premises):
            yield ("on_premises", index), f"on_premises[{index}]", text
