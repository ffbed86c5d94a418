"""Rules of firewalls that are written as fields, not as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .matches import UnreadableError
from .matches import protocols as protocols_of
from .packets import ALL_ADDRESSES, ALL_PORTS, Packets, addresses
from .planned import UNKNOWN
from .read_routes import dicts
from .spans import Spans


def inner(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object inside another; the SDK gives some of them as a list of one."""
    found = value.get(name)
    if isinstance(found, list):
        found = found[0] if found else None
    return found if isinstance(found, dict) else {}


def order(priority: Any) -> int:
    """A priority as a number; what is unknown comes first."""
    return priority if isinstance(priority, int) else 0


def spelled(rule: Mapping[str, Any]) -> str:
    """A rule that is written as fields, in Suricata's spelling."""
    header = inner(rule, "header")
    way = "<>" if header.get("direction") == "ANY" else "->"
    options = []
    for each in dicts(rule.get("ruleOptions")):
        settings: Sequence[Any] = each.get("settings") or ()
        values = ",".join(str(item) for item in settings)
        options.append(f"{each.get('keyword')}:{values}" if values else str(each.get("keyword")))
    ends = [
        str(header.get(name, "any")) for name in ("source", "sourcePort", "destination", "destinationPort")
    ]
    head = f"{str(rule.get('action', '')).lower()} {str(header.get('protocol', 'ip')).lower()}"
    return f"{head} {ends[0]} {ends[1]} {way} {ends[2]} {ends[3]} ({'; '.join(options)};)"


def attributes(match: Mapping[str, Any]) -> Packets:
    """What a stateless rule matches; raises UnreadableError."""
    if match.get("tcpFlags"):
        raise UnreadableError("rules that look at TCP flags are not modelled")
    numbers = match.get("protocols") or ()
    kinds = Spans.of(part for number in numbers for part in protocols_of(number).parts)
    return Packets(
        protocols=kinds or Packets().protocols,
        sources=_places(match.get("sources")),
        targets=_places(match.get("destinations")),
        source_ports=_ports(match.get("sourcePorts")),
        target_ports=_ports(match.get("destinationPorts")),
    )


def _places(given: Any) -> Spans:
    found: list[tuple[int, int]] = []
    for each in dicts(given):
        text = str(each.get("addressDefinition"))
        if text == UNKNOWN:
            raise UnreadableError("the addresses of a rule are unknown")
        found += addresses(text).parts
    return Spans.of(found) if given else ALL_ADDRESSES


def _ports(given: Any) -> Spans:
    found = [(int(each["fromPort"]), int(each.get("toPort", each["fromPort"]))) for each in dicts(given)]
    return Spans.of(found) if found else ALL_PORTS
