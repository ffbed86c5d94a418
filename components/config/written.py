"""Scalars that the CLI does not hand on as they are written.

It reads `1.30` as the number 1.3, `012345670123` as octal and `2027-01-31` as a moment, and writes them so
into the file when it next saves it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from preview.project import KeyPath, Problem, StackConfiguration, Timestamp, resolve, spelled

_QUOTED_OR_TAGGED = re.compile(r"""['"|>!*&]""")


def changed_scalars(where: StackConfiguration, key: str) -> Iterator[tuple[KeyPath, Problem]]:
    """Unquoted versions, dates and ids below the configuration key, with their paths."""
    source = where.sources.get(key)
    if source is None:
        return
    for path, text in source.document.scalars(source.path):
        here = (key, *path[len(source.path) :])
        if where.is_secure(here) or not text or _QUOTED_OR_TAGGED.match(text):
            continue
        value = resolve(text)
        if isinstance(value, Timestamp):
            yield here, _problem(where, here, text, f"a moment, {value}")
        elif isinstance(value, int | float) and not isinstance(value, bool) and spelled(value) != text:
            yield here, _problem(where, here, text, f"the number {spelled(value)}")


def _problem(where: StackConfiguration, here: KeyPath, text: str, reading: str) -> Problem:
    return where.problem(
        here,
        f"{text} without quotes is {reading}",
        allowed="text in quotes, or a number in its plain form",
        fix=f'Quote it: "{text}".' if reading.startswith("a moment") else _number_fix(text, reading),
    )


def _number_fix(text: str, reading: str) -> str:
    return (
        f'Quote it if it is a version or an id: "{text}"; else write {reading.removeprefix("the number ")}.'
    )
