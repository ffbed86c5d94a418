"""What must hold between the guardrails of the shared facts, the units, and AWS's quotas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from guardrails.attachments import Attachments
from guardrails.catalogue import CATALOGUE
from guardrails.documents import refused_document
from guardrails.kinds import PolicyType, quotas
from guardrails.packing import PackedPolicy, pack
from guardrails.refusal import Refused
from guardrails.settings import ROOT, Facts, GuardrailSettings, OwnPolicy, TagValues

from preview.project import did_you_mean, nearest

from .tags import TagRule

if TYPE_CHECKING:
    from .reading import Reading  # which reads settings, and these are made with this module


def facts(
    settings: GuardrailSettings,
    *,
    home: str,
    regions: Iterable[str],
    prefix: str,
    tags: Mapping[str, TagRule],
) -> Facts:
    """What guardrails are made from, out of the settings of a stack."""
    return Facts(
        home=home,
        regions=tuple(regions),
        prefix=prefix,
        tags={tag: TagValues(values=rule.values or (), pattern=rule.pattern) for tag, rule in tags.items()},
        settings=settings,
    )


def sound_part(reading: Reading) -> GuardrailSettings | None:
    """The section, or as much of it as is sound: one mistake must not hide the next."""
    whole: GuardrailSettings | None = reading.parts.get("guardrails")
    if whole is not None or not isinstance(reading.raw.get("guardrails"), dict):
        return whole

    def entries(name: str) -> dict[str, Any]:
        found = reading.raw["guardrails"].get(name)
        keys = found if isinstance(found, dict) else ()
        return {key: value for key in keys if (value := reading.sound("guardrails", name, key)) is not None}

    return GuardrailSettings.model_construct(
        attach={node: tuple(identifiers) for node, identifiers in entries("attach").items()},
        exempt={identifier: tuple(roles) for identifier, roles in entries("exempt").items()},
        own={key: OwnPolicy.model_validate(policy) for key, policy in entries("own").items()},
    )


def refused_names(
    settings: GuardrailSettings, units: Iterable[str] | None, own: Iterable[str] = ()
) -> Iterator[Refused]:
    """Guardrails and units that do not exist; `at` starts in the section. None: units are not judged.

    `own` holds ids of own policies that exist, though something is wrong with them.
    """
    known = list(dict.fromkeys((*CATALOGUE, *settings.own, *own)))
    nodes = None if units is None else [ROOT, *units]
    for node, identifiers in settings.attach.items():
        if nodes is not None and node not in nodes:
            guess = nearest(node, nodes)
            yield Refused(
                f"The unit {node} does not exist" + did_you_mean(guess),
                given=node,
                allowed=", ".join(nodes),
                fix=f"Write {guess}." if guess else "Name one of these, or add the unit to units.",
                at=("attach", node),
            )
        for place, identifier in enumerate(identifiers):
            if identifier not in known:
                yield _unknown(identifier, known, ("attach", node, place))
    for identifier in settings.exempt:
        if identifier not in known:
            yield _unknown(identifier, known, ("exempt", identifier))
        elif identifier not in CATALOGUE or not CATALOGUE[identifier].type.decides:
            yield Refused(
                f"{identifier} takes no exemption here",
                given=identifier,
                allowed="guardrails of the catalogue that deny requests",
                fix="Write the exemption into the policy itself."
                if identifier not in CATALOGUE
                else "Attach it to fewer units instead.",
                at=("exempt", identifier),
            )
    for identifier in settings.own:
        if identifier in CATALOGUE:
            yield Refused(
                f"{identifier} is a guardrail of the catalogue already",
                given=identifier,
                allowed="an id of its own",
                fix=f"Rename it, such as own-{identifier}.",
                at=("own", identifier),
            )


def refused_own(settings: GuardrailSettings) -> Iterator[Refused]:
    """What AWS would refuse of the organization's own policies, or take although it does nothing."""
    for identifier, policy in settings.own.items():
        for refused in refused_document(policy.type, policy.document):
            inside = "" if isinstance(policy.document, dict) or not refused.at else f"{_path(refused.at)}: "
            yield Refused(
                f"{inside}{refused.message}",
                given=refused.given,
                allowed=refused.allowed,
                fix=refused.fix,
                at=("own", identifier, "document", *(() if inside else refused.at)),
            )


