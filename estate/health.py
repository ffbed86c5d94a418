"""The organization at a glance: what it holds, what binds it, what room is left, what does nothing. Pure."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from guardrails.attachments import Attachments
from guardrails.catalogue import CATALOGUE
from guardrails.kinds import PolicyType, quotas
from guardrails.organization import ancestors
from guardrails.packing import PackedPolicy
from guardrails.settings import ROOT

from components.config.guardrails import facts
from components.config.limits import limits
from components.config.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A unit, or the root, with its accounts."""

    path: str
    accounts: tuple[str, ...]  # keys of those that live in it itself
    accounts_below: int  # with those of the units below
    guardrails: int  # that bind its accounts, inherited ones included


@dataclass(frozen=True, kw_only=True)
class Policies:
    """The policies of one type at one unit, beside the quotas."""

    unit: str
    type: PolicyType
    policies: tuple[PackedPolicy, ...]
    attached: int  # with what AWS keeps attached
    most_attached: int
    most_characters: int

    @property
    def fullest(self) -> int:
        """Characters of the largest policy."""
        return max(policy.size for policy in self.policies)


@dataclass(frozen=True, kw_only=True)
class Exemption:
    """Roles that a guardrail does not bind."""

    guardrail: str
    roles: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class WaivedRule:
    """A waiver of a stack."""

    stack: str
    rule: str
    resource: str
    owner: str
    expires: datetime.date
    expired: bool


@dataclass(frozen=True, kw_only=True)
class Idle:
    """A guardrail that protects nothing, and why; `unit` is None for one that is attached nowhere."""

    guardrail: str
    unit: str | None
    why: str


@dataclass(frozen=True, kw_only=True)
class Health:
    """Everything; counts stand beside the limits of AWS."""

    accounts: int
    units: tuple[Unit, ...]
    most_units: int
    depth: int
    most_depth: int
    policies: tuple[Policies, ...]
    exemptions: tuple[Exemption, ...]
    waivers: tuple[WaivedRule, ...]
    idle: tuple[Idle, ...]


def health(stacks: Mapping[str, Settings], today: datetime.date) -> Health:
    """The organization's health from the settings of all stacks; they share the facts, so any gives them."""
    shared = next(iter(stacks.values()))
    paths = [ROOT, *shared.units.paths()]
    homes = {key: account.unit or ROOT for key, account in shared.accounts.items()}
    attachments, nodes = _attachments(shared)
    return Health(
        accounts=len(shared.accounts),
        units=tuple(
            Unit(
                path=path,
                accounts=tuple(key for key, home in homes.items() if home == path),
                accounts_below=sum(path in _line(home) for home in homes.values()),
                guardrails=sum(len(nodes.get(node, ())) for node in _line(path)),
            )
            for path in paths
        ),
        most_units=limits().organization.units,
        depth=max((len(ancestors(path)) for path in paths[1:]), default=0),
        most_depth=limits().organization.unit_depth,
        policies=tuple(_policies(attachments)) if attachments else (),
        exemptions=tuple(_exemptions(attachments)) if attachments else (),
        waivers=tuple(_waivers(stacks, today)),
        idle=tuple(_idle(nodes, [home for key, home in homes.items() if shared.accounts[key].unit])),
    )


def _attachments(shared: Settings) -> tuple[Attachments | None, Mapping[str, Sequence[str]]]:
    if shared.guardrails is None:
        return None, {}
    found = facts(
        shared.guardrails,
        home=shared.regions.home,
        regions=shared.regions.approved,
        prefix=shared.company.prefix,
        tags=shared.tags,
    )
    return Attachments(found), shared.guardrails.attach


def _line(unit: str) -> tuple[str, ...]:
    """The unit and everything that it lies in."""
    return (ROOT,) if unit == ROOT else (ROOT, *ancestors(unit))


def _policies(attachments: Attachments) -> Iterator[Policies]:
    groups: dict[tuple[str, PolicyType], list[PackedPolicy]] = {}
    for policy in attachments.packed():
        groups.setdefault((policy.node, policy.type), []).append(policy)
    for (node, kind), found in groups.items():
        quota = quotas()[kind]
        yield Policies(
            unit=node,
            type=kind,
            policies=tuple(found),
            attached=len(found) + quota.kept,
            most_attached=quota.per_node,
            most_characters=quota.characters,
        )


def _exemptions(attachments: Attachments) -> Iterator[Exemption]:
    for identifier, roles in attachments.exemptions().items():
        if roles:
            yield Exemption(guardrail=identifier, roles=roles)


def _waivers(stacks: Mapping[str, Settings], today: datetime.date) -> Iterator[WaivedRule]:
    for stack, settings in stacks.items():
        for waiver in settings.policies.waivers if settings.policies else ():
            yield WaivedRule(
                stack=stack,
                rule=waiver.rule,
                resource=waiver.resource,
                owner=waiver.owner,
                expires=waiver.expires,
                expired=waiver.expired(today),
            )


def _idle(nodes: Mapping[str, Sequence[str]], homes: Sequence[str]) -> Iterator[Idle]:
    """Members' homes only: nothing binds the management account."""
    for node, identifiers in nodes.items():
        above = {one for upper in _line(node)[:-1] for one in nodes.get(upper, ())}
        empty = not any(node in _line(home) for home in homes)
        for identifier in identifiers:
            if identifier in above:
                yield Idle(guardrail=identifier, unit=node, why="a unit above has it already")
            elif empty:
                yield Idle(guardrail=identifier, unit=node, why="no account lives there yet")
    attached = {one for identifiers in nodes.values() for one in identifiers}
    for identifier in CATALOGUE:
        if identifier not in attached:
            yield Idle(guardrail=identifier, unit=None, why="it is attached nowhere")
