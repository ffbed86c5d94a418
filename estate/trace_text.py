"""A trace in words, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from components.config.flows import Traffic

from .proof.evidence import ending, way
from .proof.packets import traffic_words
from .trace_way import Trace, Way


def show(trace: Trace) -> str:
    """The whole trace."""
    lines: list[str] = []
    for found in trace.ways:
        lines += [*_shown(found), ""]
    verb = "reaches"
    if not trace.works:
        verb = (
            "only partly reaches" if any(found.broken is None for found in trace.ways) else "does not reach"
        )
    lines.append(f"{trace.source} {verb} {trace.target} by {_called(trace.traffic)}.")
    lines += [f"{each}." for each in trace.passed_on]
    if trace.uncovered:
        lines.append(
            f"{trace.uncovered} planned resources are not covered by the model; the proof names them."
        )
    return "\n".join(lines)


def _called(traffic: Traffic) -> str:
    if traffic.protocol == "icmp":
        return "icmp"
    ports = str(traffic.first) if traffic.first == traffic.last else f"{traffic.first}-{traffic.last}"
    return f"{traffic.protocol}/{ports}"


def _shown(found: Way) -> Iterator[str]:
    outcome = found.attempt.outcome
    journey = outcome.journey
    more = f"; {found.count - 1} more pairs go the same way" if found.count > 1 else ""
    end = found.attempt.target.label if found.attempt.target else outcome.place or "the target"
    yield f"{traffic_words(journey.packets)} from {found.attempt.source} to {end}{more}"
    yield from (f"  {number:>2}. {line}" for number, line in enumerate(way(journey.hops), start=1))
    for condition in journey.conditions:
        yield f"      {condition}"
    if found.broken is outcome:
        yield from _stopped(found)
        return
    shown = found.broken or next(iter(found.attempt.answers), None)
    if shown is not None:
        yield "  answers"
        yield from (f"  {number:>2}. {line}" for number, line in enumerate(way(shown.journey.hops), start=1))
    if found.broken is not None:
        yield from _stopped(found)


def _stopped(found: Way) -> Iterator[str]:
    if found.broken is not None:
        yield f"   X  {ending(found.broken)}"
        if found.broken.change:
            yield f"      to let it pass: {found.broken.change}"
