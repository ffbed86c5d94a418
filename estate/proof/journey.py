"""Packets on their way, and where their way ends."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple, Self

from .filters import Filter
from .model import Attachment, Nat, Subnet
from .packets import Packets
from .planned import Resource

_OFTEN = 4
"""A table may serve several subnets on one way, such as those of a firewall and a NAT gateway."""


class Hop(NamedTuple):
    """One step: what let the packets pass."""

    text: str
    resource: Resource | None = None


class Journey(NamedTuple):
    """Packets somewhere between their source and their target, with what happened to them so far.

    A tuple, since a proof makes millions of them and copying anything else costs several times as much.
    """

    packets: Packets
    hops: tuple[Hop, ...] = ()
    zone: str = ""  # where they are; "" outside AWS
    origin: Subnet | None = None  # the subnet that they started in; None outside AWS
    public: bool = False  # whether their source has a public address
    recognized: bool = True  # whether the other side can tell the groups of their source
    firewalls: tuple[str, ...] = ()  # that remember the connection
    choices: tuple[tuple[str, str], ...] = ()  # zones that a transit gateway chose, by attachment
    nat: Nat | None = None
    before_nat: Packets | None = None
    conditions: tuple[str, ...] = ()
    asked: Journey | None = None  # what these packets answer
    trail: tuple[object, ...] = ()  # the tables that routed them

    def circles(self, table: object) -> bool:
        """Whether the table has routed them so often that they will never leave it."""
        return self.trail.count(table) >= _OFTEN

    def but(self, **changes: Any) -> Self:
        """The journey with something changed."""
        return self._replace(**changes)

    def after(self, text: str, resource: Resource | None = None, **changes: Any) -> Self:
        """The journey one hop later."""
        return self._replace(hops=(*self.hops, Hop(text, resource)), **changes)


class End(StrEnum):
    """How a journey ends."""

    ARRIVED = "arrived"
    STOPPED = "stopped"
    UNKNOWN = "unknown"
    UNPLANNED = "unplanned"
    """It leads to something that no stack plans, which neither carries nor stops it for certain."""


INTERNET, ON_PREMISES = "internet", "on-premises"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of a journey. `place` is `internet`, `on-premises`, a service, or "" for a subnet."""

    end: End
    journey: Journey
    place: str = ""
    subnet: Subnet | None = None  # arrived in, or left AWS's network from
    attachment: Attachment | None = None  # left towards premises through
    reason: str = ""
    change: str = ""  # what would have to change
    resource: Resource | None = None  # what stopped it


def stopped(journey: Journey, reason: str, change: str, resource: Resource | None) -> Outcome:
    """The packets go no further."""
    return Outcome(End.STOPPED, journey, reason=reason, change=change, resource=resource)


def unknown(journey: Journey, reason: str, resource: Resource | None) -> Outcome:
    """Nobody knows where the packets go."""
    return Outcome(End.UNKNOWN, journey, reason=reason, resource=resource)


def through(judge: Filter | None, journey: Journey, what: str, ends: list[Outcome]) -> list[Journey]:
    """The packets that a filter lets pass; `ends` gets those that it stops. None lets everything pass."""
    if judge is None:
        return [journey]
    passed = []
    for verdict in judge.judge(journey.packets):
        here = journey.but(packets=verdict.packets)
        if verdict.passes and verdict.rule is not None:
            conditions = journey.conditions
            if verdict.rule.condition and verdict.rule.condition not in conditions:
                conditions = (*conditions, verdict.rule.condition)
            passed.append(here.after(verdict.rule.text, verdict.rule.resource, conditions=conditions))
        elif verdict.rule is not None:
            ends.append(
                stopped(here, verdict.rule.text, f"Change that rule of {what}.", verdict.rule.resource)
            )
        else:
            reason = f"no rule of {what} lets {verdict.packets} pass"
            ends.append(stopped(here, reason, f"Add a rule that allows it to {what}.", judge.owner))
    return passed
