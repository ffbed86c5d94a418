"""Did you mean: the nearest of the names that would have been right."""

import difflib
from collections.abc import Iterable


def did_you_mean(given: str, allowed: Iterable[str]) -> str:
    """`" Did you mean x?"`, or an empty text if nothing is near."""
    names = sorted(allowed)
    near = difflib.get_close_matches(given, names, n=1, cutoff=0.6)
    if not near and len(given) > 2:
        near = [name for name in names if name.startswith(given)]
    return f" Did you mean {near[0]}?" if near else ""
