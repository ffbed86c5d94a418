"""CIDR blocks and ports."""

from __future__ import annotations

import ipaddress
from typing import Final

from preview.project.nearest import did_you_mean, nearest
from preview.values import Value

_HIGHEST_PORT: Final = 65535
_PROTOCOLS: Final = (
    "tcp", "udp", "icmp", "icmpv6", "all", "-1", "ah", "dccp", "egp", "esp", "gre", "igmp", "igp", "ipcomp",
    "ipip", "ipv4", "ipv6", "l2tp", "ospf", "pim", "rsvp", "sctp", "udplite", "vrrp",
)  # fmt: skip


def cidr(value: Value) -> str | None:
    """An address and a prefix length."""
    if not isinstance(value, str) or not value:
        return None
    if "/" not in value:
        return "is not a CIDR block: the prefix length is missing"
    try:
        ipaddress.ip_network(value, strict=False)
    except ValueError:
        return "is not a CIDR block"
    return None


def network(value: Value) -> str | None:
    """A CIDR block without host bits."""
    malformed = cidr(value)
    if malformed or not isinstance(value, str) or not value:
        return malformed
    found = ipaddress.ip_network(value, strict=False)
    # Not compared as text: an IPv6 address may be written in several ways.
    if ipaddress.ip_address(value.partition("/")[0]) != found.network_address:
        return f"is not the address of its network: {found}"
    return None


def port(value: Value) -> str | None:
    """A number up to 65535; -1 means all ports, or all ICMP types."""
    if isinstance(value, bool) or not isinstance(value, int | float) or -1 <= value <= _HIGHEST_PORT:
        return None
    return f"is not a port: ports go up to {_HIGHEST_PORT}"


def protocol(value: Value) -> str | None:
    """The name or the number of a protocol of IP; -1 means all."""
    if not isinstance(value, str) or not value or value.isdigit() or value.lower() in _PROTOCOLS:
        return None
    return f"is not a protocol of IP{did_you_mean(nearest(value, _PROTOCOLS[:6]))}"
