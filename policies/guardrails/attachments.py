"""Which guardrails bind which unit, as policies: what is attached, and what is evaluated. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from .catalogue import CATALOGUE
from .documents import parsed
from .evaluation import Policy
from .guardrail import Guardrail
from .kinds import PolicyType
from .organization import ancestors
from .packing import PackedPolicy, Part, pack
from .settings import ROOT, Facts, OwnPolicy

FULL_ACCESS = Policy(
    "FullAWSAccess",
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]},
)
"""The service control policy that AWS attaches to every node: the others only deny."""


class Attachments:
    """The guardrails of an organization, from its shared facts."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._levels: dict[tuple[str | None, PolicyType], tuple[tuple[Policy, ...], ...]] = {}

    @cached_property
    def guardrails(self) -> Mapping[str, Guardrail]:
        """Every guardrail that is attached anywhere, by id: of the catalogue, or the organization's own."""
        own = self._facts.settings.own
        known = {**CATALOGUE, **{identifier: _own(identifier, policy) for identifier, policy in own.items()}}
        attached = (one for identifiers in self._facts.settings.attach.values() for one in identifiers)
        return {
            identifier: known[identifier] for identifier in dict.fromkeys(attached) if identifier in known
        }

    def at(self, node: str, kind: PolicyType) -> list[Guardrail]:
        """The guardrails of a type that attach to the root or a unit itself, in the order of the file."""
        identifiers = self._facts.settings.attach.get(node, ())
        found = [self.guardrails[one] for one in identifiers if one in self.guardrails]
        return [guardrail for guardrail in found if guardrail.type is kind]

    def levels(self, unit: str | None, kind: PolicyType) -> tuple[tuple[Policy, ...], ...]:
        """What `evaluate` takes for an account in this unit: a policy for each guardrail, named by its id.

        Guardrails come unpacked, so that a decision names the one that decided: packing changes no decision.
        The same policies are answered each time, parsed once.
        """
        key = (unit, kind)
        if key not in self._levels:
            nodes = (ROOT, *(ancestors(unit) if unit else ()))
            base = (FULL_ACCESS,) if kind is PolicyType.SERVICE_CONTROL else ()
            self._levels[key] = (
                *((*base, *(self._policies[one.id] for one in self.at(node, kind))) for node in nodes),
                base,  # the account itself
            )
        return self._levels[key]

    def level_names(self, unit: str | None) -> tuple[str, ...]:
        """What each level of `levels` is: the root, the units' paths, the account."""
        return (ROOT, *(ancestors(unit) if unit else ()), "the account")

    @cached_property
    def _policies(self) -> Mapping[str, Policy]:
        return {
            identifier: Policy(identifier, guardrail.document(self._facts))
            for identifier, guardrail in self.guardrails.items()
        }

    def exemptions(self) -> Mapping[str, tuple[str, ...]]:
        """The roles that each attached guardrail does not bind."""
        return {one.id: one.exempt_roles(self._facts) for one in self.guardrails.values()}

    def packed(self) -> list[PackedPolicy]:
        """The policies to make and attach, by node in the order of the file, then by type."""
        return [
            policy
            for node in self._facts.settings.attach
            for kind in PolicyType
            for policy in pack(node, kind, self.parts(node, kind))
        ]

    def parts(self, node: str, kind: PolicyType) -> Sequence[Part]:
        """The guardrails of a node and a type as what is packed."""
        return [
            Part(id=guardrail.id, document=guardrail.document(self._facts))
            for guardrail in self.at(node, kind)
        ]


def _own(identifier: str, policy: OwnPolicy) -> Guardrail:
    document = parsed(policy.document)
    return Guardrail(
        id=identifier,
        type=policy.type,
        why=policy.why,
        fix=f"Change the request, or the policy guardrails.own.{identifier}.",
        units=(),
        configures=lambda facts: document,  # noqa: ARG005 - written out, so the same for everybody
    )
