"""A policy document, parsed once for all requests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from . import text
from .conditions import Condition, NullCondition, parse_condition
from .errors import PolicyError
from .operators import ARN_PARTS
from .request import Request
from .truth import Truth, any_of, negation

VARIABLES_SINCE = "2012-10-17"
FIRST_VERSION = "2008-10-17"


@dataclass(frozen=True)
class Statement:
    """One statement. `label` is its Sid, or `#` and its place in the policy, from 1."""

    label: str
    allows: bool
    actions: tuple[str, ...]  # resolved patterns in small letters
    not_actions: bool
    resources: tuple[text.Text, ...]
    not_resources: bool
    conditions: tuple[Condition | NullCondition, ...]

    def names(self, action: str) -> bool:
        """Whether the statement is about an action, given in small letters."""
        return any(text.matches(pattern, action) for pattern in self.actions) != self.not_actions

    def holds(self, request: Request) -> Truth:
        """Whether resource and conditions match; the action is asked by `names`."""
        if self._every_resource:
            resource: Truth = True
        else:
            resource = any_of(_covers(pattern, request) for pattern in self.resources)
            if self.not_resources:
                resource = negation(resource)
        holds = resource
        for condition in self.conditions if holds is not False else ():
            one = condition.holds(request)
            if one is False:
                return False
            if one is None:
                holds = None
        return holds

    @cached_property
    def _every_resource(self) -> bool:
        return not self.not_resources and (text.ANY,) in self.resources


@dataclass(frozen=True)
class Policy:
    """A policy by its name, with its document as JSON text or as the object that the text stands for."""

    name: str
    document: Mapping[str, Any] | str = field(hash=False)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The statements in the document's order; raises PolicyError for what is no policy."""
        return _statements(self.name, self.document)

    def about(self, action: str) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
        """The statements that deny and those that allow an action, given in small letters."""
        found = self._by_action.get(action)
        if found is None:
            about = [statement for statement in self.statements if statement.names(action)]
            found = (
                tuple(statement for statement in about if not statement.allows),
                tuple(statement for statement in about if statement.allows),
            )
            self._by_action[action] = found
        return found

    @cached_property
    def _by_action(self) -> dict[str, tuple[tuple[Statement, ...], tuple[Statement, ...]]]:
        return {}


def _covers(pattern: text.Text, request: Request) -> Truth:
    resolved, known = text.resolve(pattern, request)
    if resolved is None:
        return False
    if request.resource_is_pattern:
        covers = text.matches_some(resolved, request.resource.replace("*", text.ANY))
    else:
        covers = text.matches(resolved, request.resource)
    return covers if known or covers is False else None


def _statements(name: str, document: Mapping[str, Any] | str) -> tuple[Statement, ...]:
    if isinstance(document, str):
        try:
            document = json.loads(document)
        except ValueError as error:
            raise PolicyError(f"{name} is not JSON: {error}") from None
    if not isinstance(document, Mapping):
        raise PolicyError(f"{name} is no JSON object")
    version = document.get("Version", FIRST_VERSION)
    if version not in (VARIABLES_SINCE, FIRST_VERSION):
        raise PolicyError(f"{name}: {version!r} is no version of the policy language")
    given = document.get("Statement")
    listed = given if isinstance(given, list) else [given]
    return tuple(
        _statement(statement, f"{name}, statement {place}", place, variables=version == VARIABLES_SINCE)
        for place, statement in enumerate(listed, 1)
    )


def _statement(given: Any, where: str, place: int, *, variables: bool) -> Statement:
    if not isinstance(given, Mapping):
        raise PolicyError(f"{where} is no JSON object")
    if given.get("Effect") not in ("Allow", "Deny"):
        raise PolicyError(f"{where}: Effect must be Allow or Deny")
    not_actions, actions = _either(given, "Action", where)
    not_resources, resources = _either(given, "Resource", where)
    if "NotPrincipal" in given or given.get("Principal", "*") not in ("*", {"AWS": "*"}, {"AWS": ["*"]}):
        raise PolicyError(f"{where}: a policy of an organization names no principal but *")
    conditions = given.get("Condition", {})
    if not isinstance(conditions, Mapping) or not all(
        isinstance(keys, Mapping) for keys in conditions.values()
    ):
        raise PolicyError(f"{where}: Condition must hold operators, and they keys")
    sid = given.get("Sid")
    return Statement(
        label=sid if isinstance(sid, str) and sid else f"#{place}",
        allows=given["Effect"] == "Allow",
        actions=tuple(
            str(text.parse(action.lower(), wildcards=True, variables=False)[0]) for action in actions
        ),
        not_actions=not_actions,
        resources=tuple(
            text.parse(_complete(resource), wildcards=True, variables=variables) for resource in resources
        ),
        not_resources=not_resources,
        conditions=tuple(
            parse_condition(operator, key, value, variables=variables, where=where)
            for operator, keys in conditions.items()
            for key, value in keys.items()
        ),
    )


def _complete(resource: str) -> str:
    """An ARN with fewer than six parts means whatever the missing ones are."""
    missing = ARN_PARTS - 1 - resource.count(":")
    return resource + ":*" * missing if resource.startswith("arn:") and missing > 0 else resource


def _either(given: Mapping[str, Any], element: str, where: str) -> tuple[bool, list[str]]:
    """Whether the element is there in its negated form, and its texts."""
    names = [name for name in (element, f"Not{element}") if name in given]
    if len(names) != 1:
        raise PolicyError(f"{where} must have {element} or Not{element}, and not both")
    value = given[names[0]]
    texts = value if isinstance(value, list) else [value]
    if not all(isinstance(one, str) for one in texts):
        raise PolicyError(f"{where}: {names[0]} must be text, or a list of texts")
    return names[0] != element, texts
