"""The proof says of every packet what a packet-by-packet walk says, answers included."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from ipaddress import IPv4Address
from random import Random

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from estate.proof.journey import End, Outcome
from estate.proof.model import Network
from estate.proof.packets import ALL_PORTS, PORTED, Packets, addresses
from estate.proof.spans import Spans
from estate.proof.walk import Walk

from . import brute
from .brute import ON_PREMISES, TCP, UDP, Packet, World
from .six import in_six, number_of, six
from .worlds import PORTS, STRANGER, sketched
from .worlds import world as draw_world


def every_packet(world: World, cloud: int, sub: int) -> Iterator[Packet]:
    """Packets of every class that the random rules can tell apart, from one subnet."""
    mine = world.clouds[cloud].subnets[sub].cidr
    theirs = [each.cidr[n] for other in world.clouds for each in other.subnets for n in (1, 2)]
    for source in (mine[1], mine[2]):
        for target in (*theirs, STRANGER, ON_PREMISES[1]):
            if target in mine:
                continue
            for protocol in (TCP, UDP):
                for port in PORTS:
                    yield Packet(protocol, source, target, 40000, port)
    yield Packet(TCP, mine[1], STRANGER, 1500, 443)


def holds(packets: Packets, packet: Packet) -> bool:
    at = number_of if packets.six else int
    return (
        packet.protocol in packets.protocols
        and at(packet.source) in packets.sources
        and at(packet.target) in packets.targets
        and packet.source_port in packets.source_ports
        and packet.target_port in packets.target_ports
    )


def sent(outcome: Outcome) -> Packets:
    """The packets of an outcome as they were sent."""
    return outcome.journey.before_nat or outcome.journey.packets


def told(outcome: Outcome, packet: Packet) -> bool:
    """Whether the outcome is about the packet; a NAT gateway's targets are narrowed only after it."""
    now = outcome.journey.packets
    kept = Packets(protocols=now.protocols, targets=now.targets, target_ports=now.target_ports)
    return holds(sent(outcome), packet) and holds(kept, packet)


def end_of(outcome: Outcome) -> brute.End:
    if outcome.end is not End.ARRIVED:
        return brute.STOPPED
    if outcome.place == "internet":
        vpc = (
            outcome.journey.nat.vpc if outcome.journey.nat else outcome.subnet.vpc if outcome.subnet else None
        )
        return "internet", int(vpc.resource.stack[1:]) if vpc else None
    if outcome.place == "on-premises":
        return "premises", None
    assert outcome.subnet is not None
    stack, name = outcome.subnet.resource.stack, outcome.subnet.resource.name
    return "subnet", (int(stack[1:]), int(name[3:]))


@settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(random=st.randoms(use_true_random=True))
def test_every_packet_ends_where_a_walk_of_that_packet_ends(random: Random) -> None:
    world = draw_world(random)
    compare(world, sketched(world).network(str(ON_PREMISES)), random.choice([0, 1, 2, 3]), "0.0.0.0/0")


@settings(max_examples=30, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(random=st.randoms(use_true_random=True))
def test_packets_of_ipv6_end_where_those_of_ipv4_do_without_public_addresses(random: Random) -> None:
    drawn = draw_world(random)
    clouds = [
        replace(
            cloud,
            subnets=[
                replace(sub, public=False, routes=[each for each in sub.routes if each.to != "nat"])
                for sub in cloud.subnets
            ],
        )
        for cloud in drawn.clouds
    ]
    world = replace(drawn, nat=None, clouds=clouds)
    compare(
        world, in_six(sketched(world)).network(six(str(ON_PREMISES))), random.choice([0, 1, 2, 3]), "::/0"
    )


def compare(world: World, network: Network, sub: int, everywhere: str) -> None:
    """Hold the proof against the walk for every packet from one subnet of each cloud."""
    assert network.gaps == []
    walk = Walk(network)
    for cloud in range(3):
        subnet = next(
            each
            for each in network.subnets.values()
            if each.resource.stack == f"s{cloud}" and each.resource.name == f"sub{sub}"
        )
        mine = subnet.addresses & addresses(everywhere)
        everything = Packets(PORTED, mine, addresses(everywhere), ALL_PORTS, ALL_PORTS)
        outcomes = walk.leave(subnet, everything, public=subnet.public)
        answers = {
            number: walk.answer(outcome)
            for number, outcome in enumerate(outcomes)
            if outcome.end is End.ARRIVED
        }
        for packet in every_packet(world, cloud, sub):
            walked = list(brute.start(world, cloud, sub, packet))
            about = [number for number, outcome in enumerate(outcomes) if told(outcome, packet)]
            assert {end_of(outcomes[number]) for number in about} == {end for end, _, _ in walked}, packet
            returned = {
                brute.STOPPED if end == brute.STOPPED else ("home", None)
                for arrival, last, state in walked
                if arrival != brute.STOPPED
                for end, _, _ in brute.answer(world, arrival, last, state)
            }
            assert _returned(packet, about, answers) == returned, packet


def _returned(packet: Packet, about: list[int], answers: dict[int, list[Outcome]]) -> set[brute.End]:
    """How the answers to a packet end; behind a NAT gateway they are told by the stranger's address."""
    found = set()
    for number in about:
        for outcome in answers.get(number, ()):
            packets = outcome.journey.packets
            asked = outcome.journey.asked
            backs = [packet.answer()]
            if asked is not None and asked.nat is not None and outcome.journey.nat is None:
                nat = IPv4Address(asked.nat.addresses.parts[0][0] + 1)
                backs = [backs[0]._replace(target=nat, target_port=port) for port in brute.NAT_PORTS]
            if any(holds(packets, back) for back in backs):
                found.add(brute.STOPPED if end_of(outcome) == brute.STOPPED else ("home", None))
    return found


def test_a_set_of_packets_stays_whole_while_it_is_divided() -> None:
    whole = Packets(PORTED, addresses("10.0.0.0/8"), addresses("0.0.0.0/0"), ALL_PORTS, ALL_PORTS)
    part = Packets(
        Spans.one(TCP), addresses("10.1.0.0/16"), addresses("10.2.0.0/16"), ALL_PORTS, Spans.one(443)
    )

    left = whole - part

    assert all(not piece & part for piece in left)
    assert [bool(one & other) for n, one in enumerate(left) for other in left[n + 1 :]] == [False] * 6
