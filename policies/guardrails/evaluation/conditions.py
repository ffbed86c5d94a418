"""One condition of a statement: an operator, a key, and values of which one must match."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from . import text
from .errors import PolicyError
from .operators import OPERATORS, Operator
from .request import Request, Unknown
from .truth import Truth, all_of, any_of, negation
from .values import CONVERSIONS

IF_EXISTS = "ifexists"
MOST_ANSWERS = 10_000
Quantifier = Literal["", "forallvalues", "foranyvalue"]


@dataclass(frozen=True)
class NullCondition:
    """`Null`: whether the key has to be absent from the request."""

    name: str
    key: str
    absent: frozenset[bool]

    def holds(self, request: Request) -> Truth:
        """Whether the key is absent or present as the policy asks; an empty list of values is absent."""
        found = request.lookup(self.key)
        if isinstance(found, Unknown) and found.optional and len(self.absent) == 1:
            return None
        return (found is None) in self.absent


@dataclass(frozen=True)
class Condition:
    """Any other operator. `name` is the key as written, `key` in small letters; `values` are parsed."""

    operator: Operator
    quantifier: Quantifier
    if_exists: bool
    name: str
    key: str
    values: tuple[str | text.Text, ...]

    def holds(self, request: Request) -> Truth:
        """Whether the request's values of the key satisfy the condition."""
        found = request.lookup(self.key)
        if found is None:
            return self._without_value()
        if isinstance(found, Unknown):
            present = self._present((Unknown(),), request)
            return present if not found.optional or present is self._without_value() else None
        if len(found) > 1 or not self._is_constant:
            return self._present(found, request)
        # Most requests of a plan come from one role and go to one region: the same values again and again.
        value = found[0]
        if value not in self._answers:
            if len(self._answers) >= MOST_ANSWERS:
                self._answers.clear()
            self._answers[value] = self._present(found, request)
        return self._answers[value]

    @cached_property
    def _is_constant(self) -> bool:
        """Whether the policy's values hold no variables."""
        return not any(
            isinstance(part, text.Variable)
            for value in self.values
            if isinstance(value, tuple)
            for part in value
        )

    @cached_property
    def _answers(self) -> dict[str | Unknown, Truth]:
        return {}

    def _without_value(self) -> bool:
        if self.if_exists or self.quantifier == "forallvalues":
            return True
        return self.operator.negated and self.quantifier != "foranyvalue"

    def _present(self, found: tuple[str | Unknown, ...], request: Request) -> Truth:
        matched = (self._matches(value, request) for value in found)
        if self.quantifier == "":
            # Several values without a quantifier: one that matches is enough, for a negated operator to fail.
            any_value = any_of(matched)
            return negation(any_value) if self.operator.negated else any_value
        judged = (negation(one) for one in matched) if self.operator.negated else matched
        if self.quantifier == "foranyvalue":
            return any_of(judged)
        # AWS takes a lone empty text for an empty set here, and here only.
        return True if found == ("",) else all_of(judged)

    def _matches(self, value: str | Unknown, request: Request) -> Truth:
        if isinstance(value, Unknown):
            return (
                True
                if self.operator.wildcards and (text.ANY,) in self.values
                else None
                if self.values
                else False
            )
        return any_of(self.operator.compare(value, pattern, request) for pattern in self.values)


def parse_condition(
    operator: str, key: str, given: Any, *, variables: bool, where: str
) -> Condition | NullCondition:
    """A condition from its parts of the document; raises PolicyError where IAM knows no such operator."""
    quantifier, _, name = operator.rpartition(":")
    name, prefix = name.lower(), quantifier.lower()
    if prefix not in ("", "forallvalues", "foranyvalue"):
        raise PolicyError(f"{where}: {quantifier} is no quantifier; IAM has ForAllValues and ForAnyValue")
    if_exists = name.endswith(IF_EXISTS)
    name = name.removesuffix(IF_EXISTS)
    written = [_written(value, where, key) for value in (given if isinstance(given, list) else [given])]
    if name == "null":
        return NullCondition(key, key.lower(), frozenset(value.lower() == "true" for value in written))
    if name not in OPERATORS:
        raise PolicyError(f"{where}: {operator} is no condition operator")
    found = OPERATORS[name]
    if found.kind in CONVERSIONS:
        # What is no number equals none, whatever the request says: an unknown value does not change that.
        written = [value for value in written if CONVERSIONS[found.kind](value) is not None]
    values: tuple[str | text.Text, ...] = tuple(
        text.parse(value, wildcards=found.wildcards, variables=variables) if found.textual else value
        for value in written
    )
    return Condition(found, prefix, if_exists, key, key.lower(), values)  # type: ignore[arg-type]


def _written(value: Any, where: str, key: str) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (str, int, float)):
        return str(value)
    raise PolicyError(f"{where}: the values of {key} must be text, numbers or booleans")
