"""What the value of one property has to look like."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from preview.checks.problem import Level
from preview.values import Value

Format: TypeAlias = Callable[[Value], "str | None"]
"""What is wrong with a value, worded to follow what it is; None if nothing is, or it has another type."""


class Rule(NamedTuple):
    """A format and the rule that a value breaks which has not got it."""

    name: str
    check: Format
    fix: str = ""
    level: Level = "error"
