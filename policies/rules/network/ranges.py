"""Ports and address ranges, in three values."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from pack.reader import Reader

# A range this wide holds the internet, or most of it: 0.0.0.0/1 and 128.0.0.0/1 together are 0.0.0.0/0.
_WIDEST_V4 = 7
_WIDEST_V6 = 15

_EVERY_PROTOCOL = ("-1", "all")
_WITH_PORTS = ("tcp", "udp", "6", "17")
EVERY_PORT = range(65536)


@dataclass(frozen=True)
class Ports:
    """The ports that a rule opens: a range, or a property that has to be known first."""

    range: "range"
    unknown: Reader | None = None
    every: bool = False  # every port of every protocol

    def among(self, ports: Iterable[int]) -> list[int]:
        """Those of the given ports that are open."""
        return [port for port in ports if port in self.range]

    def named(self, hit: list[int]) -> str:
        """Those of its ports that matter as the subject of a sentence, with its verb."""
        if self.every:
            return "Every port is"
        listed = ", ".join(str(port) for port in hit)
        return f"Port {listed} is" if len(hit) == 1 else f"Ports {listed} are"


def ports_of(protocol: Reader, first: Reader, last: Reader) -> Ports:
    """The ports of a rule. All protocols means every port; protocols without ports have none."""
    if protocol.unknown:
        return Ports(range(0), protocol)
    name = _protocol(protocol)
    if name in _EVERY_PROTOCOL:
        return Ports(EVERY_PORT, every=True)
    if name not in _WITH_PORTS:
        return Ports(range(0))
    if first.unknown or last.unknown:
        return Ports(range(0), first if first.unknown else last)
    low = 0 if first.number is None else int(first.number)
    high = 65535 if last.number is None else int(last.number)
    return Ports(EVERY_PORT if low == -1 else range(max(low, 0), min(high, 65535) + 1))


def widest(ranges: Iterable[Reader]) -> tuple[Reader | None, Reader | None]:
    """The first range that holds (most of) the internet, and the first that is not known."""
    wide = hidden = None
    for reader in ranges:
        if reader.unknown:
            hidden = hidden or reader
        elif wide is None and is_internet(reader.text):
            wide = reader
    return wide, hidden


def is_internet(text: str | None) -> bool:
    """Whether a range holds (most of) the internet; what is no range is refused by the provider, not here."""
    try:
        network = ipaddress.ip_network(text or "", strict=False)
    except ValueError:
        return False
    return network.prefixlen <= (_WIDEST_V4 if network.version == 4 else _WIDEST_V6)


def _protocol(protocol: Reader) -> str:
    if protocol.text is not None:
        return protocol.text.strip().lower()
    return "" if protocol.number is None else str(int(protocol.number))
