"""Durations as resource options write them: `1h30m`, `45m`, `500ms`."""

from __future__ import annotations

import re
from typing import Final

from preview.engine.model import EngineError

_SECONDS: Final = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
_PART: Final = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)")


def seconds(text: str, option: str) -> float:
    """The duration in seconds. Raises EngineError naming the `option` it was given for."""
    unsigned = text.removeprefix("-").removeprefix("+")
    parts = list(_PART.finditer(unsigned))
    if unsigned == "0":
        return 0.0
    if not parts or "".join(part.group(0) for part in parts) != unsigned:
        raise EngineError(f"{option}: {text!r} is not a duration; write it like 1h30m, 45m or 90s")
    total = sum(float(part.group(1)) * _SECONDS[part.group(2)] for part in parts)
    return -total if text.startswith("-") else total
