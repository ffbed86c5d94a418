"""Did you mean: the nearest of the names that would have been right."""

import difflib
from collections.abc import Iterable


def did_you_mean(given: str, allowed: Iterable[str]) -> str:
    """`" Did you mean x?"`, or an empty text if nothing is near."""
    near = difflib.get_close_matches(given, sorted(allowed), n=1, cutoff=0.6)
    return f" Did you mean {near[0]}?" if near else ""
