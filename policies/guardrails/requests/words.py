"""A denial in words: who denies which request, where, why, and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from ..evaluation import Policy, Request, Unknown
from .judgement import Judgement
from .reading import text

_PRINCIPAL = "aws:principalarn"
_MOST = 4  # values of a policy that a message lists
_HIDDEN = "a secret value"


def denial(
    judgement: Judgement, name: str, own_type: str = "", *, secrets: frozenset[str] = frozenset()
) -> str:
    """One sentence about a denied request of the resource `name`, and what to do; no value of `secrets`.

    What else than the resource itself the request is authorized on, such as its volume, is said.
    """
    decision, request = judgement.decision, judgement.implied.request
    kind = judgement.implied.kind.partition("/")[0]
    other = kind.replace("-", "").lower() not in own_type.lower()
    subject = f"{request.action} on {name}" + (f" ({kind})" if other else "")
    if judgement.more:
        subject += f", with {judgement.more} more request{'s' if judgement.more > 1 else ''},"
    level = judgement.place.levels[decision.level or 0]
    if decision.policy is None:
        return f"{subject} would be denied at {level}: no service control policy there allows it."
    where = f"{decision.plane} attached to {level}"
    policy = judgement.place.policy(decision.plane, decision.level or 0, decision.policy)
    reasons = "; ".join(_reasons(policy, decision.statement, request, secrets)) if policy else ""
    fix = judgement.place.fixes.get(decision.policy, "")
    because = reasons or "it denies this to everybody"
    told = f"{subject} would be denied by `{decision.policy}` ({where}): {because}."
    return f"{told} Fix: {fix}" if fix else told


def _reasons(policy: Policy, label: str | None, request: Request, secrets: frozenset[str]) -> Iterator[str]:
    """Each condition of the statement that the request meets, and who would be exempt."""
    conditions = _statement(policy, label).get("Condition", {})
    exempt = ""
    for operator, keys in conditions.items():
        for key, wanted in keys.items():
            values = [text(one) for one in (wanted if isinstance(wanted, list) else [wanted])]
            if key.lower() == _PRINCIPAL and "not" in operator.lower():
                exempt = f"the role {request.principal.rpartition('/')[2]} is not exempt"
            else:
                yield _reason(operator.rpartition(":")[2].lower(), key, values, request, secrets)
    if exempt:
        yield exempt


def _reason(operator: str, key: str, values: list[str], request: Request, secrets: frozenset[str]) -> str:
    found = request.lookup(key.lower())
    if operator == "null":
        return f"{key} is absent and must be given" if "true" in values else f"{key} is given"
    if found is None:
        state = "absent"
    elif isinstance(found, Unknown) or any(isinstance(one, Unknown) for one in found):
        state = "not known yet"
    else:
        state = ", ".join(_HIDDEN if one in secrets else str(one) for one in found[:_MOST])
    listed = ", ".join(values[:_MOST]) + (
        f" or one of {len(values) - _MOST} more" if len(values) > _MOST else ""
    )
    if "not" in operator:
        return f"{key} is {state} and must be {listed}"
    return (
        f"{key} is {state}" if state not in ("absent", "not known yet") else f"{key} is {state}, not {listed}"
    )


def _statement(policy: Policy, label: str | None) -> Mapping[str, Any]:
    document = json.loads(policy.document) if isinstance(policy.document, str) else policy.document
    given = document["Statement"]
    for place, statement in enumerate(given if isinstance(given, list) else [given], 1):
        if label in (statement.get("Sid"), f"#{place}"):
            found: Mapping[str, Any] = statement
            return found
    return {}
