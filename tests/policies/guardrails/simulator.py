"""A second evaluation of policies, written as plainly as IAM's documentation reads, to compare with.

It knows no unknown values, and tries wildcards character by character.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

Context = Mapping[str, Sequence[str]]
NEGATED = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "ArnNotEquals": "ArnLike",
    "ArnNotLike": "ArnLike",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
    "NotIpAddress": "IpAddress",
}


def glob(pattern: str, text: str) -> bool:
    """* stands for any characters, ? for one; the two characters \\* and \\? stand for themselves."""
    if not pattern:
        return not text
    if pattern[0] == "\\":
        return bool(text) and text[0] == pattern[1] and glob(pattern[2:], text[1:])
    if pattern[0] == "*":
        return glob(pattern[1:], text) or (bool(text) and glob(pattern, text[1:]))
    return bool(text) and pattern[0] in ("?", text[0]) and glob(pattern[1:], text[1:])


def filled(text: str, context: Context, version: str) -> str | None:
    """The text with its variables' values; wildcards within these are escaped. None: one has no value."""
    result = ""
    while version == "2012-10-17" and "${" in text:
        before, _, rest = text.partition("${")
        name, _, text = rest.partition("}")
        key, _, default = name.partition(",")
        if key in ("*", "?", "$"):
            value = key
        else:
            values = context.get(key.strip().lower(), [])
            if len(values) > 1 or (not values and not default):
                return None
            value = values[0] if values else default.strip().strip("'")
        result += before + value.replace("*", "\\*").replace("?", "\\?")
    return result + text


def moment(text: str) -> float:
    """Seconds since 1970; texts without a zone are in UTC."""
    if text.isdecimal():
        return float(text)
    parsed = datetime.fromisoformat(text)
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()


def compare(operator: str, policy: str, value: str, context: Context, version: str) -> bool:
    if operator.startswith(("String", "Arn")):
        wanted = filled(policy, context, version)
        if wanted is None:
            return False
        plain = wanted.replace("\\*", "*").replace("\\?", "?")
        if operator == "StringEquals":
            return plain == value
        if operator == "StringEqualsIgnoreCase":
            return plain.lower() == value.lower()
        if operator == "StringLike":
            return glob(wanted, value)
        parts, values = wanted.split(":", 5), value.split(":", 5)
        return len(parts) == len(values) == 6 and all(glob(a, b) for a, b in zip(parts, values, strict=True))
    try:
        if operator == "Bool":
            return policy.lower() == value.lower() and value.lower() in ("true", "false")
        if operator == "IpAddress":
            return ipaddress.ip_address(value) in ipaddress.ip_network(policy)
        if operator == "BinaryEquals":
            return policy == value
        if operator.startswith("Numeric"):
            left, right = float(value), float(policy)
        else:
            left, right = moment(value), moment(policy)
    except ValueError:
        return False
    order = operator.removeprefix("Numeric").removeprefix("Date")
    return {
        "Equals": left == right,
        "LessThan": left < right,
        "LessThanEquals": left <= right,
        "GreaterThan": left > right,
        "GreaterThanEquals": left >= right,
    }[order]


def condition(operator: str, key: str, wanted: Sequence[str], context: Context, version: str) -> bool:
    quantifier, _, name = operator.rpartition(":")
    values = context.get(key.lower(), [])
    if name == "Null":
        return any((not values) == (text == "true") for text in wanted)
    if name.endswith("IfExists"):
        if not values:
            return True
        name = name.removesuffix("IfExists")
    negated = name in NEGATED
    name = NEGATED.get(name, name).replace("ArnEquals", "ArnLike")
    matched = [any(compare(name, text, value, context, version) for text in wanted) for value in values]
    if quantifier == "ForAllValues":
        return all(match != negated for match in matched)
    if quantifier == "ForAnyValue":
        return any(match != negated for match in matched)
    return any(matched) != negated


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def applies(statement: Mapping[str, Any], action: str, resource: str, context: Context, version: str) -> bool:
    named = [
        glob(p.lower(), action.lower()) for p in listed(statement.get("Action", statement.get("NotAction")))
    ]
    if any(named) == ("NotAction" in statement):
        return False
    patterns = [
        filled(p, context, version) for p in listed(statement.get("Resource", statement.get("NotResource")))
    ]
    if any(p is not None and glob(p, resource) for p in patterns) == ("NotResource" in statement):
        return False
    return all(
        condition(operator, key, listed(wanted), context, version)
        for operator, keys in statement.get("Condition", {}).items()
        for key, wanted in keys.items()
    )


def passes(
    levels: Sequence[Sequence[Mapping[str, Any]]], action: str, resource: str, context: Mapping[str, Any]
) -> bool:
    """Whether documents from the root to the account let a request pass."""
    known = {key.lower(): listed(value) for key, value in context.items()}
    allowed_everywhere = True
    for level in levels:
        effects = {
            statement["Effect"]
            for document in level
            for statement in listed(document["Statement"])
            if applies(statement, action, resource, known, document.get("Version", "2008-10-17"))
        }
        if "Deny" in effects:
            return False
        allowed_everywhere = allowed_everywhere and "Allow" in effects
    return allowed_everywhere
