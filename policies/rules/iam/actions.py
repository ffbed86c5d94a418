"""Which actions the patterns of a statement cover, and what those do."""

import json
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from guardrails.evaluation import text
from guardrails.evaluation.truth import Truth
from guardrails.reference import Action, reference

from rules.iam.statement import Statement, Texts

Class = Literal["write", "data", "credentials"]

# Access levels of the reference: Write, Permissions management. Tags are changed, but nothing is lost by it.
_WRITING = ("W", "P")
# A pattern longer than any name of an action matches none.
_LONGEST = 128


def covers(pattern: str, action: str) -> bool:
    """Whether a pattern covers an action, both in any case; linear, whatever the pattern."""
    return len(pattern) <= _LONGEST and text.matches(_parsed(pattern), action.lower())


@lru_cache(maxsize=4096)
def _parsed(pattern: str) -> str:
    parsed = text.parse(pattern.lower(), wildcards=True, variables=False)
    return "".join(part for part in parsed if isinstance(part, str))


def grants(statement: Statement, action: str) -> Truth:
    """Whether the statement is about an action, by Action or NotAction."""
    left_out = statement.not_actions
    if left_out is not None:
        excluded = left_out.some(lambda pattern: covers(pattern, action))
        return None if excluded is None else not excluded
    return statement.actions.some(lambda pattern: covers(pattern, action))


def whole_service(pattern: str) -> bool:
    """Whether a pattern covers every action of a service, or of all."""
    service, colon, name = pattern.partition(":")
    return not (name if colon else service).strip("*?")


def every_service(pattern: str) -> bool:
    """Whether a pattern covers every action of AWS."""
    return not pattern.strip("*?:") and "*" in pattern


def unbounded(actions: Texts, wanted: Class) -> list[str]:
    """Which of the patterns cover an action of a class that could be bound to a resource."""
    return [pattern for pattern in dict.fromkeys(actions.known) if wanted in classes(pattern)]


@lru_cache(maxsize=4096)
def classes(pattern: str) -> frozenset[Class]:
    """The classes of the actions that a pattern covers, but of one service only."""
    service = pattern.partition(":")[0].lower()
    if len(pattern) > _LONGEST or set(service) & {"*", "?"}:
        return frozenset()
    wanted = _parsed(pattern)
    return frozenset(kind for name, kind in _classified(service) if text.matches(wanted, name))


def credential_actions() -> frozenset[str]:
    """The actions whose answer holds credentials."""
    return frozenset(_facts()["credentials"])


def data_actions() -> frozenset[str]:
    """The actions whose answer is stored content."""
    return frozenset(_facts()["data"])


def services_for_others(place: Literal["resource", "trust"]) -> frozenset[str]:
    """Services, as the first part of their principal, that act on behalf of other accounts' resources."""
    return frozenset(_facts()["services_for_others"][place])


def log_delivery_accounts() -> frozenset[str]:
    """Accounts of AWS itself, named in bucket policies so that load balancers may write their logs."""
    return frozenset(_facts()["log_delivery_accounts"]["accounts"])


@cache
def escalations() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """How somebody gets more permissions: in words, and the actions that suffice together."""
    ways: Iterable[dict[str, Any]] = json.loads(_beside("escalations.json"))["ways"]
    return tuple((way["by"], tuple(way["actions"])) for way in ways)


@cache
def _classified(service: str) -> tuple[tuple[str, Class], ...]:
    """The actions of a service that have a class, in small letters."""
    found = reference().service(service)
    actions = found.actions.values() if found else ()
    return tuple((action.name.lower(), kind) for action in actions for kind in _classes(action))


def _classes(action: Action) -> Iterable[Class]:
    if action.name in data_actions():
        yield "data"
    elif action.name in credential_actions():
        yield "credentials"
    elif action.access in _WRITING and action.resource_types:
        yield "write"


@cache
def _facts() -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(_beside("actions.json"))
    return facts


def _beside(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")
