"""What must hold between the company's address plan, its regions and what is built from them."""

from __future__ import annotations

from collections.abc import Callable

from .addresses import IPV6_PREFIX, PRIVATE, network, network6
from .base import Refused
from .found import Found, located
from .limits import limits
from .reading import Reading
from .vpc import SMALLEST_PREFIX


def _supernets(reading: Reading) -> Found:
    """A spoke's network ACL has a rule for each supernet, IPv6 ones too, and one for calls to anywhere."""
    supernets = reading.sound("addresses", "supernets")
    most = limits().network_acl_rules - 1
    count = len(supernets) + len(reading.sound("addresses", "ipv6") or ()) if supernets else 0
    if count > most:
        refused = Refused(
            f"There are {count} supernets",
            given=str(count),
            allowed=f"at most {most}: each is a rule of a network ACL",
            fix="Use fewer regions.",
            at=("supernets",),
        )
        yield from located(reading, "addresses", [refused])


def _small_supernets(reading: Reading) -> Found:
    """A supernet that no network fits into is a mistake in its prefix."""
    supernets = reading.sound("addresses", "supernets")
    for region, text in supernets.items() if isinstance(supernets, dict) else ():
        if network(text).prefixlen > SMALLEST_PREFIX:
            refused = Refused(
                f"No network fits into {text}",
                given=text,
                allowed=f"a range of /{SMALLEST_PREFIX} or larger, the size of the smallest network",
                fix="Correct the prefix length.",
                at=("supernets", region),
            )
            yield from located(reading, "addresses", [refused])


def _premises(reading: Reading) -> Found:
    """Beside a default route each private block ends in a blackhole; it wins over an equal learned route."""
    on_premises = reading.sound("addresses", "on_premises")
    open_ = [name for name, segment in reading.segments.items() if segment.internet]
    for index, text in enumerate(on_premises if isinstance(on_premises, list) and open_ else ()):
        if network(text) in PRIVATE:
            halves = " and ".join(map(str, network(text).subnets()))
            refused = Refused(
                f"What {', '.join(open_)} send to {text} ends in the blackhole of the same range",
                given=text,
                allowed="parts of a private block",
                fix=f"Write {halves}, and announce these two: longer prefixes win.",
                at=("on_premises", index),
            )
            yield from located(reading, "addresses", [refused])


def _ipv6(reading: Reading) -> Found:
    """A spoke's IPv6 block is cut from its region's range."""
    text, home = reading.sound("spoke", "ipv6"), reading.sound("regions", "home")
    if not isinstance(text, str) or not isinstance(home, str) or reading.broken("addresses", "ipv6"):
        return
    ranges = reading.sound("addresses", "ipv6") or {}
    if home not in ranges:
        refused = Refused(
            f"The region {home} has no IPv6 range that {text} could be cut from",
            given=text,
            allowed=", ".join(f"{region}: {each}" for region, each in ranges.items()) or "no IPv6 block",
            fix=f"Add {home} to addresses.ipv6.",
            at=("ipv6",),
        )
    elif not network6(text).subnet_of(network6(ranges[home])):
        refused = Refused(
            f"{text} lies outside {ranges[home]}, the IPv6 range of {home}",
            given=text,
            allowed=f"a /{IPV6_PREFIX} inside {ranges[home]}",
            fix=f"Choose a block inside {ranges[home]}.",
            at=("ipv6",),
        )
    else:
        return
    yield from located(reading, "spoke", [refused])


ADDRESSES: tuple[Callable[[Reading], Found], ...] = (
    _supernets,
    _small_supernets,
    _premises,
    _ipv6,
)
"""The checks of this file."""
