"""What must hold between segments: that what they exchange finds its way there and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .addresses import network
from .base import Refused
from .found import Found, located
from .limits import limits
from .reading import Reading
from .segments import (
    inspected_pairs,
    refused_members,
    refused_segment,
    refused_segments,
)


def _segments(reading: Reading) -> Found:
    most = limits().transit_gateway_route_tables
    refusals = refused_segments(reading.segments, reading.names("segments"), most)
    if reading.units is not None:
        refusals += refused_members(reading.segments, reading.units.paths())
    yield from located(reading, "segments", refusals)


def _ranges(reading: Reading) -> Found:
    """A segment's ranges lie in the regions' supernets, and in no other segment's."""
    supernets = reading.sound("addresses", "supernets")
    seen: list[tuple[str, str]] = []
    for key, segment in reading.segments.items():
        for index, text in enumerate(segment.ranges):
            at = (key, "ranges", index)
            for holder, other in seen:
                if network(text).overlaps(network(other)):
                    refused = Refused(
                        f"{text} overlaps {other} of {holder}",
                        given=text,
                        allowed="a range that no other segment has",
                        fix="Move or shrink one of the two.",
                        at=at,
                    )
                    yield from located(reading, "segments", [refused])
            seen.append((key, text))
            known = supernets.values() if isinstance(supernets, dict) else ()
            if known and not any(network(text).subnet_of(network(each)) for each in known):
                refused = Refused(
                    f"{text} lies outside the supernets of all regions",
                    given=text,
                    allowed=f"a range inside {' or '.join(known)}",
                    fix="Choose a range inside one of them.",
                    at=at,
                )
                yield from located(reading, "segments", [refused])


def _inspection(reading: Reading) -> Found:
    """What two segments exchange passes the firewall both ways, or not at all."""
    for key, segment in reading.segments.items():
        for index, other in enumerate(segment.inspected_with):
            refusals = _refused_pair(reading, key, other, ("inspected_with", index))
            yield from located(reading, "segments", refusals, key)


def _refused_pair(reading: Reading, key: str, other: str, at: tuple[str | int, ...]) -> Iterator[Refused]:
    """What is wrong with one pair; `at` leads from the segment."""
    names = reading.names("segments")
    if other not in names:
        yield refused_segment(other, names, *at)
        return
    partner = reading.segments.get(other)
    written = inspected_pairs(reading.segments).count((key, other))
    if partner is None:
        return
    if other == key or written > 1:
        yield Refused(
            f"{key} cannot be inspected with itself"
            if other == key
            else f"{key} and {other} are inspected with each other twice",
            given=other,
            allowed="each pair of segments once, at one of the two",
            fix="Remove this one.",
            at=at,
        )
        return
    for one, learner in ((key, other), (other, key)):
        propagates_to = reading.segments[one].propagates_to
        if learner in propagates_to:
            yield Refused(
                f"{learner} learns the networks of {one}, so packets to them would pass by the firewall, "
                "and it would drop the answers",
                given=other,
                allowed=f"segments that {one} does not propagate to",
                fix=f"Remove {learner} from segments.{one}.propagates_to.",
                at=at,
            )
        if not reading.segments[one].ranges:
            yield Refused(
                f"Routes to the firewall need the ranges of {one}, which has none",
                given=other,
                allowed="segments with ranges",
                fix=f"Add ranges to segments.{one}: what its networks lie in.",
                at=at,
            )


def _answers(reading: Reading) -> Found:
    """A segment that learns another's networks is learned by it: else packets arrive and no answer does.

    The egress network's answers find back by the default route to it.
    """
    egress = reading.sound("egress", "segment")
    if "transit" not in reading.raw or (egress is None and "egress" in reading.raw):
        return
    for key, segment in reading.segments.items():
        for index, other in enumerate(segment.propagates_to):
            learner = reading.segments.get(other)
            if learner is None or key == other or egress in (key, other):
                continue
            if not learner.propagates_to and not learner.units:
                continue  # made for a network that stands between others
            if key not in learner.propagates_to:
                refused = Refused(
                    f"{other} learns the networks of {key}, but {key} does not learn those of {other}: what "
                    f"{other} sends arrives, and no answer comes back",
                    given=other,
                    allowed=f"segments that propagate to {key}, too",
                    fix=f"Remove {other} here, or add {key} to segments.{other}.propagates_to.",
                    at=(key, "propagates_to", index),
                )
                yield from located(reading, "segments", [refused])


def _egress(reading: Reading) -> Found:
    """Segments that reach the internet lead to its way there, and answers find back."""
    name = reading.sound("egress", "segment")
    if not isinstance(name, str) or name not in reading.names("segments"):
        return
    for key, segment in reading.segments.items():
        if segment.internet and key == name:
            refused = Refused(
                f"{key} is the segment of the egress network, whose own way out would lead back to it",
                given="true",
                allowed="internet: false for this segment",
                fix="Remove internet, or name another segment for the egress network.",
                at=(key, "internet"),
            )
        elif segment.internet and name not in segment.propagates_to:
            refused = Refused(
                f"{key} reaches the internet, but answers do not find back: {name} does not learn its routes",
                given=", ".join(segment.propagates_to),
                allowed=f"a list with {name}, the segment of the egress network",
                fix=f"Add {name}.",
                at=(key, "propagates_to"),
            )
        else:
            continue
        yield from located(reading, "segments", [refused])


def _inspector(reading: Reading) -> Found:
    """The firewall that inspects, and the way from it to both segments of a pair."""
    name = reading.sound("egress", "segment")
    if not isinstance(name, str) or name not in reading.names("segments"):
        return
    bare = reading.raw["egress"].get("firewall") is None
    for key, segment in reading.segments.items():
        for index, other in enumerate(segment.inspected_with):
            at = (key, "inspected_with", index)
            if bare:
                refused = Refused(
                    f"Nothing inspects what {key} and {other} exchange: the egress network has no firewall",
                    given=other,
                    allowed="pairs of segments where egress has a firewall",
                    fix="Add firewall to egress, or let the two segments propagate to each other.",
                    at=at,
                )
                yield from located(reading, "segments", [refused])
            for one in (key, other):
                if one == name or name not in getattr(reading.segments.get(one), "propagates_to", (name,)):
                    refused = Refused(
                        f"{one} is the segment of the egress network, which stands between others"
                        if one == name
                        else f"The firewall cannot reach {one}: {name}, its own segment, does not learn it",
                        given=other,
                        allowed=f"segments that propagate to {name}",
                        fix="Name another segment."
                        if one == name
                        else f"Add {name} to segments.{one}.propagates_to.",
                        at=at,
                    )
                    yield from located(reading, "segments", [refused])


SEGMENTS: tuple[Callable[[Reading], Found], ...] = (
    _segments,
    _ranges,
    _inspection,
    _answers,
    _egress,
    _inspector,
)
"""The checks of this file."""
