"""Places by name: what of the planned network is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from components.config.flows import OUTSIDE, SERVICES, place_parts

from . import tokens
from .model import Endpoint, Network, Subnet
from .packets import INTERNET, addresses, service
from .planned import Planned
from .spans import NOTHING, Spans


class UnknownPlaceError(Exception):
    """Nothing planned has the name; the message says what there is instead."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What a place means.

    `outside` is `internet`, `on-premises`, a service, or "" for what lies in subnets. `endpoints` may send
    and receive here: the things that are `named`, or else whatever is, or may be, in the subnets.
    """

    text: str
    outside: str = ""
    addresses: Spans = NOTHING
    subnets: tuple[Subnet, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    named: bool = False


class Places:
    """The places of one estate."""

    def __init__(
        self,
        planned: Planned,
        network: Network,
        *,
        segments: Mapping[str, str],
        segment_names: Sequence[str],
        on_premises: Sequence[str],
    ) -> None:
        """`segments` says of each stack in which segment its network is."""
        self._planned = planned
        self._network = network
        self._segments = segments
        self._segment_names = segment_names
        self._on_premises = Spans.of(part for cidr in on_premises for part in addresses(cidr).parts)

    def find(self, text: str) -> Spot:
        """What a place means; raises UnknownPlaceError, and Refused for what is no place at all."""
        parts = place_parts(text)
        first = parts[0]
        if first == OUTSIDE[0]:
            return Spot(text, first, INTERNET)
        if first == OUTSIDE[1]:
            return Spot(text, first, self._on_premises)
        if first in SERVICES:
            return Spot(text, first, service(first))
        if "." in first and first.partition(".")[0].isdigit():
            return self._addressed(text, addresses(first))
        stacks = self._stacks(first)
        if stacks is None:
            return self._resource(text, text, self._planned.stacks)
        subnets = [subnet for stack in stacks for subnet in self._network.of_stack(stack)]
        if len(parts) == 1:
            return self._spot(text, subnets)
        tiered = [subnet for subnet in subnets if subnet.tier == parts[1]]
        if len(parts) == 3:
            tiered = [subnet for subnet in tiered if subnet.zone == parts[2]]
        if tiered or not subnets or first not in self._planned.stacks:
            if not tiered and subnets:
                raise UnknownPlaceError(self._no_tier(text, parts, subnets))
            return self._spot(text, tiered)
        return self._resource(text, text.partition("/")[2], [first])

    def exposed(self, spot: Spot) -> list[Endpoint]:
        """What lies in a place's subnets and has a public address, with its own security groups."""
        subnets = set(map(id, spot.subnets))
        return [each for each in self._network.endpoints if each.public and id(each.subnet) in subnets]

    def services(self, spot: Spot) -> list[Endpoint]:
        """The interface endpoints in a place that holds nothing else, with their own security groups."""
        subnets = set(map(id, spot.subnets))
        inside = [each for each in self._network.endpoints if id(each.subnet) in subnets]
        only = all(each.resource and each.resource.type == tokens.VPC_ENDPOINT for each in inside)
        return inside if only else []

    def _stacks(self, name: str) -> list[str] | None:
        if name == "*":
            return list(self._planned.stacks)
        if name in self._segment_names:
            return [stack for stack in self._planned.stacks if self._segments.get(stack) == name]
        return [name] if name in self._planned.stacks else None

    @staticmethod
    def _spot(text: str, subnets: Sequence[Subnet]) -> Spot:
        held = Spans.of(part for subnet in subnets for part in subnet.addresses.parts)
        anything = tuple(Endpoint(each, each.addresses, public=each.public) for each in subnets)
        return Spot(text, "", held, tuple(subnets), anything)

    def _addressed(self, text: str, wanted: Spans) -> Spot:
        subnets = tuple(each for each in self._network.subnets.values() if each.addresses & wanted)
        if subnets:
            anything = tuple(Endpoint(each, each.addresses & wanted, public=each.public) for each in subnets)
            return Spot(text, "", wanted, subnets, anything)
        if wanted <= self._on_premises:
            return Spot(text, OUTSIDE[1], wanted)
        if wanted <= INTERNET:
            return Spot(text, OUTSIDE[0], wanted)
        raise UnknownPlaceError(
            f"no planned subnet has {text}, and it is neither on premises nor public; "
            f"subnets: {', '.join(sorted({each.resource.stack for each in self._network.subnets.values()}))}"
        )

    def _resource(self, text: str, name: str, stacks: Sequence[str]) -> Spot:
        """What a planned resource of that name is: a subnet, a group, or something with an address."""
        subnets = [
            each
            for each in self._network.subnets.values()
            if each.resource.name == name and each.resource.stack in stacks
        ]
        if subnets:
            return self._spot(text, subnets)
        found = [
            each
            for each in self._network.endpoints
            if each.resource and each.resource.name == name and each.resource.stack in stacks
        ]
        for group in self._network.groups.values() if not found else ():
            if group.resource.name == name and group.resource.stack in stacks:
                found += self._members(group.resource.urn)
        if not found:
            raise UnknownPlaceError(self._nothing(text, stacks))
        held = Spans.of(part for each in found for part in each.addresses.parts)
        subnets = list(dict.fromkeys(each.subnet for each in found))
        return Spot(text, "", held, tuple(subnets), tuple(found), named=True)

    def _members(self, group: str) -> list[Endpoint]:
        """What wears a group; where nothing that is planned does, anything in the subnets of its VPC."""
        worn = [each for each in self._network.endpoints if group in (each.groups or ())]
        if worn:
            return worn
        resource = self._network.groups[group].resource
        owner = self._planned.target(resource, "vpcId", *tokens.VPC)
        vpc = self._network.vpcs.get(owner.urn) if owner else None
        return [
            Endpoint(subnet, subnet.addresses, groups=(group,), public=subnet.public)
            for subnet in (vpc.subnets if vpc else ())
        ]

    @staticmethod
    def _no_tier(text: str, parts: Sequence[str], subnets: Sequence[Subnet]) -> str:
        tiers = sorted({subnet.tier for subnet in subnets if subnet.tier})
        zones = sorted({subnet.zone for subnet in subnets})
        known = f"tiers of {parts[0]}: {', '.join(tiers)}; zones: {', '.join(zones)}"
        return f"{text} is no part of {parts[0]}: {known}"

    def _nothing(self, text: str, stacks: Sequence[str]) -> str:
        inside = [each for each in self._network.subnets.values() if each.resource.stack in stacks]
        names = {each.resource.name for each in inside} | {each.tier for each in inside if each.tier}
        names |= {
            each.resource.name
            for each in self._network.endpoints
            if each.resource and each.resource.stack in stacks
        }
        if "/" in text:
            tiers = sorted({each.tier for each in inside if each.tier})
            known = f"; tiers: {', '.join(tiers)}" if tiers else "; it has no subnets"
            where = f"stack {text.partition('/')[0]} has no place {text}"
        else:
            names |= {*self._planned.stacks, *self._segment_names, *OUTSIDE, *SERVICES}
            known, where = "", f"there is no place {text}"
        close = get_close_matches(text.rpartition("/")[2], sorted(names), n=1)
        return where + (f"; did you mean {close[0]}?" if close else known)
