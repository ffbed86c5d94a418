"""Values of condition keys as numbers, dates, addresses and bytes. What is none of its kind is None."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction

_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?", re.ASCII)
_SECONDS = re.compile(r"[0-9]{1,18}", re.ASCII)
_DATE = re.compile(
    r"(?P<year>[0-9]{4})(-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2})"
    r"(T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2})(:(?P<second>[0-9]{2})(?P<part>\.[0-9]+)?)?"
    r"(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?",
    re.ASCII,
)

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def number(text: str) -> Fraction | None:
    """A whole or decimal number."""
    if not _NUMBER.fullmatch(text):
        return None
    try:
        return Fraction(Decimal(text))
    except (InvalidOperation, ValueError):
        return None


def moment(text: str) -> Fraction | None:
    """Seconds since 1970: from a date of ISO 8601 as the W3C narrows it, or from such seconds.

    Four digits are a year. A date without a zone is in UTC.
    """
    match = _DATE.fullmatch(text)
    if not match:
        return Fraction(text) if _SECONDS.fullmatch(text) else None
    year, month, day, hour, minute, second = (
        int(match[name] or default)
        for name, default in (
            ("year", 1),
            ("month", 1),
            ("day", 1),
            ("hour", 0),
            ("minute", 0),
            ("second", 0),
        )
    )
    try:
        start = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    zone = match["zone"] or "Z"
    offset = 0
    if zone != "Z":
        digits = zone[1:].replace(":", "")
        offset = (int(digits[:2]) * 3600 + int(digits[2:]) * 60) * (-1 if zone[0] == "-" else 1)
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    whole = (start - epoch).days * 86_400 + (start - epoch).seconds
    return whole - offset + Fraction("0" + match["part"] if match["part"] else "0")


def truth_value(text: str) -> bool | None:
    """`true` or `false`, in any case."""
    return {"true": True, "false": False}.get(text.lower())


def address(text: str) -> Network | None:
    """An address or a range; an address alone is a range of one."""
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None


def binary(text: str) -> bytes | None:
    """The bytes that a base-64 text stands for."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None


def same_bytes(value: str, wanted: str) -> bool:
    """Whether two texts are the same, as they are or in base 64."""
    decoded = binary(value)
    return value == wanted or (decoded is not None and decoded == binary(wanted))


def inside(value: Network, network: Network) -> bool:
    """Whether a range lies in another one of the same version."""
    if isinstance(value, ipaddress.IPv4Network) and isinstance(network, ipaddress.IPv4Network):
        return value.subnet_of(network)
    if isinstance(value, ipaddress.IPv6Network) and isinstance(network, ipaddress.IPv6Network):
        return value.subnet_of(network)
    return False


CONVERSIONS: Mapping[str, Callable[[str], object]] = {
    "number": number,
    "date": moment,
    "bool": truth_value,
    "address": address,
}
"""How the values of a kind of operator are read; other kinds compare texts."""
