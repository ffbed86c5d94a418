"""What the headers of Suricata rules match; what else a rule asks for is a condition.

    action protocol source source_ports -> target target_ports (options)

A header is exact: addresses, ports, protocol. Options that look into the payload (a domain, a pattern) narrow
a rule in ways that packets alone do not tell, so such a rule lets pass on a condition, and stops nothing for
certain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from .packets import ALL_ADDRESSES, ALL_PORTS, ALL_PROTOCOLS, ICMP, TCP, UDP, Packets, addresses
from .spans import Spans

_HEADER = re.compile(
    r"^(?P<action>\w+)\s+(?P<protocol>[\w-]+)\s+(?P<source>\S+)\s+(?P<source_ports>\S+)\s+(?P<way>->|<>)\s+"
    r"(?P<target>\S+)\s+(?P<target_ports>\S+)\s*\((?P<options>.*)\)\s*$",
    re.S,
)
_TCP_PROTOCOLS: Final = "tls http http2 ssh smtp imap ftp ftp-data smb dcerpc msn pop3 ldap rdp mqtt pgsql"
_UDP_PROTOCOLS: Final = "quic dhcp tftp ntp snmp ikev2 ike"
_CARRIERS: Final[Mapping[str, Spans]] = {
    "ip": ALL_PROTOCOLS,
    "tcp": Spans.one(TCP),
    "tcp-pkt": Spans.one(TCP),
    "tcp-stream": Spans.one(TCP),
    "udp": Spans.one(UDP),
    "icmp": Spans.one(ICMP),
    **{name: Spans.one(TCP) for name in _TCP_PROTOCOLS.split()},
    **{name: Spans.one(UDP) for name in _UDP_PROTOCOLS.split()},
    **{name: Spans.of([(TCP, TCP), (UDP, UDP)]) for name in ("dns", "sip", "krb5", "nfs", "rfb")},
}
_PLAIN: Final = ("ip", "tcp", "udp", "icmp")
_NEUTRAL: Final = frozenset(
    ("msg", "sid", "rev", "gid", "metadata", "reference", "classtype", "priority", "noalert", "alert", "flow")
)
"""Options that do not narrow what a rule matches."""


class RuleError(Exception):
    """A rule cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Read:
    """One rule that was read."""

    action: str
    match: Packets
    text: str
    condition: str
    handshake: bool
    """Whether it concerns connections only until they are established, and so decides nothing."""


@dataclass(frozen=True, slots=True)
class Variables:
    """Names that rules may use for addresses and ports."""

    addresses: Mapping[str, Spans]
    ports: Mapping[str, Spans]


def read_rules(text: str, variables: Variables) -> Iterator[Read | RuleError]:
    """The rules of a text, in order; what cannot be read comes as an error in its place."""
    for line in _lines(text):
        try:
            yield from _read(line, variables)
        except RuleError as error:
            yield error


def _lines(text: str) -> Iterator[str]:
    joined = re.sub(r"\\\s*\n\s*", " ", text)
    for line in joined.splitlines():
        bare = line.strip()
        if bare and not bare.startswith("#"):
            yield bare


def _read(line: str, variables: Variables) -> Iterator[Read]:
    found = _HEADER.match(line)
    if found is None:
        raise RuleError(f"it is no Suricata rule: {line[:80]}")
    protocol = found["protocol"].lower()
    if protocol not in _CARRIERS:
        raise RuleError(f"the protocol {protocol} is not modelled")
    options = [each.strip() for each in re.split(r"(?<!\\);", found["options"]) if each.strip()]
    names = {option.partition(":")[0].strip() for option in options}
    flow = {
        word.strip() for option in options if option.startswith("flow:") for word in option[5:].split(",")
    }
    narrow = sorted(names - _NEUTRAL)
    if protocol not in _PLAIN:
        narrow.insert(0, protocol)
    match = Packets(
        protocols=_CARRIERS[protocol],
        sources=address_set(found["source"], variables.addresses),
        targets=address_set(found["target"], variables.addresses),
        source_ports=port_set(found["source_ports"], variables.ports),
        target_ports=port_set(found["target_ports"], variables.ports),
    )
    sid = next((option.partition(":")[2].strip() for option in options if option.startswith("sid:")), "?")
    ends = f"{found['source']} {found['way']} {found['target']} {found['target_ports']}"
    text = f"{found['action']} {protocol} {ends} (sid {sid})"
    condition = f"only what matches {', '.join(narrow)} of the rule with sid {sid}" if narrow else ""
    read = Read(found["action"].lower(), match, text, condition, "not_established" in flow)
    # A rule about answers decides nothing: the connection's first packet does.
    if "to_client" not in flow and "from_server" not in flow:
        yield read
        if found["way"] == "<>":
            yield Read(read.action, _turned(match), text, condition, read.handshake)


def _turned(match: Packets) -> Packets:
    return Packets(match.protocols, match.targets, match.sources, match.target_ports, match.source_ports)


def address_set(text: str, variables: Mapping[str, Spans]) -> Spans:
    """The addresses that a rule names: `any`, a range, `$NAME`, `!...`, `[a, !b]`; raises RuleError."""
    return _set(text, ALL_ADDRESSES, variables, _address)


def port_set(text: str, variables: Mapping[str, Spans]) -> Spans:
    """The ports that a rule names: `any`, `443`, `1024:`, `[80, 443]` and so on; raises RuleError."""
    return _set(text, ALL_PORTS, variables, _ports)


def _set(text: str, every: Spans, variables: Mapping[str, Spans], one: Callable[[str], Spans]) -> Spans:
    text = text.strip()
    if text.startswith("!"):
        return every - _set(text[1:], every, variables, one)
    if text.lower() == "any":
        return every
    if text.startswith("$"):
        name = text[1:]
        if name not in variables:
            raise RuleError(f"the variable ${name} is not defined")
        return variables[name]
    if text.startswith("["):
        if not text.endswith("]"):
            raise RuleError(f"the list {text} does not end")
        items = _split(text[1:-1])
        wanted = [_set(item, every, variables, one) for item in items if not item.startswith("!")]
        unwanted = [_set(item[1:], every, variables, one) for item in items if item.startswith("!")]
        found = Spans.of(part for each in wanted for part in each.parts) if wanted else every
        for each in unwanted:
            found -= each
        return found
    return one(text)


def _split(text: str) -> list[str]:
    items, depth, start = [], 0, 0
    for index, letter in enumerate(text + ","):
        depth += (letter == "[") - (letter == "]")
        if letter == "," and depth == 0:
            items.append(text[start:index].strip())
            start = index + 1
    return [item for item in items if item]


def _address(text: str) -> Spans:
    try:
        return addresses(text)
    except ValueError:
        raise RuleError(f"{text} is no IPv4 range") from None


def _ports(text: str) -> Spans:
    first, colon, last = text.partition(":")
    try:
        low = int(first) if first else 0
        high = (int(last) if last else 65535) if colon else low
    except ValueError:
        raise RuleError(f"{text} is no port") from None
    if not 0 <= low <= high <= 65535:
        raise RuleError(f"{text} is no range of ports")
    return Spans(((low, high),))
