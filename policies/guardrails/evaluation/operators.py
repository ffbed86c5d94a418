"""The condition operators of IAM: how each compares one value of the request with one of the policy.

A negated operator is its positive one turned round, as a whole: `StringNotEquals` with two values holds where
neither matches. So each is written once, positive.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from . import text, values
from .request import Request
from .text import ANY
from .truth import Truth

Compare = Callable[[str, "str | text.Text", Request], Truth]
ARN_PARTS = 6


@dataclass(frozen=True)
class Operator:
    """One operator: its name, how it compares, and how the policy's values are written for it."""

    name: str
    compare: Compare
    negated: bool = False
    wildcards: bool = False  # * and ? in the policy's value match other text
    textual: bool = False  # the policy's value may hold policy variables
    kind: Literal["string", "arn", "number", "date", "bool", "address", "binary"] = "string"


def _string(value: str, pattern: str | text.Text, request: Request) -> Truth:
    return _textual(value, pattern, request, text.matches)


def _string_without_case(value: str, pattern: str | text.Text, request: Request) -> Truth:
    return _textual(value, pattern, request, lambda one, other: text.matches(one.lower(), other.lower()))


def _arn(value: str, pattern: str | text.Text, request: Request) -> Truth:
    return _textual(value, pattern, request, _arn_matches)


def _arn_matches(pattern: str, value: str) -> bool:
    """Each of the six parts of an ARN is matched by itself; a pattern may end early with an asterisk."""
    if pattern == ANY:
        return True
    patterns, parts = pattern.split(":", ARN_PARTS - 1), value.split(":", ARN_PARTS - 1)
    if pattern.endswith(ANY):
        patterns += [ANY] * (ARN_PARTS - len(patterns))
    return len(parts) == len(patterns) == ARN_PARTS and all(map(text.matches, patterns, parts))


def _textual(
    value: str, pattern: str | text.Text, request: Request, matches: Callable[[str, str], bool]
) -> Truth:
    resolved, known = text.resolve((pattern,) if isinstance(pattern, str) else pattern, request)
    if resolved is None or not matches(resolved, value):
        # A value that is not known yet has become an ANY here, which may hold colons: parts prove nothing.
        return False if resolved is None or known or not text.matches(resolved, value) else None
    return True if known else None


def _converted(convert: Callable[[str], Any], compare: Callable[[Any, Any], bool]) -> Compare:
    def compared(value: str, pattern: str | text.Text, request: Request) -> Truth:  # noqa: ARG001
        one, other = convert(value), convert(str(pattern))
        return one is not None and other is not None and compare(one, other)

    return compared


def _operators() -> dict[str, Operator]:
    found = [
        Operator("StringEquals", _string, textual=True),
        Operator("StringNotEquals", _string, negated=True, textual=True),
        Operator("StringEqualsIgnoreCase", _string_without_case, textual=True),
        Operator("StringNotEqualsIgnoreCase", _string_without_case, negated=True, textual=True),
        Operator("StringLike", _string, wildcards=True, textual=True),
        Operator("StringNotLike", _string, negated=True, wildcards=True, textual=True),
    ]
    for name in ("Equals", "Like", "NotEquals", "NotLike"):
        negated = name.startswith("Not")
        found.append(Operator(f"Arn{name}", _arn, negated, wildcards=True, textual=True, kind="arn"))
    kinds: tuple[tuple[str, Callable[[str], Any], Literal["number", "date"]], ...] = (
        ("Numeric", values.number, "number"),
        ("Date", values.moment, "date"),
    )
    for prefix, convert, kind in kinds:
        for name, compare in (
            ("Equals", operator.eq),
            ("NotEquals", operator.eq),
            ("LessThan", operator.lt),
            ("LessThanEquals", operator.le),
            ("GreaterThan", operator.gt),
            ("GreaterThanEquals", operator.ge),
        ):
            negated = name.startswith("Not")
            found.append(Operator(f"{prefix}{name}", _converted(convert, compare), negated, kind=kind))
    found += [
        Operator("Bool", _converted(values.truth_value, operator.is_), kind="bool"),
        Operator("BinaryEquals", _converted(str, values.same_bytes), kind="binary"),
        Operator("IpAddress", _converted(values.address, values.inside), kind="address"),
        Operator("NotIpAddress", _converted(values.address, values.inside), negated=True, kind="address"),
    ]
    return {one.name.lower(): one for one in found}


OPERATORS = _operators()
"""By name in small letters; `Null` is none of these, for it looks at the key and at no value."""
