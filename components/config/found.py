"""Problems of one stack, as its checks find them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guardrails.refusal import Refused

from preview.project import KeyPath, Problem

from .errors import refusal_problem
from .reading import Reading

Found = Iterator[tuple[KeyPath, Problem]]


def located(reading: Reading, section: str, refusals: Iterable[Refused], *steps: str | int) -> Found:
    """Refusals of something in a section, as problems."""
    path = reading.path(section, *steps)
    for refused in refusals:
        yield (*path, *refused.at), refusal_problem(refused, path, reading.where)
