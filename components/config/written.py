"""Scalars that the CLI does not hand on as they are written.

It reads `1.30` as the number 1.3, `012345670123` as octal and `2027-01-31` as a moment, and writes them so
into the file when it next saves it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from preview.project import KeyPath, Problem, StackConfiguration, Timestamp, resolve, spelled

from .words import allowed, at

_QUOTED_OR_TAGGED = re.compile(r"""['"|>!*&]""")


def changed_scalars(
    where: StackConfiguration, key: str, annotation: Any
) -> Iterator[tuple[KeyPath, Problem]]:
    """Unquoted versions, dates and ids below the configuration key, which has the type, with their paths."""
    source = where.sources.get(key)
    if source is None:
        return
    for path, text in source.document.scalars(source.path):
        steps = path[len(source.path) :]
        if where.is_secure((key, *steps)) or not text or _QUOTED_OR_TAGGED.match(text):
            continue
        value = resolve(text)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if isinstance(value, Timestamp) or (number and spelled(value) != text):
            words = allowed(*at(annotation, steps))
            yield (key, *steps), _problem(where, (key, *steps), text, value, words)


def _problem(where: StackConfiguration, here: KeyPath, text: str, value: Any, words: str) -> Problem:
    if isinstance(value, Timestamp):
        reading, fix = f"a moment, {value}", f'Quote it: "{text}".'
    elif "number" in words:
        reading, fix = f"the number {spelled(value)}", f"Write {spelled(value)}, if that is what is meant."
    else:
        reading, fix = f"the number {spelled(value)}", f'Quote it: "{text}".'
    return where.problem(here, f"{text} without quotes is {reading}", allowed=words, fix=fix)
