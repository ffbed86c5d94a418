"""Flows between places: what arrives, what is stopped, and whether answers return."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from components.config.flows import Traffic

from .journey import INTERNET, ON_PREMISES, End, Journey, Outcome, stopped, through
from .model import Endpoint, Group, Network
from .packets import (
    ALL_PORTS,
    CALLING_PORTS,
    ECHO,
    FOREIGN_CALLING_PORTS,
    ICMP,
    OTHERS,
    PORTED,
    TCP,
    UDP,
    Packets,
)
from .packets import INTERNET as PUBLIC
from .places import Spot
from .read_groups import judged_by
from .spans import NOTHING, Spans
from .walk import Walk


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of packets from one source, and of the answers to those that arrived."""

    source: str
    outcome: Outcome
    target: Endpoint | None = None
    answers: tuple[Outcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Targets that wear the same security groups, and all their addresses."""

    members: Sequence[Endpoint]
    addresses: Spans
    groups: tuple[str, ...] | None


def parties(targets: Sequence[Endpoint]) -> list[Party]:
    """Targets by the security groups that they wear."""
    found = []
    for groups in dict.fromkeys(each.groups for each in targets):
        members = [each for each in targets if each.groups == groups]
        held = Spans.of(part for each in members for part in each.addresses.parts)
        found.append(Party(members, held, groups))
    return found


def probes(traffic: Sequence[Traffic], *, every: bool, foreign: bool) -> Iterator[Packets]:
    """The packets of some traffic, without addresses: from all ports, or from those that callers use."""
    ports = ALL_PORTS if every else FOREIGN_CALLING_PORTS if foreign else CALLING_PORTS
    for each in traffic:
        if each.protocol == "any" and every:
            yield Packets()
            continue
        called = Spans(((each.first, each.last),))
        if each.protocol == "any":
            yield Packets(PORTED, source_ports=ports)
        elif each.protocol != "icmp":
            number = TCP if each.protocol == "tcp" else UDP
            yield Packets(Spans.one(number), source_ports=ports, target_ports=called)
        if each.protocol in ("any", "icmp"):
            pings = ALL_PORTS if every else Spans.one(ECHO)
            yield Packets(Spans.one(ICMP), source_ports=ALL_PORTS, target_ports=pings)
        if each.protocol == "any":
            yield Packets(OTHERS)


class Flows:
    """Sends the packets of flows on their way."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._walk = Walk(network)

    def attempt(
        self,
        source: Endpoint | None,
        outside: Spot | None,
        targets: Sequence[Party],
        beyond: Spot | None,
        probe: Packets,
        *,
        answered: bool,
    ) -> list[Attempt]:
        """What becomes of a probe from one source, or from a place outside, to targets or a place beyond.

        Where answers count, the packets are IPv4 if both sides have that: callers fall back to it.
        """
        found: list[Attempt] = []
        if beyond is not None:
            found += self._send(source, outside, Party((), beyond.addresses, None), probe, answered)
        for party in targets:
            found += self._send(source, outside, party, probe, answered)
        if answered:
            found = [self._answered(attempt) for attempt in found]
        return found

    def _answered(self, attempt: Attempt) -> Attempt:
        if attempt.outcome.end is not End.ARRIVED:
            return attempt
        answers = tuple(self._walk.answer(attempt.outcome))
        return Attempt(attempt.source, attempt.outcome, attempt.target, answers)

    def _send(
        self,
        source: Endpoint | None,
        outside: Spot | None,
        party: Party,
        probe: Packets,
        answered: bool,
    ) -> Iterator[Attempt]:
        if source is not None:
            for packets in probe.between(source.addresses, party.addresses)[: 1 if answered else 2]:
                yield from self._from_subnet(source, party, packets)
        elif outside is not None and outside.outside == INTERNET:
            for target in party.members:
                for packets in probe.between(outside.addresses, target.addresses)[: 1 if answered else 2]:
                    yield from self._from_internet(target, packets)
        elif outside is not None and outside.outside == ON_PREMISES:
            for packets in probe.between(outside.addresses, party.addresses):
                yield from self._from_premises(party, packets)

    def _from_premises(self, party: Party, packets: Packets) -> Iterator[Attempt]:
        lines = [each for each in self._network.attachments.values() if each.kind == ON_PREMISES]
        for line in lines:
            for outcome in self._walk.arrive_at_hub(line, packets):
                yield from self._received(ON_PREMISES, outcome, party.members, party.groups, ())
        if not lines:
            reason = "no connection to the premises is planned"
            nowhere = stopped(Journey(packets), reason, "Attach a VPN or Direct Connect.", None)
            yield Attempt(ON_PREMISES, nowhere)

    def _from_subnet(self, source: Endpoint, party: Party, packets: Packets) -> Iterator[Attempt]:
        start = Journey(packets)
        ends: list[Outcome] = []
        judge = None
        if source.groups is not None:
            judge = judged_by(self._groups(source.groups), True, party.groups, True)
        for out in through(judge, start, f"the security groups of {source.label}", ends):
            for outcome in self._walk.leave(source.subnet, out.packets, public=source.public):
                journey = outcome.journey
                journey = journey.but(
                    hops=(*out.hops, *journey.hops), conditions=(*out.conditions, *journey.conditions)
                )
                ended = replace(outcome, journey=journey)
                yield from self._received(source.label, ended, party.members, party.groups, source.groups)
        for end in ends:
            yield Attempt(source.label, end)

    def _from_internet(self, target: Endpoint, packets: Packets) -> Iterator[Attempt]:
        """An IPv4 address is public where something says so, an IPv6 address by its number."""
        public = packets.targets & PUBLIC if packets.six else packets.targets if target.public else NOTHING
        if public:
            for outcome in self._walk.enter(target.subnet.vpc, packets.towards(public)):
                yield from self._received(INTERNET, outcome, [target], target.groups, ())
        if left := packets.targets - public:
            reason = f"{target.label} has no public address"
            change = "Put a load balancer that faces the internet before it."
            resource = target.resource or target.subnet.resource
            nowhere = Journey(packets.towards(left))
            yield Attempt(INTERNET, stopped(nowhere, reason, change, resource))

    def _received(
        self,
        source: str,
        outcome: Outcome,
        targets: Sequence[Endpoint],
        groups: tuple[str, ...] | None,
        worn: tuple[str, ...] | None,
    ) -> Iterator[Attempt]:
        """The outcome, after the target's security groups had their say."""
        if outcome.end is not End.ARRIVED or outcome.place:
            yield Attempt(source, outcome)
            return
        here = [each for each in targets if each.subnet is outcome.subnet]
        if not here:
            where = outcome.subnet.label if outcome.subnet else "elsewhere"
            reason = f"the packets arrive in {where} instead, which has the same addresses"
            resource = outcome.subnet.resource if outcome.subnet else None
            yield Attempt(source, stopped(outcome.journey, reason, "Give one of the two others.", resource))
            return
        target = here[0]
        if groups is None:
            yield Attempt(source, outcome, target)
            return
        judge = judged_by(self._groups(groups), False, worn, outcome.journey.recognized)
        ends: list[Outcome] = []
        for passed in through(judge, outcome.journey, f"the security groups of {target.label}", ends):
            yield Attempt(source, Outcome(End.ARRIVED, passed, subnet=outcome.subnet), target)
        for end in ends:
            yield Attempt(source, end, target)

    def _groups(self, urns: Sequence[str]) -> list[Group]:
        return [self._network.groups[urn] for urn in urns if urn in self._network.groups]
