"""Which of the names that exist somebody most likely meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_SHORTEST_BEGINNING = 3


def nearest(given: str, names: Iterable[str]) -> str | None:
    """The name that differs in case only, or begins so, or looks alike; None if there is none."""
    known = {name.casefold(): name for name in names}
    wanted = given.casefold()
    if wanted in known:
        return known[wanted]
    close = get_close_matches(wanted, known, n=1)
    if not close and len(wanted) >= _SHORTEST_BEGINNING:
        close = [name for name in known if name.startswith(wanted)][:1]
    return known[close[0]] if close else None


def did_you_mean(guess: str | None) -> str:
    """The end of a message that says so; empty without a guess."""
    return f"; did you mean {guess}?" if guess else ""
