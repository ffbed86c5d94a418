"""What IAM would refuse of a statement's conditions, or take although it can never hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from .evaluation import values
from .evaluation.conditions import IF_EXISTS
from .evaluation.operators import OPERATORS
from .reference import Reference
from .reference.keys import closest, known
from .refusal import Refused, refusal

_QUANTIFIERS = ("", "forallvalues", "foranyvalue")
_KINDS: dict[str, tuple[Callable[[str], object], str]] = {
    "number": (values.number, "a number"),
    "date": (values.moment, "a date such as 2026-11-21T00:00:00Z"),
    "bool": (values.truth_value, "true or false"),
    "address": (values.address, "an address or a range such as 192.0.2.0/24"),
    "binary": (values.binary, "base-64 text"),
}


def refused_conditions(conditions: Any, reference: Reference) -> Iterator[Refused]:
    """The refusals; `at` starts with `Condition`."""
    if not isinstance(conditions, Mapping):
        yield refusal("Condition holds operators", str(conditions), "an object", at=("Condition",))
        return
    for operator, keys in conditions.items():
        at = ("Condition", str(operator))
        quantifier, _, name = str(operator).rpartition(":")
        plain = name.lower().removesuffix(IF_EXISTS)
        if quantifier.lower() not in _QUANTIFIERS or plain not in {*OPERATORS, "null"}:
            names = {one.lower(): found.name for one, found in OPERATORS.items()} | {"null": "Null"}
            close = get_close_matches(plain, names, n=1)
            yield refusal(
                f"IAM has no condition operator {operator}"
                + (f"; did you mean {names[close[0]]}?" if close else ""),
                str(operator),
                ", ".join(names.values()),
                at=at,
                fix=f"Write {names[close[0]]}." if close else "",
            )
        elif plain == "null" and (quantifier or name.lower().endswith(IF_EXISTS)):
            yield refusal("Null takes neither IfExists nor a quantifier", str(operator), "Null", at=at)
        elif not isinstance(keys, Mapping) or not keys:
            yield refusal(f"{operator} holds condition keys", str(keys), "an object", at=at)
        else:
            for key, given in keys.items():
                yield from _key(plain, str(key), given, reference, (*at, str(key)))


def _key(operator: str, key: str, given: Any, reference: Reference, at: tuple[str, ...]) -> Iterator[Refused]:
    if not known(key, reference):
        close = closest(key, reference)
        yield refusal(
            f"AWS has no condition key {key}" + (f"; did you mean {close}?" if close else ""),
            key,
            "keys of the service authorization reference",
            at=at,
            fix=f"Write {close}." if close else "Look the key up in the service's documentation.",
        )
    texts = given if isinstance(given, list) else [given]
    if not texts or not all(isinstance(text, (str, int, float)) for text in texts):
        yield refusal(f"The values of {key} are texts", str(given), "a text or a list of texts", at=at)
        return
    kind = "bool" if operator == "null" else OPERATORS[operator].kind
    if kind == "arn":
        wrong = [text for text in texts if str(text) != "*" and not str(text).startswith(("arn:", "$", "*"))]
        allowed = "ARNs, with * where any will do"
    else:
        convert, allowed = _KINDS.get(kind, (str, ""))
        wrong = [text for text in texts if convert(_written(text)) is None]
    for text in wrong:
        yield refusal(
            f"{text} can never equal a value of {key}: it is not {allowed}", str(text), allowed, at=at
        )


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
