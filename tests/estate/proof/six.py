"""A drawn network of IPv4, drawn again in IPv6: every address stands in the last 32 bits of a private one."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address
from typing import Any

from estate.proof import tokens
from estate.proof.packets import addresses

from .sketch import Sketch

BASE = int(IPv6Address("fd00::"))
_RANGE = re.compile(r"\b\d+\.\d+\.\d+\.\d+/\d+\b")


def six(cidr: str) -> str:
    """The range of IPv6 that stands for one of IPv4."""
    network = IPv4Network(cidr)
    if network.prefixlen == 0:
        return "::/0"
    return f"{IPv6Address(BASE + int(network.network_address))}/{96 + network.prefixlen}"


def number_of(address: IPv4Address) -> int:
    """The number that the proof has for the address that stands for another."""
    return addresses(six(f"{address}/32")).parts[0][0]


def in_six(sketch: Sketch) -> Sketch:
    """The same network, whose routes and rules are about IPv6 alone."""
    for entry in (each for entries in sketch.entries.values() for each in entries):
        given = entry["inputs"]
        if entry["type"] in (*tokens.VPC, *tokens.SUBNET):
            given["ipv6CidrBlock"] = six(given["cidrBlock"])
        elif entry["type"] == tokens.ROUTE:
            given["destinationIpv6CidrBlock"] = six(given.pop("destinationCidrBlock"))
        elif entry["type"] == tokens.ACL:
            for rule in (*given["ingress"], *given["egress"]):
                rule["ipv6CidrBlock"] = six(rule.pop("cidrBlock"))
        elif entry["type"] == tokens.TRANSIT_VPC:
            given["ipv6Support"] = "enable"
        elif entry["type"] in (tokens.RULE_GROUP, tokens.TRANSIT_ROUTE):
            entry["inputs"] = _renamed(given)
        entry["outputs"] = {**_renamed(entry["outputs"]), **entry["inputs"]}
    return sketch


def _renamed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each) for each in value]
    return _RANGE.sub(lambda found: six(found[0]), value) if isinstance(value, str) else value
