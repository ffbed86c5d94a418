"""What the tests of the pack share: cases of rules, and judging without a process around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pack.reader import Reader
from pack.resource import Identity, Options, Provider, Resource
from pack.rule import Rule, RuleSettings, StackRule, aws_token
from pack.stack import Stack
from pack.values import UNKNOWN, Secret
from pack.verdict import Verdict
from rules import CATALOGUE

Properties = dict[str, Any]
RULES = {rule.name: rule for rule in CATALOGUE}
__all__ = [
    "RULES",
    "UNKNOWN",
    "Case",
    "Properties",
    "Secret",
    "judged",
    "judged_stack",
    "made",
    "resource",
]


@dataclass(frozen=True, kw_only=True)
class Case:
    """Properties of a resource that break a rule (each with the message), keep it, or can't tell."""

    bad: list[tuple[Properties, str]]
    good: list[Properties]
    unknown: list[Properties] = field(default_factory=list)
    type: str = ""  # the first of the rule's types
    settings: Mapping[str, Any] = field(default_factory=dict)


def resource(
    properties: Mapping[str, Any],
    *,
    type: str = "",
    name: str = "it",
    settings: RuleSettings | None = None,
    provider: Mapping[str, Any] | None = None,
    protect: bool = False,
) -> Resource:
    """A resource as a rule sees it."""
    made_by = provider is not None and Provider(
        "pulumi:providers:aws", "default", "urn:provider", Reader(provider, "provider")
    )
    urn = f"urn:pulumi:test::test::{type}::{name}"
    identity = Identity(
        type=type, name=name, urn=urn, options=Options(protect=protect), provider=made_by or None
    )
    return Resource(properties, identity, settings)


def judged(
    name: str,
    properties: Mapping[str, Any],
    *,
    type: str = "",
    settings: Mapping[str, Any] | None = None,
    provider: Mapping[str, Any] | None = None,
) -> list[Verdict]:
    """What a rule says about a resource."""
    rule = RULES[name]
    assert isinstance(rule, Rule)
    token = type or next(iter(rule.types), "aws:s3/bucket:Bucket")
    chosen = rule.settings.model_validate(settings or {})
    return list(rule.check(resource(properties, type=token, settings=chosen, provider=provider)))


def made(path: str, name: str, properties: Mapping[str, Any], /, **references: str) -> Resource:
    """A resource of a stack; each reference is a property, and the name of the resource that it is from."""
    by_property = {key: (f"urn:{target}",) for key, target in references.items()}
    token = path if ":" in path else aws_token(path)
    identity = Identity(type=token, name=name, urn=f"urn:{name}", property_dependencies=by_property)
    return Resource(properties, identity)


def judged_stack(name: str, *resources: Resource) -> list[tuple[str, str, str]]:
    """What a rule says about a stack: URN, result, and the message or what is not known."""
    rule = RULES[name]
    assert isinstance(rule, StackRule)
    stack = Stack(resources, rule.settings())
    return [(one.urn, one.result, one.message or one.property) for one in rule.check(stack)]
