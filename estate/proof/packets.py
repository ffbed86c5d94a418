"""Sets of packets, and the addresses, protocols and ports that they are made of.

A set is a product: every combination of its protocols, addresses and ports. ICMP has no ports; its type and
code stand in `target_ports` as type * 256 + code. IPv6 addresses are numbers beyond all IPv4 ones, and no set
that is sent mixes the two.

AWS services that are reached through a gateway endpoint have public addresses that only AWS knows. Each
service stands for them with one number beyond the IPv4 addresses, which 0.0.0.0/0 and the service's own
prefix list hold, and no other range.
"""

from __future__ import annotations

from functools import cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network
from typing import Final, NamedTuple

from .spans import Spans

ICMP, TCP, UDP = 1, 6, 17
ECHO, ECHO_REPLY = 8 * 256, 0

SERVICES: Final = ("s3", "dynamodb", "s3express")
"""The services that have gateway endpoints."""

_END = 1 << 32

_SIX = 1 << 40

EVERY_FOUR = Spans(((0, _END + len(SERVICES) - 1),))
EVERY_SIX = Spans(((_SIX, _SIX + (1 << 128) - 1),))
ALL_ADDRESSES = EVERY_FOUR | EVERY_SIX
ALL_PORTS = Spans(((0, 65535),))
ALL_PROTOCOLS = Spans(((0, 255),))
PORTED = Spans.of([(TCP, TCP), (UDP, UDP)])
OTHERS = ALL_PROTOCOLS - PORTED - Spans.one(ICMP)

CALLING_PORTS = Spans(((32768, 65535),))
"""From which Linux and Windows call."""
FOREIGN_CALLING_PORTS = Spans(((1024, 65535),))
"""From which NAT gateways, load balancers and strangers call."""


@cache
def addresses(cidr: str) -> Spans:
    """The addresses of a range; raises ValueError for what is none."""
    if ":" in cidr:
        six = IPv6Network(cidr, strict=False)
        return Spans(((_SIX + int(six.network_address), _SIX + int(six.broadcast_address)),))
    network = IPv4Network(cidr, strict=False)
    if network.prefixlen == 0:
        return EVERY_FOUR
    return Spans(((int(network.network_address), int(network.broadcast_address)),))


def service(name: str) -> Spans:
    """The stand-in for a service's public addresses; raises ValueError for an unknown one."""
    return Spans.one(_END + SERVICES.index(name))


# What no route leads to over the internet: private, shared, loopback, link-local, multicast, reserved.
_UNROUTED = (
    "0.0.0.0/8",
    "10.0.0.0/8",
    "100.64.0.0/10",
    "127.0.0.0/8",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "224.0.0.0/3",
)
_PUBLIC_FOUR = Spans(((0, _END - 1),)) - Spans.of(
    part for cidr in _UNROUTED for part in addresses(cidr).parts
)
PUBLIC_SIX = addresses("2000::/3")
INTERNET = _PUBLIC_FOUR | PUBLIC_SIX


def ranges(spans: Spans) -> str:
    """Addresses in words, shortened after the first few."""
    if spans in (INTERNET, _PUBLIC_FOUR):
        return "the internet"
    if spans == PUBLIC_SIX:
        return "the internet by IPv6"
    words = []
    for first, last in spans.parts[:4]:
        if first >= _SIX:
            words.append(_six_range(first - _SIX, last - _SIX))
        elif first >= _END:
            words += [SERVICES[number - _END] for number in range(first, last + 1)]
        elif first == last:
            words.append(_dotted(first))
        else:
            words.append(_range(first, min(last, _END - 1)))
    if len(spans.parts) > 4:
        words.append(f"{len(spans.parts) - 4} more")
    return ", ".join(words)


def _range(first: int, last: int) -> str:
    size = last - first + 1
    if size & (size - 1) == 0 and first % size == 0:
        return f"{_dotted(first)}/{33 - size.bit_length()}"
    return f"{_dotted(first)}-{_dotted(last)}"


def _six_range(first: int, last: int) -> str:
    size = last - first + 1
    if size & (size - 1) == 0 and first % size == 0:
        return str(IPv6Network((first, 129 - size.bit_length())))
    return f"{IPv6Address(first)}-{IPv6Address(last)}"


def _dotted(address: int) -> str:
    return f"{address >> 24}.{address >> 16 & 255}.{address >> 8 & 255}.{address & 255}"


class Packets(NamedTuple):
    """Every packet whose parts are each in the set named for it."""

    protocols: Spans = ALL_PROTOCOLS
    sources: Spans = ALL_ADDRESSES
    targets: Spans = ALL_ADDRESSES
    source_ports: Spans = ALL_PORTS
    target_ports: Spans = ALL_PORTS

    def __bool__(self) -> bool:
        return bool(
            self.protocols and self.sources and self.targets and self.source_ports and self.target_ports
        )

    def __and__(self, other: Packets) -> Packets:
        return Packets(
            self.protocols & other.protocols,
            self.sources & other.sources,
            self.targets & other.targets,
            self.source_ports & other.source_ports,
            self.target_ports & other.target_ports,
        )

    def __sub__(self, other: Packets) -> list[Packets]:
        """What is left, as sets that share nothing."""
        common = self & other
        if not common:
            return [self]
        left: list[Packets] = []
        inside = self
        for name in ("targets", "sources", "protocols", "target_ports", "source_ports"):
            outside = getattr(inside, name) - getattr(common, name)
            if outside:
                left.append(inside._replace(**{name: outside}))
            inside = inside._replace(**{name: getattr(common, name)})
        return left

    @property
    def six(self) -> bool:
        """Whether they are IPv6."""
        return bool(self.targets.parts) and self.targets.parts[0][0] >= _SIX

    def between(self, sources: Spans, targets: Spans) -> list[Packets]:
        """These packets from and to such addresses, those of IPv4 first; no set mixes the two families."""
        found = [
            self._replace(sources=sources & family, targets=targets & family)
            for family in (EVERY_FOUR, EVERY_SIX)
        ]
        return [each for each in found if each]

    def towards(self, targets: Spans) -> Packets:
        """Those that go to these addresses."""
        common = self.targets & targets
        return Packets(self.protocols, self.sources, common, self.source_ports, self.target_ports)

    def answered(self) -> Packets:
        """The answers to these packets; that to a ping is an echo reply."""
        if self.protocols.parts == ((ICMP, ICMP),):
            return Packets(self.protocols, self.targets, self.sources, ALL_PORTS, Spans.one(ECHO_REPLY))
        return Packets(self.protocols, self.targets, self.sources, self.target_ports, self.source_ports)

    def __str__(self) -> str:
        return f"{traffic_words(self)} from {ranges(self.sources)} to {ranges(self.targets)}"


def traffic_words(packets: Packets) -> str:
    """Protocol and port in words, such as `tcp/443`."""
    words = []
    for first, last in packets.protocols.parts:
        if (first, last) == (0, 255):
            words.append("any protocol")
            continue
        for number in range(first, min(last, first + 3) + 1):
            words.append({ICMP: "icmp", TCP: "tcp", UDP: "udp"}.get(number, f"protocol {number}"))
        if last > first + 3:
            words.append("...")
    if packets.target_ports == ALL_PORTS or not packets.protocols <= PORTED:
        return ", ".join(words)
    ports = ",".join(str(a) if a == b else f"{a}-{b}" for a, b in packets.target_ports.parts)
    return f"{'+'.join(words)}/{ports}"
