"""What stands between source and target: NAT gateways and firewalls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .journey import Journey, Outcome, stopped, through, unknown
from .model import Firewall, Nat, Subnet
from .packets import FOREIGN_CALLING_PORTS, Packets
from .tables import Route

if TYPE_CHECKING:
    from .walk import Walk


def to_nat(walk: Walk, route: Route, subnet: Subnet | None, journey: Journey) -> list[Outcome]:
    """The gateway sends the packets on under its own address, from a port of its choice."""
    nat = walk.network.nats.get(route.to)
    if nat is None:
        return [unknown(journey, "where the NAT gateway lies is unknown", route.resource)]
    if journey.packets.six:
        return [unknown(journey, "translation of IPv6 is not modelled", route.resource)]
    if journey.asked is not None:
        reason = f"NAT gateway {nat.resource.label} would give the answers another source"
        return [stopped(journey, reason, "Route the answers the way the packets came.", route.resource)]
    if journey.nat is nat:
        reason = f"the way from NAT gateway {nat.resource.label} leads back to it"
        return [stopped(journey, reason, "Put it into a subnet whose table leads on.", nat.resource)]
    if journey.nat is not None:
        return [unknown(journey, "a second NAT gateway on one way is not modelled", route.resource)]
    ends: list[Outcome] = []
    elsewhere = nat.subnet is not None and nat.subnet is not subnet
    acl = nat.subnet.acl_in if nat.subnet and elsewhere else None
    for in_ in through(acl, journey, walk.acl(nat.subnet), ends):
        packets = in_.packets
        translated = Packets(
            packets.protocols, nat.addresses, packets.targets, FOREIGN_CALLING_PORTS, packets.target_ports
        )
        onward = in_.after(
            f"NAT gateway {nat.resource.label} gives them its own address",
            nat.resource,
            packets=translated,
            nat=nat,
            before_nat=packets,
            public=nat.public,
            recognized=False,
            zone=nat.subnet.zone if nat.subnet else in_.zone,
        )
        ends += walk.route(nat.table, nat.vpc, nat.subnet, onward)
    return ends


def from_nat(walk: Walk, nat: Nat, before: Packets, journey: Journey) -> list[Outcome]:
    """The gateway gives answers the address back that asked."""
    returned = before.answered()
    # A regional gateway sends answers on in the zone that the question came from.
    asked = journey.asked.zone if journey.asked else journey.zone
    back = journey.after(
        f"NAT gateway {nat.resource.label} restores the address that asked",
        nat.resource,
        packets=Packets(
            returned.protocols & journey.packets.protocols,
            journey.packets.sources & returned.sources,
            returned.targets,
            returned.source_ports & journey.packets.source_ports,
            returned.target_ports,
        ),
        nat=nat,
        zone=nat.subnet.zone if nat.subnet else asked,
    )
    return walk.route(nat.table, nat.vpc, nat.subnet, back)


def to_firewall(walk: Walk, route: Route, subnet: Subnet | None, journey: Journey) -> list[Outcome]:
    """Through the endpoint that the route names; where its zone is unknown, that of the packets' zone."""
    firewall = walk.network.firewalls.get(route.to)
    if firewall is None:
        return [unknown(journey, "the rules of the firewall are unknown", route.resource)]
    zone = route.zone or (journey.zone if journey.zone in firewall.endpoints else "")
    zones = [zone] if zone in firewall.endpoints else sorted(firewall.endpoints)
    ends: list[Outcome] = []
    for each in zones:
        endpoint = firewall.endpoints[each]
        acl = endpoint.acl_in if endpoint is not subnet else None
        for in_ in through(acl, journey.but(zone=each), walk.acl(endpoint), ends):
            for out in inspect(firewall, each, in_, ends):
                ends += walk.route(endpoint.table, endpoint.vpc, endpoint, out)
    if not zones:
        ends.append(unknown(journey, "the firewall has no endpoint that is known", route.resource))
    return ends


def inspect(firewall: Firewall, zone: str, journey: Journey, ends: list[Outcome]) -> list[Journey]:
    """What the policy lets pass. Of a connection it lets answers pass if it saw the question there."""
    name = f"firewall {firewall.resource.label}"
    key = f"{firewall.resource.urn}@{zone}"
    passed: list[Journey] = []
    for verdict in firewall.stateless.judge(journey.packets):
        here = journey.but(packets=verdict.packets, recognized=False)
        rule = verdict.rule
        if rule is None or not rule.allows:
            ends += [stopped(here, rule.text if rule else name, f"Change {name}.", firewall.resource)]
        elif rule.stateless:
            passed.append(here.after(rule.text, rule.resource))
        elif here.asked is None:
            known = here.but(firewalls=(*here.firewalls, key))
            passed += through(firewall.stateful, known, name, ends)
        elif key in here.asked.firewalls:
            where = f" in {zone}" if zone else ""
            text = f"{name}{where} knows the connection"
            passed.append(here.after(text, firewall.resource, firewalls=(*here.firewalls, key)))
        else:
            where = f"its endpoint in {zone}" if zone else "it"
            reason = f"{name} drops the answers: {where} did not see the connection begin"
            change = (
                "Make the routes symmetric; between zones, switch on appliance mode of its VPC's attachment."
            )
            ends.append(stopped(here, reason, change, firewall.resource))
    return passed


def unseen(walk: Walk, asked: Journey, answers: Journey) -> Outcome | None:
    """The end of answers that pass by a firewall which saw the question, and drops what follows."""
    missed = [key for key in asked.firewalls if key not in answers.firewalls]
    if not missed:
        return None
    urn, _, zone = missed[0].partition("@")
    resource = walk.network.firewalls[urn].resource
    where = f" in {zone}" if zone else ""
    reason = f"the answers pass by firewall {resource.label}{where}, which saw the connection begin"
    return stopped(answers, reason, "Route the answers through the same firewall endpoint.", resource)
