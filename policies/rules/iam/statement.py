"""One statement of a policy document, in three values: what it allows or denies, to whom, on what, when."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from guardrails.evaluation.truth import Truth
from pack.reader import Reader
from pack.values import Secret

from rules.iam.conditions import Condition, narrowing_of

# The last part of an ARN: a kind, and nothing but wildcards after it.
_KIND = re.compile(r"[a-z][A-Za-z-]*[:/][*?:/]*[*?][*?:/]*")


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of an element: those that are known, and whether there may be others."""

    known: tuple[str, ...] = ()
    unknown: bool = False

    def some(self, holds: Callable[[str], bool]) -> Truth:
        """Whether any of them is such."""
        return True if any(holds(text) for text in self.known) else None if self.unknown else False


@dataclass(frozen=True)
class Statement:
    """One statement."""

    reader: Reader

    @property
    def place(self) -> str:
        """Where it stands: `policy.Statement[0]`."""
        return self.reader.path

    @cached_property
    def allows(self) -> Truth:
        """Whether it gives something."""
        return self._effect("Allow")

    @cached_property
    def denies(self) -> Truth:
        """Whether it takes something."""
        return self._effect("Deny")

    @cached_property
    def actions(self) -> Texts:
        """The actions that it names; their case does not matter."""
        return self._texts("Action")

    @cached_property
    def not_actions(self) -> Texts | None:
        """The actions that it leaves out; None unless it says NotAction."""
        if self.reader.unknown or self.reader.at("NotAction").absent:
            return None
        return self._texts("NotAction")

    @cached_property
    def resources(self) -> Texts:
        """The resources that it names."""
        return self._texts("Resource")

    @cached_property
    def every_resource(self) -> Truth:
        """Whether it is about everything of a service, or about everything but something."""
        if not self.reader.unknown and not self.reader.at("NotResource").absent:
            return True
        return self.resources.some(is_everything)

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """Its conditions, all of which must hold."""
        return tuple(
            Condition.read(operator, key, values)
            for operator, keys in self.reader.at("Condition").items()
            for key, values in keys.items()
        )

    @cached_property
    def limited(self) -> Truth:
        """Whether a condition leaves out requests that somebody with the credentials could make."""
        return self._any_condition(lambda condition: condition.limits)

    @cached_property
    def limited_in_what(self) -> Truth:
        """Whether a condition leaves out more than an occasion: a region, a time, a way to sign in."""
        return self._any_condition(lambda condition: condition.limits_what)

    @cached_property
    def narrowed(self) -> Truth:
        """Whether a condition says whose requests are meant; one that anything meets does not."""
        return None if self._conditions_unknown else narrowing_of(self.conditions)

    def principals(self, kind: str) -> Texts:
        """The principals of a kind ("AWS", "Service", "Federated"); a bare `*` is an AWS principal."""
        principal = self.reader.at("Principal")
        if principal.unknown:
            return Texts(unknown=True)
        if isinstance(principal.value, str):
            return Texts((principal.value,) if kind == "AWS" else ())
        return _texts(principal.at(kind))

    @cached_property
    def everybody(self) -> Truth:
        """Whether it names everybody as its principal, or everybody but somebody."""
        if not self.reader.unknown and not self.reader.at("NotPrincipal").absent:
            return True
        if self.reader.at("Principal.*").known:
            return True
        return self.principals("AWS").some(lambda principal: principal == "*")

    def show(self, text: str) -> str:
        """A part of the statement, as a message may show it."""
        return Reader(text, secret=self._secret).shown

    @cached_property
    def _secret(self) -> bool:
        return self.reader.secret or _holds_secret(self.reader.value)

    @cached_property
    def _conditions_unknown(self) -> bool:
        condition = self.reader.at("Condition")
        return condition.unknown or any(value.unknown for _, value in condition.items())

    def _any_condition(self, holds: Callable[[Condition], bool]) -> Truth:
        if any(map(holds, self.conditions)):
            return True
        return None if self._conditions_unknown else False

    def _effect(self, word: str) -> Truth:
        effect = self.reader.at("Effect")
        return None if effect.unknown else effect.value == word

    def _texts(self, element: str) -> Texts:
        return _texts(self.reader.at(element))


def is_everything(resource: str) -> bool:
    """Whether a pattern covers every resource, every one of a service, or every one of a kind in it.

    That is `*`, `arn:aws:s3:::*` or `arn:aws:dynamodb:*:*:table/*`. What has no account in its ARN, such as a
    bucket, is a name before the slash and no kind.
    """
    parts = resource.split(":", 5)
    if parts[0] != "arn" or len(parts) < 6:
        return not resource.strip("*?:")
    if (parts[3] + parts[4]).strip("*?"):
        return False
    return not parts[5].strip("*?/") or (bool(parts[4]) and is_whole_kind(resource))


def is_whole_kind(resource: str) -> bool:
    """Whether a pattern ends with everything of a kind: `arn:aws:iam::123456789012:role/*`."""
    parts = resource.split(":", 5)
    match = _KIND.fullmatch(parts[5]) if len(parts) == 6 else None
    return match is not None


def _texts(reader: Reader) -> Texts:
    return Texts(tuple(reader.strings), reader.some_unknown)


def _holds_secret(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_secret, value.values()))
    return isinstance(value, Secret) or (isinstance(value, list) and any(map(_holds_secret, value)))
