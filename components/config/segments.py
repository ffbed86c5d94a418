"""Segments of the network: who reaches whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import Field

from preview.project import did_you_mean, nearest

from .base import Refused, Section


class Segment(Section):
    """A route table of the transit gateway."""

    propagates_to: tuple[str, ...] = Field(
        description="segments that learn the routes of this one's networks", examples=["[inspection]"]
    )


def refused_segments(segments: Mapping[str, Segment], names: Sequence[str], most: int) -> list[Refused]:
    """What is wrong between segments; `names` are all that exist, also those that are broken otherwise."""
    refusals = [
        refused
        for key, segment in segments.items()
        for index, target in enumerate(segment.propagates_to)
        for refused in _refused_target(key, index, target, segment.propagates_to, names)
    ]
    if len(names) > most:
        refusals.append(
            Refused(
                f"There are {len(names)} segments",
                given=str(len(names)),
                allowed=f"at most {most}: each is a route table of the transit gateway",
                fix="Merge segments that may reach the same others.",
            )
        )
    return refusals


def _refused_target(
    key: str, index: int, target: str, targets: tuple[str, ...], names: Sequence[str]
) -> list[Refused]:
    at = (key, "propagates_to", index)
    if target not in names:
        return [refused_segment(target, names, *at)]
    if target in targets[:index]:
        return [
            Refused(
                f"{key} propagates to {target} twice",
                given=target,
                allowed="each segment once",
                fix="Remove the second one.",
                at=at,
            )
        ]
    return []


def refused_segment(name: str, names: Sequence[str], *at: str | int) -> Refused:
    """That a segment of that name does not exist."""
    guess = nearest(name, names)
    return Refused(
        f"There is no segment {name}" + did_you_mean(guess),
        given=name,
        allowed=", ".join(names) or "no segment: define one below segments",
        fix=f"Write {guess}." if guess else "Name one of these, or add the segment to segments.",
        at=at,
    )
