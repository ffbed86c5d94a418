"""What must hold between segments, addresses, zones and accounts for the networks of a stack."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from ipaddress import IPv4Network
from typing import Any

from .address_checks import ADDRESSES
from .addresses import network
from .base import Refused
from .found import Found, located
from .reading import Reading
from .regions import known_regions, region_of_zone
from .segment_checks import SEGMENTS
from .segments import may_join, refused_segment

NETWORKS = ("egress", "endpoints", "spoke")
"""The sections that build a network: each with `segment`, `cidr` and `zones`."""


def _networks(reading: Reading) -> Found:
    segments = reading.names("segments")
    home = reading.sound("regions", "home")
    for section in NETWORKS:
        segment = reading.sound(section, "segment")
        if isinstance(segment, str) and segments and segment not in segments:
            yield from located(reading, section, [refused_segment(segment, segments, "segment")])
        if isinstance(home, str) and home in known_regions():
            yield from located(reading, section, _zones(reading.sound(section, "zones"), home))
            yield from located(reading, section, _range(reading, section, home))
        if isinstance(segment, str) and segment in reading.segments:
            yield from located(reading, section, _inside_segment(reading, section, segment))
    yield from _apart(reading)


def _apart(reading: Reading) -> Found:
    """Networks of one stack; those of several are a matter of the estate."""
    seen: list[tuple[str, IPv4Network]] = []
    for section in NETWORKS:
        cidr = reading.sound(section, "cidr")
        if not isinstance(cidr, str):
            continue
        found = network(cidr)
        refusals = [
            Refused(
                f"{found} overlaps {other} of {holder}",
                given=cidr,
                allowed="a range that overlaps no other",
                fix="Choose another range.",
                at=("cidr",),
            )
            for holder, other in seen
            if found.overlaps(other)
        ]
        yield from located(reading, section, refusals)
        seen.append((section, found))


def _membership(reading: Reading) -> Found:
    """An account's unit says which segments it may join."""
    key, name = reading.sound("account"), reading.sound("spoke", "segment")
    segment = reading.segments.get(name) if isinstance(name, str) else None
    if not isinstance(key, str) or key not in reading.names("accounts") or segment is None:
        return
    if reading.broken("accounts", key, "unit") or "transit" in reading.raw:
        return  # the hub's own account owns the tables
    unit = reading.sound("accounts", key, "unit")
    if may_join(segment, unit):
        return
    open_to = [other for other, candidate in reading.segments.items() if may_join(candidate, unit)]
    refused = Refused(
        f"The account {key} may not join {name}: its unit is {unit or 'the root'}",
        given=name,
        allowed=", ".join(open_to) or f"no segment: none names the unit of {key}",
        fix=f"Write {open_to[0]}, or add the unit to segments.{name}.units."
        if open_to
        else f"Add the unit to segments.{name}.units.",
        at=("segment",),
    )
    yield from located(reading, "spoke", [refused])


def _beside_the_hub(reading: Reading) -> Found:
    """What the hub's stack alone can build: it enters the gateway's tables as their owner."""
    for section, what in (("egress", "The way to the internet is"), ("endpoints", "Shared endpoints are")):
        if section in reading.raw and "transit" not in reading.raw:
            refused = Refused(
                f"{what} built without a transit gateway in the stack",
                given=section,
                allowed=f"{section} beside transit, whose tables it enters",
                fix="Move the section to the stack with transit.",
            )
            yield from located(reading, section, [refused])


def _zones(zones: Any, home: str) -> Iterable[Refused]:
    for index, zone in enumerate(zones if isinstance(zones, list) else ()):
        region = region_of_zone(str(zone))
        if region != home:
            yield Refused(
                f"{zone} is a zone of {region}, and stacks are built in {home}"
                if region
                else f"AWS has no region {str(zone)[:-1]}",
                given=str(zone),
                allowed=f"zones of {home}, such as {home}a",
                fix=f"Write {home}{str(zone)[-1:]}.",
                at=("zones", index),
            )


def _range(reading: Reading, section: str, home: str) -> Iterable[Refused]:
    cidr = reading.sound(section, "cidr")
    supernets = reading.sound("addresses", "supernets")
    if not isinstance(cidr, str) or not isinstance(supernets, dict):
        return
    supernet = supernets.get(home)
    if supernet is None:
        yield Refused(
            f"The region {home} has no supernet that {cidr} could be cut from",
            given=cidr,
            allowed=", ".join(f"{region}: {text}" for region, text in supernets.items()) or "none",
            fix=f"Add {home} to addresses.supernets.",
            at=("cidr",),
        )
    elif not network(cidr).subnet_of(network(supernet)):
        yield Refused(
            f"{cidr} lies outside {supernet}, the supernet of {home}",
            given=cidr,
            allowed=f"a range inside {supernet}",
            fix=f"Choose a range inside {supernet}.",
            at=("cidr",),
        )


def _inside_segment(reading: Reading, section: str, name: str) -> Iterable[Refused]:
    """Routes to a segment name its ranges: a network elsewhere would be cut off, or pass by the firewall."""
    cidr = reading.sound(section, "cidr")
    if not isinstance(cidr, str):
        return
    ranges = reading.segments[name].ranges
    if ranges and not any(network(cidr).subnet_of(network(each)) for each in ranges):
        yield Refused(
            f"{cidr} lies outside the ranges of {name}",
            given=cidr,
            allowed=f"a range inside {' or '.join(ranges)}",
            fix=f"Choose another range, or add it to segments.{name}.ranges.",
            at=("cidr",),
        )
        return
    for other, segment in reading.segments.items():
        for text in segment.ranges if other != name else ():
            if network(cidr).overlaps(network(text)):
                yield Refused(
                    f"{cidr} overlaps {text}, a range of {other}, and the network joins {name}",
                    given=cidr,
                    allowed="a range that no other segment has",
                    fix=f"Choose another range, or shrink segments.{other}.ranges.",
                    at=("cidr",),
                )


def _never_public(reading: Reading) -> Found:
    """What blocks public access does so for the whole account, and with it the way out of the hub."""
    if reading.sound("spoke", "never_public") is True and "egress" in reading.raw:
        refused = Refused(
            "The account's way to the internet would be blocked: what never_public blocks, it blocks for all "
            "networks of the account",
            given="true",
            allowed="false in a stack that builds egress",
            fix="Remove never_public, or move one of the two to another account.",
            at=("never_public",),
        )
        yield from located(reading, "spoke", [refused])


NETWORK: tuple[Callable[[Reading], Found], ...] = (
    *SEGMENTS,
    *ADDRESSES,
    _networks,
    _membership,
    _beside_the_hub,
    _never_public,
)
"""The checks of networks, of the segments that they join, and of the addresses that they have."""
