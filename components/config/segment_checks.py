"""What must hold between segments: that what they exchange finds its way there and back."""

from __future__ import annotations

from collections.abc import Callable

from .addresses import network
from .base import Refused
from .found import Found, located
from .inspection_checks import INSPECTION
from .limits import limits
from .reading import Reading
from .segments import (
    refused_members,
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


SEGMENTS: tuple[Callable[[Reading], Found], ...] = (
    _segments,
    _ranges,
    _answers,
    _egress,
    *INSPECTION,
)
"""The checks of this file."""
