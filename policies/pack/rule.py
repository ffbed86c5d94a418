"""What a rule is: data about it, and one function that judges a resource or a stack."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from pack.facts import Facts
from pack.resource import Resource
from pack.stack import Stack
from pack.verdict import Verdict


class Severity(Enum):
    """How bad it is to break a rule; the level says what happens then."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class RuleSettings(BaseModel):
    """The settings that every rule has; a rule with more of them derives its own model."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, validate_by_name=True)

    unknown: Literal["advisory", "mandatory"] = Field(
        default="advisory",
        description="What a value that is not known before the deployment is: an advisory note, or a finding "
        "at the rule's own level.",
    )
    waivable: bool = Field(default=True, description="Whether a stack's waivers apply to this rule.")

    @classmethod
    def from_facts(cls, facts: Facts) -> dict[str, Any]:  # noqa: ARG003
        """The settings that follow from what the project says about the company."""
        return {}


class Types:
    """The resource types that a rule concerns: named ones, and those that a condition selects."""

    def __init__(
        self, tokens: Iterable[str] = (), *, when: Callable[[str], bool] | None = None, summary: str = ""
    ) -> None:
        self.tokens = frozenset(tokens)
        self._when = when
        self.conditional = when is not None
        """Whether it takes a look at a token to say if it is one of these: `tokens` is not all."""
        self.summary = summary or ", ".join(sorted(self.tokens))

    def __contains__(self, token: str) -> bool:
        return token in self.tokens or (self._when is not None and self._when(token))

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self.tokens))

    def __or__(self, other: "Types") -> "Types":
        def when(token: str) -> bool:
            return token in self or token in other

        return Types(self.tokens | other.tokens, when=when, summary=f"{self.summary}, {other.summary}")


def aws(*paths: str) -> Types:
    """AWS types by module and resource: `aws("ec2/instance")` is `aws:ec2/instance:Instance`."""
    return Types(aws_token(path) for path in paths)


def aws_token(path: str) -> str:
    """The type token of `module/resource`."""
    name = path.rpartition("/")[2]
    return f"aws:{path}:{name[0].upper()}{name[1:]}"


@dataclass(frozen=True, kw_only=True)
class Described:
    """What every rule says about itself."""

    name: str
    area: str
    severity: Severity
    asserts: str  # one sentence: what holds where the rule is kept
    why: str  # what happens where it is broken
    fix: str  # the exact property or companion resource to add
    settings: type[RuleSettings] = RuleSettings
    fsbp: tuple[str, ...] = field(default=())  # controls of AWS Foundational Security Best Practices


@dataclass(frozen=True, kw_only=True)
class Rule(Described):
    """A rule about one resource by itself, judged when the resource is registered."""

    types: Types
    check: Callable[[Resource], Iterable[Verdict]]


@dataclass(frozen=True, kw_only=True)
class StackRule(Described):
    """A rule about resources together, judged once on the whole stack. Its verdicts name resources by URN."""

    check: Callable[[Stack], Iterable[Verdict]]


AnyRule = Rule | StackRule
