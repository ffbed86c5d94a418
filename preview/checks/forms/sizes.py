"""Types of instances, runtimes, quantities, and bounds of numbers and lists."""

from __future__ import annotations

import re
from typing import Final

from preview.checks.rule import Format
from preview.project.nearest import did_you_mean, nearest
from preview.values import Value

_SIZES: Final = ("nano", "micro", "small", "medium", "large", "xlarge", "metal")
_SIZE: Final = re.compile(r"nano|micro|small|medium|large|\d*xlarge|metal(-\d+xl)?")
_INSTANCE: Final = re.compile(r"(?P<family>[a-z][a-z0-9-]*)\.(?P<size>[a-z0-9-]+)")
_RUNTIME: Final = re.compile(
    r"python\d\.\d+|nodejs(\d+\.x|\d+\.\d+(-edge)?)?|java\d+(\.al2)?|dotnet\d+|dotnetcore\d\.\d|ruby\d\.\d+"
    r"|go1\.x|provided(\.al\d+)?"
)
_RUNTIMES: Final = ("python3.13", "nodejs22.x", "java21", "dotnet8", "ruby3.4", "provided.al2023")
_QUANTITY: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+|[KMGTPE]i|[numkMGTPE])?")


def instance_type(value: Value) -> str | None:
    """A family and a size of EC2."""
    if not isinstance(value, str) or not value:
        return None
    parts = _INSTANCE.fullmatch(value)
    if parts is None:
        return "is not an instance type: these have a family and a size, as in m7g.large"
    if _SIZE.fullmatch(parts["size"]):
        return None
    guess = nearest(parts["size"], _SIZES)
    meant = did_you_mean(f"{parts['family']}.{guess}" if guess else None)
    return f"is not an instance type: there is no size {parts['size']!r}{meant}"


def class_of(prefix: str) -> Format:
    """An instance type with a beginning that says the service: `db.`, `cache.`."""

    def check(value: Value) -> str | None:
        if not isinstance(value, str) or value in ("", f"{prefix}serverless"):
            return None
        if not value.startswith(prefix):
            return f"has to begin with {prefix!r}, as in {prefix}r7g.large"
        wrong = instance_type(".".join(value.removeprefix(prefix).split(".")[:2]))
        return wrong.replace("did you mean ", f"did you mean {prefix}") if wrong else None

    return check


def runtime(value: Value) -> str | None:
    """The name of a runtime of Lambda; new ones of each language are passed."""
    if not isinstance(value, str) or not value or _RUNTIME.fullmatch(value):
        return None
    return f"is not a runtime of Lambda; these are called like {', '.join(_RUNTIMES)}"


def quantity(value: Value) -> str | None:
    """A quantity of Kubernetes."""
    if not isinstance(value, str) or _QUANTITY.fullmatch(value):
        return None
    return "is not a quantity; these are numbers with an optional unit, as in 500m, 1.5 or 512Mi"


def from_zero(value: Value) -> str | None:
    """A number that is not negative."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value >= 0:
        return None
    return "is negative"


def above_zero(value: Value) -> str | None:
    """A number of at least 1."""
    if isinstance(value, bool) or not isinstance(value, int | float) or value >= 1:
        return None
    return "is less than 1"


def between(low: int, high: int) -> Format:
    """A number within a range."""

    def check(value: Value) -> str | None:
        if isinstance(value, bool) or not isinstance(value, int | float) or low <= value <= high:
            return None
        return f"is not between {low} and {high}"

    return check


def matching(pattern: str, wanted: str) -> Format:
    """Text of a pattern, which `wanted` tells in words."""
    compiled = re.compile(pattern)

    def check(value: Value) -> str | None:
        if not isinstance(value, str) or not value or compiled.fullmatch(value):
            return None
        return f"has to be {wanted}"

    return check
