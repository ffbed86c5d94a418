"""What the text and the numbers of particular properties have to look like."""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

from preview.checks.problem import MALFORMED_ARN, MALFORMED_CIDR, MALFORMED_JSON, MALFORMED_PORT
from preview.values import Value

Format: TypeAlias = Callable[[Value], "str | None"]
"""What is wrong with a value, worded to follow the name of its property; None if nothing is."""


class Rule(NamedTuple):
    """A format and the rule that a value breaks which has not got it."""

    name: str
    check: Format
    fix: str


_ARN: Final = re.compile(
    r"arn:(?P<partition>[^:]*):(?P<service>[^:]*):(?P<region>[^:]*):(?P<account>[^:]*):.+", re.S
)
_PARTITION: Final = re.compile(r"aws[a-z-]*|\*")
_REGION: Final = re.compile(r"[a-z]{2,5}(-[a-z]+)+-\d+|global|\*|")
_ACCOUNT: Final = re.compile(r"\d{12}|[a-z][\w-]*|\*|")
"""Some services write their own name where others write the account."""
_HOLE: Final = re.compile(r"[*?]|\$\{")
"""Where patterns are allowed, any part may hold them."""
_HIGHEST_PORT: Final = 65535


def _arn(value: Value) -> str | None:
    if not isinstance(value, str) or value in ("", "*"):
        return None
    parts = _ARN.fullmatch(value)
    if parts is None:
        return "is not an ARN: these are arn:partition:service:region:account:resource"
    for name, pattern in (("partition", _PARTITION), ("region", _REGION), ("account", _ACCOUNT)):
        part = parts[name]
        if not _HOLE.search(part) and not pattern.fullmatch(part):
            return f"is not an ARN: its {name} is {part!r}"
    return None if parts["service"] else "is not an ARN: it names no service"


def _cidr(value: Value) -> str | None:
    if not isinstance(value, str) or not value:
        return None
    if "/" not in value:
        return "is not a CIDR block: the prefix length is missing"
    try:
        ipaddress.ip_network(value, strict=False)
    except ValueError:
        return "is not a CIDR block"
    return None


def _network(value: Value) -> str | None:
    malformed = _cidr(value)
    if malformed or not value:
        return malformed
    network = ipaddress.ip_network(value, strict=False)
    # Not compared as text: an IPv6 address may be written in several ways.
    if ipaddress.ip_address(value.partition("/")[0]) != network.network_address:
        return f"is not the address of its network: {network}"
    return None


def _json(value: Value) -> str | None:
    if not isinstance(value, str) or not value:
        return None
    try:
        found = json.loads(value)
    except ValueError as error:
        detail = str(error) if isinstance(error, json.JSONDecodeError) else "a number is too long"
        return f"is not JSON: {detail[:1].lower()}{detail[1:]}"
    except RecursionError:
        return "is not JSON: it is nested too deeply"
    return None if isinstance(found, dict | list) else "is JSON, but neither an object nor a list"


def _port(value: Value) -> str | None:
    # -1 means all ports, or all ICMP types.
    if isinstance(value, bool) or not isinstance(value, int | float) or -1 <= value <= _HIGHEST_PORT:
        return None
    return f"is not a port: ports go up to {_HIGHEST_PORT}"


_RULES: Final = {
    "arn": Rule(MALFORMED_ARN, _arn, "Give the ARN of the resource, not its name or id."),
    "network": Rule(MALFORMED_CIDR, _network, "Write the network's first address and its prefix length."),
    "cidr": Rule(MALFORMED_CIDR, _cidr, "Write an address and a prefix length, as in 10.0.0.0/16."),
    "json": Rule(MALFORMED_JSON, _json, "Make the text with json.dumps or pulumi.Output.json_dumps."),
    "port": Rule(MALFORMED_PORT, _port, ""),
}


@cache
def format_of(package: str, owner: str, name: str) -> Rule | None:
    """The format that the property `name` must have in `owner`: a type token, or `module:Class`."""
    for kind, entry in _data().get(package, {}).items():
        if name in entry.get("except", ()):
            continue
        ends = name.endswith(tuple(entry.get("endings", ())))
        if ends or name in entry.get("names", ()) or name in entry.get("types", {}).get(owner, ()):
            return _RULES[kind]
    return None


@cache
def is_open(enumeration: str) -> bool:
    """Are there values that AWS accepts and this enumeration of an SDK lacks?"""
    return enumeration in _data()["open"]


@cache
def _data() -> dict[str, Any]:
    path = Path(__file__).parent / "data" / "formats.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data
