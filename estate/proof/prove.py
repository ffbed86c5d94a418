"""Holds every declared flow against the network, for every pair of a source and a target."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from components.config.flows import Flow, Pairs, read_traffic
from components.config.flows import Flows as Declared

from .flows import Attempt, Flows, Party, parties, probes
from .journey import INTERNET, End, Outcome, stopped
from .model import Endpoint, Network
from .packets import EVERY_FOUR, PUBLIC_SIX
from .places import Places, Spot
from .planned import Resource

Must = Literal["hold", "never"]
_HTTPS = "tcp/443"


@dataclass(slots=True)
class Breach:
    """A flow that is broken in one way, between two stacks or places; `count` pairs share the reason."""

    name: str
    must: Must
    source: str
    target: str
    example: Attempt
    end: Outcome  # what went wrong: the arrival, or what stopped packets or answers
    resource: Resource | None  # that decides
    count: int = 1


@dataclass(slots=True)
class Proof:
    """What was proven."""

    breaches: list[Breach] = field(default_factory=list)
    unknown: list[Breach] = field(default_factory=list)
    pairs: int = 0
    empty: list[str] = field(default_factory=list)  # flows that are about nothing
    conditions: dict[str, set[str]] = field(default_factory=dict)  # by flow


def prove(network: Network, places: Places, declared: Declared) -> Proof:
    """Prove all flows; raises UnknownPlaceError if one names a place that is not planned."""
    proof = Proof()
    sender = Flows(network)
    for must, flows in _kinds(declared):
        for name, flow in flows.items():
            _Claim(name, must, flow, proof).prove(sender, places)
    return proof


def _kinds(declared: Declared) -> Iterator[tuple[Must, Mapping[str, Flow]]]:
    yield "never", declared.never
    yield "hold", declared.hold


def _outward(endpoint: Endpoint) -> bool:
    """Whether it has an address that the internet may know."""
    return endpoint.public or bool(endpoint.addresses & PUBLIC_SIX)


class _Claim:
    """One flow under proof."""

    def __init__(self, name: str, must: Must, flow: Flow, proof: Proof) -> None:
        self._name = name
        self._must = must
        self._flow = flow
        self._proof = proof
        self._found: dict[tuple[str, str, str], Breach] = {}
        self._parties: dict[tuple[str, str, str], list[Party]] = {}

    def prove(self, sender: Flows, places: Places) -> None:
        """Send the flow's packets from each source to all of its targets at once."""
        sources = [places.find(text) for text in self._flow.sources]
        targets = [places.find(text) for text in self._flow.targets]
        before = self._proof.pairs
        for spot in sources:
            senders: list[Endpoint | None] = [None]
            if not spot.outside:
                senders = [*spot.endpoints, *(() if spot.named else places.exposed(spot))]
            for source in senders:
                for target in targets:
                    self._pair(sender, places, spot, source, target)
        if self._proof.pairs == before:
            self._proof.empty.append(self._name)
        for breach in self._found.values():
            (self._proof.unknown if self._unsure(breach.end) else self._proof.breaches).append(breach)

    def _unsure(self, outcome: Outcome) -> bool:
        """Whether it tells neither that the flow holds nor that it is broken."""
        return outcome.end is End.UNKNOWN or (outcome.end is End.UNPLANNED and self._must == "never")

    def _pair(self, sender: Flows, places: Places, spot: Spot, source: Endpoint | None, target: Spot) -> None:
        every = self._must == "never"
        mine = source.subnet.resource.stack if source else ""
        key = (target.text, spot.outside, mine if self._flow.pairs is not Pairs.ALL else "")
        members = self._parties.get(key)
        if members is None:
            members = self._parties[key] = parties(self._members(places, mine, target, spot))
        beyond = target if target.outside else None
        if not members and beyond is None:
            return
        self._proof.pairs += sum(len(party.members) for party in members) or 1
        traffic = [read_traffic(text) for text in self._flow.traffic]
        for probe in probes(traffic, every=every, foreign=source is None):
            attempts = sender.attempt(
                source, spot if source is None else None, members, beyond, probe, answered=not every
            )
            for attempt in attempts:
                self._judge(attempt, spot, source, target)
            if self._flow.inspected and source is not None and not source.addresses <= EVERY_FOUR:
                for attempt in sender.attempt(source, None, members, beyond, probe, answered=False):
                    if attempt.outcome.journey.packets.six and attempt.outcome.end is End.ARRIVED:
                        self._judge(attempt, spot, source, target)

    def _members(self, places: Places, mine: str, target: Spot, spot: Spot) -> Sequence[Endpoint]:
        found: Sequence[Endpoint] = target.endpoints
        if spot.outside == INTERNET and not target.named:
            found = [each for each in (*found, *places.exposed(target)) if _outward(each)]
        elif self._must == "hold" and not target.named and set(self._flow.traffic) == {_HTTPS}:
            found = [*found, *places.services(target)]
        if self._flow.pairs is Pairs.SAME_STACK:
            return [each for each in found if each.subnet.resource.stack == mine]
        if self._flow.pairs is Pairs.OTHER_STACKS:
            return [each for each in found if each.subnet.resource.stack != mine]
        return found

    def _judge(self, attempt: Attempt, spot: Spot, source: Endpoint | None, target: Spot) -> None:
        outcome = attempt.outcome
        if self._unsure(outcome):
            self._note(attempt, outcome, source, spot, target)
        elif self._must == "never":
            if outcome.end is End.ARRIVED and outcome.place in ("", target.outside):
                self._note(attempt, outcome, source, spot, target)
        elif outcome.end is not End.ARRIVED:
            self._note(attempt, outcome, source, spot, target)
        else:
            for condition in outcome.journey.conditions:
                self._proof.conditions.setdefault(self._name, set()).add(condition)
            for end in (*self._astray(outcome, target), *attempt.answers):
                if end.end is not End.ARRIVED:
                    self._note(attempt, end, source, spot, target)

    def _astray(self, outcome: Outcome, target: Spot) -> Iterator[Outcome]:
        """What is wrong with an arrival that nothing stopped."""
        served = target.outside not in ("", "on-premises")
        if outcome.place != target.outside and not (served and outcome.place == INTERNET):
            where = outcome.place or "a subnet"
            yield stopped(
                outcome.journey, f"the packets arrive at {where} instead", "Route them there.", None
            )
        if self._flow.inspected and not outcome.journey.firewalls:
            yield stopped(
                outcome.journey,
                "they pass no firewall that remembers the connection",
                "Route them through a firewall's endpoint.",
                decisive(outcome),
            )

    def _note(
        self, attempt: Attempt, end: Outcome, source: Endpoint | None, spot: Spot, target: Spot
    ) -> None:
        resource = decisive(end) if end.end is End.ARRIVED else end.resource
        there = attempt.target.subnet.resource.stack if attempt.target else target.text
        here = source.subnet.resource.stack if source else spot.text
        key = (here, there, resource.urn if resource else end.reason)
        known = self._found.get(key)
        if known is not None:
            known.count += 1
            return
        to = attempt.target.label if attempt.target else target.text
        self._found[key] = Breach(self._name, self._must, attempt.source, to, attempt, end, resource)


_DECIDING = (
    "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation",
    "aws:ec2transitgateway/route:Route",
    "aws:ec2transitgateway/prefixListReference:PrefixListReference",
    "aws:ec2/vpcPeeringConnection:VpcPeeringConnection",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:networkfirewall/ruleGroup:RuleGroup",
    "aws:ec2/route:Route",
    "aws:ec2/networkAclRule:NetworkAclRule",
    "aws:ec2/networkAcl:NetworkAcl",
)


def decisive(outcome: Outcome) -> Resource | None:
    """Of all that let packets arrive, what says most plainly that they may."""
    passed = [hop.resource for hop in outcome.journey.hops if hop.resource is not None]
    for type_ in _DECIDING:
        found = [each for each in passed if each.type == type_]
        if found:
            return found[-1]
    return passed[-1] if passed else None
