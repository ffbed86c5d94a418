"""The way of packets in words: each hop with the resource that let them pass, and where it is made."""

from __future__ import annotations

from collections.abc import Iterable

from .journey import End, Hop, Outcome
from .model import Network
from .packets import traffic_words
from .planned import Resource
from .prove import Breach


def placed(text: str, resource: Resource | None) -> str:
    """A text with the resource it is about."""
    if resource is None:
        return text
    where = f", {resource.place}" if resource.place else ""
    return f"{text} [{resource.label}{where}]"


def way(hops: Iterable[Hop]) -> list[str]:
    """The hops, a line each."""
    return [placed(hop.text, hop.resource) for hop in hops]


def ending(outcome: Outcome) -> str:
    """How a journey ends that did not arrive."""
    verb = "unknown" if outcome.end is End.UNKNOWN else "stopped"
    return placed(f"{verb}: {outcome.reason}", outcome.resource)


def message(breach: Breach) -> str:
    """What a finding says: the flow, an example of a broken pair, and its way."""
    asked = breach.example.outcome
    traffic = traffic_words(asked.journey.packets)
    more = f" (and {breach.count - 1} more like it)" if breach.count > 1 else ""
    lines = way(asked.journey.hops)
    if breach.must == "never" and breach.end.end is End.ARRIVED:
        head = f"{breach.name}: {traffic} from {breach.source} reaches {breach.target}, and must never{more}."
    elif breach.end.end is End.UNKNOWN or (breach.must == "never" and breach.end is asked):
        head = (
            f"{breach.name}: whether {traffic} from {breach.source} reaches {breach.target} is unknown{more}."
        )
        lines.append(ending(breach.end))
    elif breach.end is asked or breach.end.journey.asked is None:
        head = f"{breach.name}: {traffic} from {breach.source} does not reach {breach.target}{more}."
        lines.append(ending(breach.end))
    else:
        head = (
            f"{breach.name}: {traffic} from {breach.source} reaches {breach.target}, "
            f"but the answers do not return{more}."
        )
        lines += ["the answers:", *way(breach.end.journey.hops), ending(breach.end)]
    return "\n".join([head, *(f"      {line}" for line in lines)])


def fix(breach: Breach) -> str:
    """What to do about it."""
    if breach.end.end is not End.ARRIVED:
        return breach.end.change
    resource = breach.resource
    if resource is None:
        return "Remove what lets it pass."
    return f"Remove or narrow {resource.label}" + (f" ({resource.place})." if resource.place else ".")


def passed_on(network: Network) -> dict[str, list[str]]:
    """Of each load balancer, by what a person calls it: what its listeners pass on, and to what."""
    found: dict[str, list[str]] = {}
    for each in network.forwards:
        targets = sorted({f"{target.label} on {port}" for target, port in each.targets})
        to = ", ".join(targets) or f"targets of {each.group.label}, none of which is planned"
        found.setdefault(each.balancer.label, []).append(f"{each.called} to {to}")
    return found
