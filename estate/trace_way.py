"""Which of the packets between two places arrive, which do not, and why."""

from __future__ import annotations

from dataclasses import dataclass

from components.config.flows import Traffic

from .proof.estate import Estate
from .proof.evidence import passed_on
from .proof.flows import Attempt, Flows, parties, probes
from .proof.journey import INTERNET, End, Outcome
from .proof.model import Endpoint
from .proof.places import Spot, UnknownPlaceError


@dataclass(frozen=True, slots=True)
class Way:
    """One way of packets: pairs that differ in nothing but their subnets share it."""

    attempt: Attempt
    broken: Outcome | None
    """What stops the packets or their answers; None where both get through."""
    count: int


@dataclass(frozen=True, slots=True)
class Trace:
    """The answer to the question whether one place reaches another."""

    source: str
    target: str
    traffic: Traffic
    ways: tuple[Way, ...]
    passed_on: tuple[str, ...]
    """What the load balancers among the targets pass on."""
    uncovered: int
    """How many gaps of the model could change the answer."""

    @property
    def works(self) -> bool:
        """Whether everything arrives and all answers return."""
        return all(way.broken is None for way in self.ways)


def trace(estate: Estate, source: str, target: str, traffic: Traffic) -> Trace:
    """The ways from one place to another; raises UnknownPlaceError, and Refused for what is no place."""
    start, end = estate.places.find(source), estate.places.find(target)
    if start.outside in ("s3", "dynamodb"):
        raise UnknownPlaceError(f"{source} answers calls and makes none; trace the other way round")
    if start.outside and end.outside:
        raise UnknownPlaceError(f"{source} and {target} both lie outside AWS")
    senders: list[Endpoint | None] = [None] if start.outside else [*_inhabited(start)]
    members = [] if end.outside else _inhabited(end)
    if start.outside == INTERNET and not end.named and not end.outside:
        members = [each for each in (*members, *estate.places.exposed(end)) if each.public] or members
    if not senders or (not members and not end.outside):
        raise UnknownPlaceError(f"nothing is planned in {target if senders else source}")
    targets = parties(members)
    sender = Flows(estate.network)
    found: dict[tuple[object, ...], tuple[Attempt, Outcome | None, int]] = {}
    beyond = end if end.outside else None
    for each in senders:
        outside = start if each is None else None
        for probe in probes([traffic], every=False, foreign=each is None):
            for attempt in sender.attempt(each, outside, targets, beyond, probe, answered=True):
                broken = _broken(attempt)
                key = _key(attempt, broken)
                known = found.get(key)
                found[key] = (known[0], known[1], known[2] + 1) if known else (attempt, broken, 1)
    ways = tuple(Way(*each) for each in found.values())
    further = passed_on(estate.network)
    balancers = dict.fromkeys(each.label for each in members if each.label in further)
    onward = tuple(f"{name} passes on {'; '.join(further[name])}" for name in balancers)
    return Trace(source, target, traffic, ways, onward, sum(gap.decisive for gap in estate.network.gaps))


def _inhabited(spot: Spot) -> list[Endpoint]:
    """What may be in a place; of a whole stack not the subnets that only its attachment uses."""
    found = list(spot.endpoints)
    own = [each for each in found if each.subnet.tier != "attachment"]
    return own if own and not spot.named else found


def _broken(attempt: Attempt) -> Outcome | None:
    if attempt.outcome.end is not End.ARRIVED:
        return attempt.outcome
    return next((answer for answer in attempt.answers if answer.end is not End.ARRIVED), None)


def _key(attempt: Attempt, broken: Outcome | None) -> tuple[object, ...]:
    """What makes two ways the same to a reader: the kinds of resources that they pass, and the end."""
    shape = tuple(hop.resource.type if hop.resource else hop.text for hop in attempt.outcome.journey.hops)
    target = attempt.target.subnet.resource.stack if attempt.target else attempt.outcome.place
    if broken is None:
        return shape, target
    return shape, target, broken.resource.type if broken.resource else "", broken.journey.asked is None
