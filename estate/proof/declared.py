"""Flows that name segments or stacks which do not exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from components.config.flows import OUTSIDE, SERVICES, Flows, place_parts
from components.config.reading import Reading
from preview.project import Problem


def unknown_names(readings: Mapping[str, Reading], stacks: Sequence[str]) -> Iterator[Problem]:
    """Places of flows whose first part is no segment, stack or place outside, each once for all stacks.

    What else a place names (a tier, a resource) is known once the stacks are planned.
    """
    reading = next(iter(readings.values()), None)
    flows = reading.parts.get("flows") if reading else None
    if reading is None or not isinstance(flows, Flows):
        return
    names = sorted({*reading.names("segments"), *stacks})
    for kind, group in (("never", flows.never), ("hold", flows.hold)):
        for name, flow in group.items():
            for side in ("sources", "targets"):
                for index, text in enumerate(getattr(flow, side)):
                    first = place_parts(text)[0]
                    if first in (*names, *OUTSIDE, *SERVICES, "*") or first[0].isdigit():
                        continue
                    close = get_close_matches(first, [*names, *OUTSIDE, *SERVICES], n=1)
                    yield reading.where.problem(
                        reading.path("flows", kind, name, side, index),
                        f"There is no segment or stack {first}"
                        + (f"; did you mean {close[0]}?" if close else ""),
                        given=text,
                        allowed=", ".join([*names, *OUTSIDE, *SERVICES, "*"]),
                        fix=f"Write {text.replace(first, close[0], 1)}." if close else "Name one of these.",
                    )
