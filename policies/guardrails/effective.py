"""Whether a statement can ever apply: a Deny that no request satisfies protects nothing but looks as if."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .evaluation.operators import OPERATORS
from .evaluation.text import ANY, ONE, matches_some
from .reference import Action, Reference
from .reference.keys import carried

_TEMPLATE_ENDS = ("${", "}")


def ineffective(statement: Mapping[str, Any], reference: Reference) -> str | None:
    """Why the statement can never apply; None where it can. Expects known actions, operators and keys."""
    conditions = [
        (*_split(operator), key, _listed(values))
        for operator, keys in statement.get("Condition", {}).items()
        for key, values in keys.items()
    ]
    if contradiction := _contradiction(conditions):
        return contradiction
    needed = [key for quantifier, name, key, values in conditions if _needs_the_key(quantifier, name, values)]
    if not needed or "NotAction" in statement:
        return None
    resources = _listed(statement.get("Resource", "*"))
    lacking: dict[str, None] = {}
    for pattern in _listed(statement["Action"]):
        for action in reference.matching(pattern):
            for kind in _kinds(action, resources, reference):
                missing = [key for key in needed if not carried(key, action, kind, reference)]
                if not missing:
                    return None
                lacking |= dict.fromkeys(missing)
    if not lacking:
        return "none of its actions is authorized on resources of these ARNs"
    return f"no request for its actions carries {' and '.join(lacking)}"


def _kinds(action: Action, resources: list[str], reference: Reference) -> Iterator[str]:
    """The types of the action's resources that the statement's ARNs cover; "" for an action without any."""
    service = reference.service(action.name.partition(":")[0])
    if service is None:
        return
    if "*" in resources or not action.resource_types:
        yield from action.resource_types or ("",)
        return
    patterns = [_pattern(resource) for resource in resources]
    for kind in action.resource_types:
        found = service.resources.get(kind)
        if found is None or any(_overlap(pattern, _shape(found.arn)) for pattern in patterns):
            yield kind


def _overlap(pattern: str, arn: str) -> bool:
    """Whether some ARN is covered by both, part by part."""
    parts = zip(pattern.split(":", 5), arn.split(":", 5), strict=False)
    return all(matches_some(one, other) is not False for one, other in parts)


def _pattern(resource: str) -> str:
    return _shape(resource).replace("*", ANY).replace("?", ONE)


def _shape(arn: str) -> str:
    """An ARN with its variables as ANY, since they may hold anything."""
    start, end = _TEMPLATE_ENDS
    head, *rest = arn.split(start)
    return head + "".join(ANY + part.partition(end)[2] for part in rest)


def _contradiction(conditions: Iterable[tuple[str, str, str, list[str]]]) -> str | None:
    absent = {key.lower() for _, name, key, values in conditions if name == "null" and values == ["true"]}
    allowed: dict[str, set[str]] = {}
    for quantifier, name, key, values in conditions:
        if key.lower() in absent and _needs_the_key(quantifier, name, values):
            return f"{key} would have to be absent and to have a value"
        if (
            quantifier == ""
            and name in ("stringequals", "bool")
            and not any("$" in value for value in values)
        ):
            texts = {value.lower() if name == "bool" else value for value in values}
            allowed[key.lower()] = allowed.get(key.lower(), texts) & texts
    for quantifier, name, key, values in conditions:
        if quantifier == "" and name == "stringnotequals" and key.lower() in allowed:
            allowed[key.lower()] -= set(values)
    empty = [key for _, _, key, _ in conditions if allowed.get(key.lower()) == set()]
    return f"no value of {empty[0]} satisfies all its conditions" if empty else None


def _needs_the_key(quantifier: str, name: str, values: list[str]) -> bool:
    if name == "null":
        return values == ["false"]
    if name.endswith("ifexists") or quantifier == "forallvalues":
        return False
    return not OPERATORS[name].negated or quantifier == "foranyvalue"


def _split(operator: str) -> tuple[str, str]:
    quantifier, _, name = operator.lower().rpartition(":")
    return quantifier, name


def _listed(value: Any) -> list[str]:
    found = value if isinstance(value, list) else [value]
    return [("true" if one else "false") if isinstance(one, bool) else str(one) for one in found]
