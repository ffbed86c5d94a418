"""The data files beside this package, read once."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@cache
def facts(name: str) -> dict[str, Any]:
    """The data file `name` without its suffix; empty if there is none."""
    try:
        text = (DATA / f"{name}.json").read_text(encoding="utf-8")
    except OSError:
        return {}
    found: dict[str, Any] = json.loads(text)
    return found
