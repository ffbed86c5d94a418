"""What the rules of network ACLs and security groups match, from the way they are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .packets import ALL_PORTS, ALL_PROTOCOLS, ICMP, PORTED, TCP, UDP, Packets, traffic_words
from .planned import UNKNOWN
from .spans import Spans

_NAMES: Final[Mapping[str, int]] = {"icmp": ICMP, "tcp": TCP, "udp": UDP, "esp": 50, "ah": 51, "icmpv6": 58}
_EVERY: Final = ("-1", "all", "any", "ip")


class UnreadableError(Exception):
    """The rule cannot be read; the message says why."""


def protocols(value: Any) -> Spans:
    """The protocols that a name or number stands for; raises UnreadableError."""
    text = str(value).lower()
    if text in _EVERY:
        return ALL_PROTOCOLS
    if text in _NAMES:
        return Spans.one(_NAMES[text])
    if text.isdigit() and int(text) <= 255:
        return Spans.one(int(text))
    raise UnreadableError(f"its protocol {'is unknown' if value == UNKNOWN else text + ' is not modelled'}")


def traffic(rule: Mapping[str, Any], *, acl: bool = False) -> Packets:
    """What a rule says of protocol and ports; raises UnreadableError.

    ICMP types and codes stand in the port fields of groups, and in fields of their own, 0 by default, in
    ACLs; -1 is every one.
    """
    kinds = protocols(rule.get("ipProtocol", rule.get("protocol", "-1")))
    if kinds == Spans.one(ICMP):
        type_ = _number(rule.get("icmpType", 0) if acl else rule.get("fromPort"))
        code = _number(rule.get("icmpCode", 0) if acl else rule.get("toPort"))
        if type_ == -1:
            return Packets(protocols=kinds)
        first, last = (type_ * 256, type_ * 256 + 255) if code == -1 else (type_ * 256 + code,) * 2
        return Packets(protocols=kinds, target_ports=Spans(((first, last),)))
    if not kinds <= PORTED:
        return Packets(protocols=kinds)
    first, last = _number(rule.get("fromPort", 0)), _number(rule.get("toPort", 65535))
    ports = ALL_PORTS if first == -1 else Spans(((first, last),) if first <= last else ())
    return Packets(protocols=kinds, target_ports=ports)


def described(packets: Packets) -> str:
    """The traffic of a rule in words."""
    return "all traffic" if packets.protocols == ALL_PROTOCOLS else traffic_words(packets)


def _number(value: Any) -> int:
    if value is None:
        return -1
    try:
        return int(value)
    except (TypeError, ValueError):
        raise UnreadableError("its ports are unknown") from None
