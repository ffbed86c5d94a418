"""What AWS Organizations would refuse of the statements of a service or resource control policy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .conditions import refused_conditions
from .effective import ineffective
from .evaluation.services import bound_services
from .reference import Reference, reference
from .refusal import Refused, refusal

VERSION = "2012-10-17"
_SID = re.compile(r"[A-Za-z0-9]*")
_ACTION = re.compile(r"\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+")
_ELEMENTS = ("Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition")


def refused_statements(resource_policy: bool, document: Mapping[str, Any]) -> Iterator[Refused]:
    """The refusals of a policy; `at` leads from the document to the part that is wrong."""
    for element in document:
        if element not in ("Version", "Id", "Statement"):
            yield refusal(
                f"A policy has no element {element}", element, "Version, Id, Statement", at=(element,)
            )
    if document.get("Version") != VERSION:
        yield refusal(
            "A policy needs the current version of the language",
            str(document.get("Version", "none")),
            VERSION,
            at=("Version",),
            fix=f'Write "Version": "{VERSION}".',
        )
    given = document.get("Statement")
    statements = given if isinstance(given, list) else [given]
    if given in (None, []):
        yield refusal("The policy has no statement", "none", "at least one statement", at=("Statement",))
        return
    sids: set[str] = set()
    for index, statement in enumerate(statements):
        at: tuple[str | int, ...] = ("Statement", index) if isinstance(given, list) else ("Statement",)
        if not isinstance(statement, Mapping):
            yield refusal("A statement is a JSON object", str(statement), "an object", at=at)
            continue
        faults = list(_of_statement(resource_policy, statement, sids, reference()))
        if not faults and (reason := ineffective(statement, reference())):
            label = statement.get("Sid") or f"#{index + 1}"
            faults.append(
                refusal(
                    f"Statement {label} can never apply: {reason}",
                    label,
                    "conditions that a request for one of its actions can satisfy together",
                    fix="Remove the condition, or list actions that carry the key.",
                )
            )
        for fault in faults:
            yield Refused(
                fault.message, allowed=fault.allowed, fix=fault.fix, given=fault.given, at=(*at, *fault.at)
            )


def _of_statement(
    resource_policy: bool, statement: Mapping[str, Any], sids: set[str], known: Reference
) -> Iterator[Refused]:
    for element in statement:
        if element not in _ELEMENTS:
            yield refusal(
                f"A statement has no element {element}", element, ", ".join(_ELEMENTS), at=(element,)
            )
    sid = statement.get("Sid", "")
    if not isinstance(sid, str) or not _SID.fullmatch(sid):
        yield refusal(f"{sid!r} is no Sid", str(sid), "letters and digits", at=("Sid",))
    elif sid and sid in sids:
        yield refusal(f"Two statements have the Sid {sid}", sid, "a Sid of its own", at=("Sid",))
    sids.add(str(sid))
    effect = statement.get("Effect")
    if effect not in ("Allow", "Deny"):
        yield refusal(
            "A statement's Effect is Allow or Deny", str(effect or "none"), "Allow, Deny", at=("Effect",)
        )
    elif resource_policy and effect == "Allow":
        yield refusal(
            "A resource control policy cannot allow: AWS keeps the one that allows everything attached",
            "Allow",
            "Deny",
            at=("Effect",),
            fix="Turn the statement round: deny what should not pass.",
        )
    yield from _principal(resource_policy, statement)
    yield from _actions(resource_policy, statement, known)
    yield from _resources(resource_policy, statement)
    yield from refused_conditions(statement.get("Condition", {}), known)


def _principal(resource_policy: bool, statement: Mapping[str, Any]) -> Iterator[Refused]:
    if not resource_policy and "Principal" in statement:
        yield refusal(
            "A service control policy names no principal: it binds whoever is in the account",
            "Principal",
            "no Principal",
            at=("Principal",),
            fix="Remove it; use a condition on aws:PrincipalArn for exemptions.",
        )
    if resource_policy and statement.get("Principal") != "*":
        yield refusal(
            "A resource control policy's Principal is *",
            str(statement.get("Principal", "none")),
            "*",
            at=("Principal",) if "Principal" in statement else (),
            fix='Write "Principal": "*", and use a condition for exemptions.',
        )


def _actions(resource_policy: bool, statement: Mapping[str, Any], known: Reference) -> Iterator[Refused]:
    element, patterns, fault = _element(statement, "Action")
    if fault:
        yield fault
        return
    if resource_policy and element == "NotAction":
        yield refusal(
            "A resource control policy lists what it denies", "NotAction", "Action", at=("NotAction",)
        )
    for index, pattern in enumerate(patterns):
        at: tuple[str | int, ...] = (element, index) if isinstance(statement[element], list) else (element,)
        if not _ACTION.fullmatch(pattern):
            yield refusal(f"{pattern} is no action", pattern, "service:Action, such as s3:PutObject", at=at)
        elif pattern == "*":
            if resource_policy:
                yield refusal(
                    "A resource control policy cannot deny *: it names the services", "*", "service:*", at=at
                )
        elif next(known.matching(pattern), None) is None:
            close = known.closest(pattern)
            yield refusal(
                f"AWS has no action {pattern}" + (f"; did you mean {close}?" if close else ""),
                pattern,
                "actions of the service authorization reference",
                at=at,
                fix=f"Write {close}." if close else "Look the action up in the service's documentation.",
            )
        elif resource_policy and (prefix := pattern.partition(":")[0].lower()) not in bound_services():
            yield refusal(
                f"Resource control policies do not bind {prefix}: {pattern} would pass",
                pattern,
                "services that support resource control policies",
                at=at,
                fix="Deny it in a service control policy.",
            )


def _resources(resource_policy: bool, statement: Mapping[str, Any]) -> Iterator[Refused]:
    element, patterns, fault = _element(statement, "Resource")
    if fault:
        yield fault
        return
    for index, pattern in enumerate(patterns):
        # Of a shorter ARN, Organizations takes only one that ends in an asterisk, and that not everywhere.
        complete = pattern.count(":") >= 5 or (pattern.endswith("*") and not resource_policy)
        if pattern != "*" and not (pattern.startswith("arn:") and complete):
            at: tuple[str | int, ...] = (
                (element, index) if isinstance(statement[element], list) else (element,)
            )
            yield refusal(
                f"{pattern} is no ARN",
                pattern,
                "* or arn:partition:service:region:account:resource, with * where any will do",
                at=at,
            )


def _element(statement: Mapping[str, Any], name: str) -> tuple[str, Sequence[str], Refused | None]:
    names = [one for one in (name, f"Not{name}") if one in statement]
    if len(names) != 1:
        both = "both" if names else "neither"
        return name, (), refusal(f"A statement has {name} or Not{name}", both, f"one of {name}, Not{name}")
    value = statement[names[0]]
    texts = value if isinstance(value, list) else [value]
    if not texts or not all(isinstance(text, str) and text for text in texts):
        return (
            name,
            (),
            refusal(f"{names[0]} is text or a list of texts", str(value), "texts", at=(names[0],)),
        )
    return names[0], texts, None
