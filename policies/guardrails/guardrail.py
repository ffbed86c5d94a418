"""A guardrail: written once, and turned into the policy document that AWS enforces."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .kinds import PolicyType
from .settings import Facts

ADMINISTRATOR = "arn:*:iam::*:role/{administrator}"
"""The role that the shared facts name, in any account and partition."""

Statement = dict[str, Any]
Conditions = Mapping[str, Mapping[str, str | Sequence[str]]]


@dataclass(frozen=True, kw_only=True)
class Deny:
    """What one statement denies. Each condition holds together with all others."""

    actions: Sequence[str] = ()
    except_actions: Sequence[str] = ()  # instead of `actions`: everything but these
    resources: Sequence[str] = ("*",)
    conditions: Conditions | None = None

    def statement(self, sid: str, kind: PolicyType, exempt: Sequence[str]) -> Statement:
        """The statement, with the exempt roles as one more condition."""
        conditions = {name: dict(keys) for name, keys in (self.conditions or {}).items()}
        if exempt:
            conditions.setdefault("ArnNotLike", {})["aws:PrincipalArn"] = list(exempt)
        return {
            "Sid": sid,
            "Effect": "Deny",
            **({"Principal": "*"} if kind is PolicyType.RESOURCE_CONTROL else {}),
            **({"Action": list(self.actions)} if self.actions else {"NotAction": list(self.except_actions)}),
            "Resource": list(self.resources),
            **({"Condition": conditions} if conditions else {}),
        }


@dataclass(frozen=True, kw_only=True)
class Guardrail:
    """One guardrail of the catalogue.

    `denies` makes the statements of a service or resource control policy from the shared facts, `configures`
    the document of any other type. `exempt` holds ARN patterns of roles that are not bound; `units` where it
    attaches unless the shared facts say otherwise; `controls` what it serves in other frameworks.
    """

    id: str
    type: PolicyType
    why: str
    fix: str
    units: tuple[str, ...]
    controls: tuple[str, ...] = ()
    exempt: tuple[str, ...] = ()
    denies: Callable[[Facts], Sequence[Deny]] | None = None
    configures: Callable[[Facts], Mapping[str, Any]] | None = None

    def exempt_roles(self, facts: Facts) -> tuple[str, ...]:
        """The roles that are not bound: its own and those that the shared facts add."""
        own = tuple(role.format(administrator=facts.settings.administrator) for role in self.exempt)
        return own + facts.settings.exempt.get(self.id, ())

    def document(self, facts: Facts) -> Mapping[str, Any]:
        """The policy document, not minified."""
        if self.configures is not None:
            return self.configures(facts)
        exempt = self.exempt_roles(facts)
        name = "".join(word.capitalize() for word in self.id.split("-"))
        denied = self.denies(facts) if self.denies is not None else ()
        return {
            "Version": "2012-10-17",
            "Statement": [
                deny.statement(name if number == 1 else f"{name}{number}", self.type, exempt)
                for number, deny in enumerate(denied, 1)
            ],
        }