def refused_sizes(found: Facts) -> Iterator[Refused]:
    """Nodes to which more is attached than AWS takes; all else has to be sound."""
    for kind, packed in _packed(found):
        yield from _too_many(kind, packed)
        yield from (_too_large(policy, found) for policy in packed if policy.size > _most(kind))


def _packed(found: Facts) -> Iterator[tuple[PolicyType, list[PackedPolicy]]]:
    attachments = Attachments(found)
    for node in found.settings.attach:
        for kind in PolicyType:
            if parts := attachments.parts(node, kind):
                yield kind, pack(node, kind, parts)


def _too_many(kind: PolicyType, packed: list[PackedPolicy]) -> Iterator[Refused]:
    quota, node = quotas()[kind], packed[0].node
    excess = len(packed) - quota.free_per_node
    if excess > 0:
        last = [identifier for policy in packed[-excess:] for identifier in policy.guardrails]
        size = sum(policy.size for policy in packed)
        kept = f"; AWS keeps {quota.kept} of {quota.per_node}" if quota.kept else ""
        yield Refused(
            f"{node} needs {len(packed)} policies of {kind.value} for {size:,} characters, {excess} too many",
            given=f"{len(packed)} policies",
            allowed=f"{quota.free_per_node} of up to {quota.characters:,} characters{kept}",
            fix=f"Move {', '.join(last)} to the units below {node}, or to the one above it.",
            at=("attach", node),
        )


def _too_large(policy: PackedPolicy, found: Facts) -> Refused:
    identifier = policy.name
    place = found.settings.attach[policy.node].index(identifier)
    return Refused(
        f"{identifier} has {policy.size:,} characters, {policy.size - _most(policy.type):,} too many",
        given=f"{policy.size:,} characters",
        allowed=f"at most {_most(policy.type):,} for a {policy.type.label}",
        fix="Shorten the lists that it is made from: tags, approved regions, exemptions, allowed types.",
        at=("attach", policy.node, place),
    )


def _most(kind: PolicyType) -> int:
    return quotas()[kind].characters


def _unknown(identifier: str, known: list[str], at: tuple[str | int, ...]) -> Refused:
    guess = nearest(identifier, known)
    return Refused(
        f"There is no guardrail {identifier}" + did_you_mean(guess),
        given=identifier,
        allowed=", ".join(known),
        fix=f"Write {guess}." if guess else "Name one of these, or describe it in guardrails.own.",
        at=at,
    )


def _path(at: Iterable[str | int]) -> str:
    return ".".join(str(step + 1 if isinstance(step, int) else step) for step in at)


def refused_types(settings: GuardrailSettings, enabled: Iterable[PolicyType]) -> Iterator[Refused]:
    """Attached guardrails of types that the organization does not enable; `at` starts in its section."""
    types = {
        **{one: CATALOGUE[one].type for one in CATALOGUE},
        **{k: v.type for k, v in settings.own.items()},
    }
    needed: dict[PolicyType, str] = {}
    for identifiers in settings.attach.values():
        for identifier in identifiers:
            needed.setdefault(types[identifier], identifier)
    for kind, identifier in needed.items():
        if kind not in enabled:
            yield Refused(
                f"{kind.value} is not enabled, and the guardrail {identifier} is one",
                given=", ".join(enabled),
                allowed=f"a list with {kind.value}",
                fix=f"Add {kind.value} to policy_types, or take {identifier} out of guardrails.attach.",
                at=("policy_types",),
            )
