"""Load balancers that do not reach what they pass calls on to."""

from __future__ import annotations

from collections.abc import Iterator

from ..evidence import ending, way
from ..flows import Attempt, Flows, parties
from ..journey import End, Outcome
from ..model import Endpoint, Forward, Network
from ..packets import FOREIGN_CALLING_PORTS, INTERNET, TCP, UDP, Packets
from ..planned import Resource
from ..spans import Spans
from .flaw import Flaw
from .inspection import OUTWARD


def unreachable_targets(network: Network) -> Iterator[Flaw]:
    """Targets whose groups, ACLs or routes stop what a listener passes on, or the health checks of it."""
    sender = Flows(network)
    placed: dict[str, list[Endpoint]] = {}
    for endpoint in network.endpoints:
        if endpoint.resource is not None:
            placed.setdefault(endpoint.resource.urn, []).append(endpoint)
    for forward in network.forwards:
        seen = set()
        for attempt, end in _broken(sender, forward, placed.get(forward.balancer.urn, [])):
            key = (end.resource.urn if end.resource else end.reason, attempt.target)
            if key not in seen:
                seen.add(key)
                yield _flaw(forward, attempt, end)
                break


def _broken(sender: Flows, forward: Forward, balancer: list[Endpoint]) -> Iterator[tuple[Attempt, Outcome]]:
    """What stops the calls of a forward, or their answers, with the first thing that does."""
    for port in sorted({port for _, port in forward.targets}):
        members = [each for each, own in forward.targets if own == port]
        # Health checks come from the load balancer whatever address its callers have.
        called = {(port, forward.udp), (forward.health or port, False)}
        for number, udp in sorted(called):
            probe = _probe(number, udp=udp)
            for source in balancer:
                for attempt in sender.attempt(source, None, parties(members), None, probe, answered=True):
                    ends = [attempt.outcome, *attempt.answers]
                    yield from ((attempt, end) for end in ends if end.end is End.STOPPED)
        if forward.keeps_callers:
            probe = _probe(port, udp=forward.udp)
            for source in map(_callers, balancer):
                for attempt in sender.attempt(source, None, parties(members), None, probe, answered=False):
                    if attempt.outcome.end is End.STOPPED:
                        yield attempt, attempt.outcome


def _probe(port: int, *, udp: bool) -> Packets:
    return Packets(
        Spans.one(UDP if udp else TCP), source_ports=FOREIGN_CALLING_PORTS, target_ports=Spans.one(port)
    )


def _callers(balancer: Endpoint) -> Endpoint:
    """The load balancer with the addresses of its callers in place of its own."""
    known = INTERNET if balancer.public else balancer.subnet.vpc.addresses
    return Endpoint(balancer.subnet, known, balancer.resource, balancer.groups, balancer.public)


def _flaw(forward: Forward, attempt: Attempt, end: Outcome) -> Flaw:
    target = attempt.target.label if attempt.target else "its targets"
    lost = ", but the answers do not return" if end.journey.asked is not None else ""
    verb = "reaches" if lost else "does not reach"
    lines = [
        f"Load balancer {forward.balancer.label} passes port {forward.called} on to {forward.group.label}, "
        f"and {attempt.outcome.journey.packets} {verb} {target}{lost}.",
        *(f"      {line}" for line in (*way(end.journey.hops), ending(end))),
    ]
    return Flaw(
        "segmentation-forwarding",
        True,
        end.resource or forward.listener,
        "\n".join(lines),
        "The targets would be unhealthy, and every call would end in an error.",
        end.change or "Let the load balancer reach its targets.",
    )


def stranded_balancers(network: Network) -> Iterator[Flaw]:
    """Load balancers that face the internet, in subnets whose table does not lead there."""
    seen: set[str] = set()
    for endpoint in network.endpoints:
        resource = endpoint.resource
        if resource is None or not endpoint.public or "oadBalancer" not in resource.type:
            continue
        routes = endpoint.subnet.table.routes
        if any(route.prefix == 0 and route.way in OUTWARD for route in routes):
            continue
        if resource.urn not in seen:
            seen.add(resource.urn)
            yield _stranded(resource, endpoint)


def _stranded(resource: Resource, endpoint: Endpoint) -> Flaw:
    return Flaw(
        "segmentation-forwarding",
        True,
        resource,
        f"Load balancer {resource.label} faces the internet from {endpoint.subnet.label}, and "
        f"{endpoint.subnet.table.name} has no route to an internet gateway.",
        "Its answers never leave the VPC.",
        "Put it into subnets whose table leads to the internet gateway, or make it internal.",
    )
