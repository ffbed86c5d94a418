"""What two segments exchange passes the firewall both ways, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .base import Refused
from .found import Found, located
from .reading import Reading
from .segments import inspected_pairs, refused_segment


def _inspection(reading: Reading) -> Found:
    """Pairs that could be routed: of two segments with ranges, neither of which learns the other."""
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


def _inspector(reading: Reading) -> Found:
    """The firewall that inspects, and the way from it to both segments of a pair."""
    name = reading.sound("egress", "segment")
    if not isinstance(name, str) or name not in reading.names("segments"):
        return
    egress = reading.parts.get("egress")
    bare = egress is not None and egress.firewall is None
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
            refusals = [_refused_end(reading, one, other, name, at) for one in (key, other)]
            yield from located(reading, "segments", filter(None, refusals))


def _refused_end(
    reading: Reading, one: str, other: str, inspector: str, at: tuple[str | int, ...]
) -> Refused | None:
    """Why the firewall, whose segment is the inspector, cannot hand packets on to one segment of a pair."""
    segment = reading.segments.get(one)
    if one == inspector:
        message = f"{one} is the segment of the egress network, which stands between others"
        fix = "Name another segment."
    elif segment is not None and inspector not in segment.propagates_to:
        message = f"The firewall cannot reach {one}: {inspector}, its own segment, does not learn it"
        fix = f"Add {inspector} to segments.{one}.propagates_to."
    else:
        return None
    return Refused(message, given=other, allowed=f"segments that propagate to {inspector}", fix=fix, at=at)


INSPECTION: tuple[Callable[[Reading], Found], ...] = (
    _inspection,
    _inspector,
)
"""The checks of this file."""
