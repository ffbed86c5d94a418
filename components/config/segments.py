"""Segments of the network: who reaches whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from guardrails.organization import ancestors
from pydantic import Field, field_validator

from preview.project import did_you_mean, nearest

from .addresses import Cidr, network
from .base import Refused, Section, refuse

# Part of a role's name, which IAM limits to 64 characters; a company's prefix may take 20 of them.
_NAME = re.compile(r"(?=.{1,32}$)[a-z][a-z0-9]*(-[a-z0-9]+)*")


class Segment(Section):
    """A route table of the transit gateway."""

    # Each unit is a path in the trust policy of the segment's role, which IAM limits to 2,048 characters.
    units: tuple[str, ...] = Field(
        default=(),
        max_length=10,
        description="paths of the units whose accounts may join, with all units below them; none: only the "
        "hub's own account",
    )
    internet: bool = Field(
        default=False, description="whether its networks reach the internet, through the hub's egress"
    )
    propagates_to: tuple[str, ...] = Field(
        description="segments that learn the routes of this one's networks", examples=["[inspection]"]
    )
    ranges: tuple[Cidr, ...] = Field(
        default=(),
        description="ranges that all of its networks lie in, and no other segment's; rules of the firewall "
        "may name them as a variable",
    )
    inspected_with: tuple[str, ...] = Field(
        default=(),
        description="segments with which this one exchanges packets through the firewall; written at one of "
        "the two",
    )

    @field_validator("ranges")
    @classmethod
    def _ranges_lie_apart(cls, ranges: tuple[str, ...]) -> tuple[str, ...]:
        refuse(
            [
                Refused(
                    f"{text} overlaps {other}",
                    given=text,
                    allowed="ranges that lie apart",
                    fix="Remove one, or shrink it.",
                    at=(index,),
                )
                for index, text in enumerate(ranges)
                for other in ranges[:index]
                if network(text).overlaps(network(other))
            ]
        )
        return ranges

    def chains(self) -> tuple[tuple[str, ...], ...]:
        """Of each unit whose accounts may join, the paths from the top unit down to it."""
        return tuple(ancestors(unit) for unit in self.units)


def variable_of(name: str) -> str:
    """The name by which the firewall's rules know a segment's ranges, such as `SHARED_SERVICES`."""
    return name.upper().replace("-", "_")


def inspected_pairs(segments: Mapping[str, Segment]) -> tuple[tuple[str, str], ...]:
    """Segments that exchange packets through the firewall, each pair both ways round."""
    return tuple(
        pair
        for name, segment in segments.items()
        for other in segment.inspected_with
        for pair in ((name, other), (other, name))
    )


def refused_segments(segments: Mapping[str, Segment], names: Sequence[str], most: int) -> list[Refused]:
    """What is wrong between segments; `names` are all that exist, also those that are broken otherwise."""
    refusals = [
        refused
        for key, segment in segments.items()
        for index, target in enumerate(segment.propagates_to)
        for refused in _refused_target(key, index, target, segment.propagates_to, names)
    ]
    refusals += [
        Refused(
            f"{key} is no name of a segment",
            given=key,
            allowed="up to 32 small letters and digits, in words joined by single dashes",
            fix="Rename the segment.",
            at=(key,),
        )
        for key in names
        if not _NAME.fullmatch(key)
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


def refused_members(segments: Mapping[str, Segment], units: Iterable[str]) -> list[Refused]:
    """Units that segments name and the organization has not."""
    known = tuple(units)
    return [
        Refused(
            f"There is no unit {unit}" + did_you_mean(nearest(unit, known)),
            given=unit,
            allowed=", ".join(known) or "no unit: define one below units",
            fix=f"Write {guess}." if (guess := nearest(unit, known)) else "Name one of these.",
            at=(key, "units", index),
        )
        for key, segment in segments.items()
        for index, unit in enumerate(segment.units)
        if unit not in known
    ] + [
        Refused(
            f"{unit} is listed twice",
            given=unit,
            allowed="each unit once",
            fix="Remove the second one.",
            at=(key, "units", index),
        )
        for key, segment in segments.items()
        for index, unit in enumerate(segment.units)
        if unit in segment.units[:index]
    ]


def may_join(segment: Segment, unit: str | None) -> bool:
    """Whether an account of that unit may join: the unit is named, or lies below one that is."""
    return unit is not None and not set(ancestors(unit)).isdisjoint(segment.units)


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
