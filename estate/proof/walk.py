"""Sends sets of packets through the network, and their answers back.

Nothing is sampled: where a rule or a route tells packets apart, the set is divided, and every part goes on
until it arrives or is stopped. Where AWS chooses (the zone of an appliance), every choice is followed.
"""

from __future__ import annotations

from . import middle, outside, transit
from .journey import INTERNET, End, Journey, Outcome, stopped, through, unknown
from .model import Attachment, Network, Subnet, Vpc
from .packets import Packets, ranges
from .tables import Route, Table, Way


class Walk:
    """The moves of packets through one network."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def leave(self, subnet: Subnet, packets: Packets, *, public: bool) -> list[Outcome]:
        """What becomes of packets that something in the subnet sends."""
        journey = Journey(packets, zone=subnet.zone, origin=subnet, public=public)
        return self.route(subnet.table, subnet.vpc, subnet, journey)

    def enter(self, vpc: Vpc, packets: Packets) -> list[Outcome]:
        """What becomes of packets from the internet to the addresses behind public ones."""
        return outside.enter(self, vpc, Journey(packets))

    def arrive_at_hub(self, attachment: Attachment, packets: Packets) -> list[Outcome]:
        """What becomes of packets from outside AWS that come through an attachment."""
        return transit.look_up(self, attachment, attachment.gateway, Journey(packets, recognized=False))

    def answer(self, outcome: Outcome) -> list[Outcome]:
        """What becomes of the answers to packets that arrived."""
        asked = outcome.journey
        answers = Journey(asked.packets.answered(), choices=asked.choices, asked=asked)
        if outcome.subnet is not None and outcome.place == "":
            answers = answers.but(zone=outcome.subnet.zone, public=True)
            return self.route(outcome.subnet.table, outcome.subnet.vpc, outcome.subnet, answers)
        if outcome.place == INTERNET:
            vpc = asked.nat.vpc if asked.nat else outcome.subnet.vpc if outcome.subnet else None
            return outside.enter(self, vpc, answers) if vpc else []
        if outcome.attachment is not None:
            return transit.look_up(self, outcome.attachment, outcome.attachment.gateway, answers)
        ends: list[Outcome] = []
        home = outcome.subnet
        for passed in through(home.acl_in if home else None, answers, "the network ACL", ends):
            ends += self.arrive(home, passed) if home else []
        return ends

    def route(self, table: Table, vpc: Vpc, subnet: Subnet | None, journey: Journey) -> list[Outcome]:
        """Follow the table's routes. `subnet` is where the packets leave from, with an ACL to judge it."""
        if journey.circles(table):
            return [stopped(journey, "the routes lead in a circle", "Break the circle.", table.resource)]
        journey = journey.but(trail=(*journey.trail, table))
        ends: list[Outcome] = []
        left = journey.packets.targets
        for route, spans in table.parts():
            if not left & spans:
                continue
            part = journey.packets.towards(spans)
            left -= spans
            text = f"{table.name} sends {route.text} to {self._named(route)}"
            ends += self._follow(route, vpc, subnet, journey.but(packets=part), text)
            if not left:
                break
        if left:
            reason = f"{table.name} has no route to {ranges(left)}"
            here = journey.but(packets=journey.packets.towards(left))
            ends.append(
                stopped(here, reason, f"Add a route to {ranges(left)} to {table.name}.", table.resource)
            )
        return ends

    def _named(self, route: Route) -> str:
        if route.way is Way.LOCAL:
            return "the VPC itself"
        if route.way is Way.UNPLANNED:
            return f"{route.to}, which no stack plans"
        known = {**self.network.gateways, **{urn: nat.resource for urn, nat in self.network.nats.items()}}
        found = known.get(route.to)
        return f"{route.way} {found.label}" if found else f"the {route.way}"

    def _follow(
        self, route: Route, vpc: Vpc, subnet: Subnet | None, journey: Journey, text: str
    ) -> list[Outcome]:
        if route.way is Way.LOCAL:
            return self.local(vpc, subnet, journey)
        if route.way is Way.BLACKHOLE:
            return [stopped(journey, f"{text}", "Give the route a target.", route.resource)]
        if route.way is Way.UNMODELLED:
            return [unknown(journey, text, route.resource)]
        if route.way is Way.UNPLANNED:
            return [
                Outcome(
                    End.UNPLANNED,
                    journey,
                    reason=text,
                    change="Plan it, or lead the route elsewhere.",
                    resource=route.resource,
                )
            ]
        ends: list[Outcome] = []
        acl = subnet.acl_out if subnet else None
        # The endpoint's own subnet judges what leaves it only where it goes elsewhere, as here.
        for out in through(acl, journey.after(text, route.resource), self.acl(subnet), ends):
            if route.way is Way.TRANSIT:
                ends += transit.from_vpc(self, vpc, route, out)
            elif route.way is Way.FIREWALL:
                ends += middle.to_firewall(self, route, subnet, out)
            elif route.way is Way.NAT:
                ends += middle.to_nat(self, route, subnet, out)
            elif route.way is Way.PEERING:
                ends += self._peer(route, vpc, out)
            elif route.way is Way.SERVICE:
                ends += self._serve(route, vpc, subnet, out)
            else:
                ends += outside.leave(self, route, vpc, subnet, out)
        return ends

    def acl(self, subnet: Subnet | None) -> str:
        """What judges a subnet, in words."""
        return f"the network ACL of {subnet.label}" if subnet else "the network ACL"

    def local(self, vpc: Vpc, subnet: Subnet | None, journey: Journey) -> list[Outcome]:
        """Deliver within the VPC."""
        ends: list[Outcome] = []
        left = journey.packets.targets
        for other, spans in vpc.holding(left):
            left -= spans
            part = journey.but(packets=journey.packets.towards(spans))
            if other is subnet:  # nothing is judged within a subnet
                ends += self.arrive(other, part)
                continue
            for out in through(subnet.acl_out if subnet else None, part, self.acl(subnet), ends):
                for in_ in through(other.acl_in, out, self.acl(other), ends):
                    ends += self.arrive(other, in_)
        if left:
            here = journey.but(packets=journey.packets.towards(left))
            reason = f"no subnet of {vpc.resource.label} has {ranges(left)}"
            ends.append(stopped(here, reason, "Add a subnet for these addresses.", vpc.resource))
        return ends

    def arrive(self, subnet: Subnet, journey: Journey) -> list[Outcome]:
        """The packets are where they were sent to, unless a NAT gateway there sends them on."""
        asked = journey.asked
        if asked is not None:
            if asked.nat is not None and asked.before_nat is not None and journey.nat is None:
                if subnet is asked.nat.subnet:
                    return middle.from_nat(self, asked.nat, asked.before_nat, journey)
            elif subnet is not asked.origin:
                reason = f"the answers arrive in {subnet.label}, where nobody asked"
                return [stopped(journey, reason, "Let the answers return.", subnet.resource)]
            if (lost := middle.unseen(self, asked, journey)) is not None:
                return [lost]
        return [
            Outcome(End.ARRIVED, journey.after(f"arrives in {subnet.label}", subnet.resource), subnet=subnet)
        ]

    def _peer(self, route: Route, vpc: Vpc, journey: Journey) -> list[Outcome]:
        pair = self.network.peerings.get(route.to)
        if pair is None:
            return [unknown(journey, "nobody accepts the peering connection", route.resource)]
        other = pair[1] if pair[0] is vpc else pair[0]
        ends: list[Outcome] = []
        inside = journey.packets.targets & other.addresses
        left = journey.packets.targets - inside
        if inside:
            ends += self.local(other, None, journey.but(packets=journey.packets.towards(inside)))
        if left:
            here = journey.but(packets=journey.packets.towards(left))
            reason = f"{other.resource.label}, at the other end, does not have {ranges(left)}"
            ends.append(stopped(here, reason, "Peer with the VPC that has them.", route.resource))
        return ends

    def _serve(self, route: Route, vpc: Vpc, subnet: Subnet | None, journey: Journey) -> list[Outcome]:
        name = route.text.rpartition(" ")[2]
        if journey.origin is None or journey.origin.vpc is not vpc:
            reason = "a gateway endpoint serves its own VPC alone"
            return [stopped(journey, reason, "Give the source's VPC an endpoint.", route.resource)]
        return [Outcome(End.ARRIVED, journey.after(f"arrives at {name}"), name, subnet)]
