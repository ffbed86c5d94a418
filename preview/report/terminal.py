"""A console that what a program or a pack says cannot take over."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

# Control characters but tab and newline, and marks that reverse the direction of text.
_UNSAFE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ALSO_IN_NAMES: Final = re.compile(r"[\t\n]")
_NAME_LENGTH: Final = 120


class SafeConsole(Console):
    """Shows control characters as escapes; styles of its own it writes as ever."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """What there is to write, a piece at a time."""
        for segment in super().render(renderable, options):
            if segment.control is None and _UNSAFE.search(segment.text):
                yield Segment(_UNSAFE.sub(_escaped, segment.text), segment.style)
            else:
                yield segment


def on_one_line(name: str) -> str:
    """A name for the middle of a line: without breaks, and cut where it is longer than anybody reads."""
    shown = _ALSO_IN_NAMES.sub(_escaped, name)
    return shown if len(shown) <= _NAME_LENGTH else f"{shown[:_NAME_LENGTH]}..."


def _escaped(match: re.Match[str]) -> str:
    return match.group().encode("unicode_escape").decode()
