"""A second, independent answer: one packet at a time through a small network, step by step.

Nothing of the proof is used here. A network is plain numbers and lists; a packet is looked at by each thing
on its way, by AWS's rules. Where AWS chooses, every choice is tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Address, IPv4Network
from typing import NamedTuple

TCP, UDP = 6, 17
ON_PREMISES = IPv4Network("192.168.0.0/24")
NAT_PORTS = (1500, 40000)  # of each class that rules tell apart, one that a NAT gateway may choose


class Packet(NamedTuple):
    """One packet."""

    protocol: int
    source: IPv4Address
    target: IPv4Address
    source_port: int
    target_port: int

    def answer(self) -> Packet:
        return Packet(self.protocol, self.target, self.source, self.target_port, self.source_port)


class AclRule(NamedTuple):
    allow: bool
    cidr: IPv4Network
    protocol: int | None  # None is all
    ports: tuple[int, int]


class Route(NamedTuple):
    cidr: IPv4Network
    to: str  # hub, internet, nat, firewall-a, firewall-b, peer, hole


class HubRoute(NamedTuple):
    cidr: IPv4Network
    to: int | None  # a VPC, None for a blackhole, -1 for the premises
    static: bool


@dataclass
class Sub:
    cidr: IPv4Network
    zone: str
    routes: list[Route]
    ingress: list[AclRule] | None
    egress: list[AclRule] | None
    public: bool = False


@dataclass
class Cloud:
    cidr: IPv4Network
    subnets: list[Sub]
    attached: dict[str, int]  # zone -> subnet
    table: int | None  # of the hub
    appliance: bool = False


@dataclass
class Rule:
    allow: bool
    source: IPv4Network
    target: IPv4Network
    protocol: int | None
    ports: tuple[int, int]


@dataclass
class World:
    clouds: list[Cloud]
    hub: list[list[HubRoute]]
    firewall: dict[str, int] = field(default_factory=dict)  # zone -> subnet of cloud 0
    rules: list[Rule] = field(default_factory=list)  # the first that matches decides, none drops
    nat: int | None = None  # subnet of cloud 0
    peered: bool = False  # clouds 0 and 1
    premises: int | None = None  # table that the premises look into


@dataclass(frozen=True)
class State:
    zone: str
    chosen: tuple[tuple[int, str], ...] = ()
    seen: frozenset[str] = frozenset()  # firewall endpoints
    before_nat: Packet | None = None
    asked: State | None = None
    home: tuple[int, int] | None = None  # the subnet that asked
    steps: int = 0
    restored: bool = False
    public: bool = False  # whether an internet gateway of the VPC knows the source


End = tuple[str, object]
STOPPED: End = ("stopped", None)


def nat_address(world: World) -> IPv4Address:
    assert world.nat is not None
    return world.clouds[0].subnets[world.nat].cidr[1]


def passes(rules: list[AclRule] | None, packet: Packet, address: IPv4Address) -> bool:
    if rules is None:
        return True
    for rule in rules:
        if address not in rule.cidr or rule.protocol not in (None, packet.protocol):
            continue
        if rule.protocol is not None and not rule.ports[0] <= packet.target_port <= rule.ports[1]:
            continue
        return rule.allow
    return False


def start(world: World, cloud: int, sub: int, packet: Packet) -> Iterator[tuple[End, Packet, State]]:
    zone = world.clouds[cloud].subnets[sub].zone
    public = world.clouds[cloud].subnets[sub].public
    yield from leave(world, cloud, sub, packet, State(zone, home=(cloud, sub), public=public))


def answer(world: World, end: End, packet: Packet, state: State) -> Iterator[tuple[End, Packet, State]]:
    """What becomes of the answer to a packet that ended there."""
    back = State("", chosen=state.chosen, asked=state, home=state.home)
    kind, where = end
    if kind == "subnet":
        assert isinstance(where, tuple)
        zone = world.clouds[where[0]].subnets[where[1]].zone
        yield from leave(world, where[0], where[1], packet.answer(), replace(back, zone=zone, public=True))
    elif kind == "internet":
        assert isinstance(where, int)
        yield from deliver(world, where, None, packet.answer(), back)
    else:
        assert world.premises is not None
        yield from hub(world, world.premises, packet.answer(), back)


def leave(
    world: World, cloud: int, sub: int, packet: Packet, state: State
) -> Iterator[tuple[End, Packet, State]]:
    here, inside = world.clouds[cloud], world.clouds[cloud].subnets[sub]
    if state.steps > 12:
        yield STOPPED, packet, state
        return
    state = replace(state, steps=state.steps + 1)
    routes = [Route(here.cidr, "local"), *inside.routes]
    fits = [route for route in routes if packet.target in route.cidr]
    if not fits:
        yield STOPPED, packet, state
        return
    to = max(fits, key=lambda route: route.cidr.prefixlen).to
    if to == "local":
        yield from deliver(world, cloud, sub, packet, state)
        return
    if to == "hole" or not passes(inside.egress, packet, packet.target):
        yield STOPPED, packet, state
    elif to == "hub":
        at = here.attached.get(state.zone)
        if at is None or here.table is None or not passes(here.subnets[at].ingress, packet, packet.source):
            yield STOPPED, packet, state
        else:
            yield from hub(world, here.table, packet, state)
    elif to == "internet":
        private = any(packet.target in cloud_.cidr for cloud_ in world.clouds)
        if not state.public or private or packet.target in ON_PREMISES or not saw_all(state):
            yield STOPPED, packet, state
        else:
            yield ("internet", cloud), packet, state
    elif to == "peer":
        other = 1 - cloud
        if packet.target in world.clouds[other].cidr:
            yield from deliver(world, other, None, packet, state)
        else:
            yield STOPPED, packet, state
    elif to == "nat":
        yield from translate(world, sub, packet, state)
    else:
        yield from inspect(world, sub, to.removeprefix("firewall-"), packet, state)


def translate(world: World, sub: int, packet: Packet, state: State) -> Iterator[tuple[End, Packet, State]]:
    assert world.nat is not None
    there = world.clouds[0].subnets[world.nat]
    if (
        state.asked is not None
        or state.before_nat is not None
        or (sub != world.nat and not passes(there.ingress, packet, packet.source))
    ):
        yield STOPPED, packet, state
    else:
        after = replace(state, before_nat=packet, zone=there.zone, public=True)
        for port in NAT_PORTS:
            sent = packet._replace(source=nat_address(world), source_port=port)
            yield from leave(world, 0, world.nat, sent, after)


def inspect(
    world: World, sub: int, zone: str, packet: Packet, state: State
) -> Iterator[tuple[End, Packet, State]]:
    at = world.firewall[zone]
    there = world.clouds[0].subnets[at]
    if at != sub and not passes(there.ingress, packet, packet.source):
        yield STOPPED, packet, state
        return
    if state.asked is not None:
        allowed = zone in state.asked.seen
    else:
        allowed = False
        for rule in world.rules:
            if (
                packet.source in rule.source
                and packet.target in rule.target
                and rule.protocol in (None, packet.protocol)
                and (rule.protocol is None or rule.ports[0] <= packet.target_port <= rule.ports[1])
            ):
                allowed = rule.allow
                break
    if not allowed:
        yield STOPPED, packet, state
        return
    yield from leave(world, 0, at, packet, replace(state, zone=zone, seen=state.seen | {zone}))


def hub(world: World, table: int, packet: Packet, state: State) -> Iterator[tuple[End, Packet, State]]:
    state = replace(state, steps=state.steps + 1)
    fits = [route for route in world.hub[table] if packet.target in route.cidr]
    if not fits or state.steps > 12:
        yield STOPPED, packet, state
        return
    to = max(fits, key=lambda route: (route.cidr.prefixlen, route.static)).to
    if to is None:
        yield STOPPED, packet, state
        return
    if to == -1:
        yield (("premises", None) if saw_all(state) else STOPPED), packet, state
        return
    cloud = world.clouds[to]
    if cloud.appliance:
        made = dict(state.chosen).get(to)
        zones = [made] if made else list(cloud.attached)
        choices = [(zone, replace(state, chosen=(*state.chosen, (to, zone)))) for zone in zones]
    elif state.zone in cloud.attached:
        choices = [(state.zone, state)]
    else:
        choices = [(zone, state) for zone in cloud.attached]
    for zone, chosen in choices:
        yield from leave(world, to, cloud.attached[zone], packet, replace(chosen, zone=zone, public=False))


def deliver(
    world: World, cloud: int, sub: int | None, packet: Packet, state: State
) -> Iterator[tuple[End, Packet, State]]:
    subnets = world.clouds[cloud].subnets
    at = next((n for n, each in enumerate(subnets) if packet.target in each.cidr), None)
    if at is None:
        yield STOPPED, packet, state
        return
    if at != sub:
        out = subnets[sub].egress if sub is not None else None
        if not passes(out, packet, packet.target) or not passes(subnets[at].ingress, packet, packet.source):
            yield STOPPED, packet, state
            return
    asked = state.asked
    if asked is None:
        yield ("subnet", (cloud, at)), packet, state
    elif asked.before_nat is not None and not state.restored and (cloud, at) == (0, world.nat):
        restored = asked.before_nat.answer()
        yield from leave(world, cloud, at, restored, replace(state, restored=True, zone=subnets[at].zone))
    elif (cloud, at) != asked.home or not saw_all(state):
        yield STOPPED, packet, state
    else:
        yield ("subnet", (cloud, at)), packet, state


def saw_all(state: State) -> bool:
    return state.asked is None or state.asked.seen <= state.seen
