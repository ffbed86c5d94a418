"""The one reader of policy documents: JSON text, or the object that it stands for; three values everywhere.

A document is unknown as a whole, or in parts where a program wrote it as an object. What AWS would refuse has
a `problem` and no statements. A text longer, or an object larger, than any policy that AWS takes is not read.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from guardrails.evaluation.truth import Truth
from pack.reader import Reader
from pack.resource import Resource
from pack.values import Secret, decode

from rules.iam.conditions import Condition, narrowing_of
from rules.iam.places import Kind, places

# The longest policy of AWS is that of a KMS key, 32 KiB; blanks may triple it before AWS drops them.
LONGEST_TEXT = 100_000
MOST_PARTS = 20_000


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
    def conditional(self) -> Truth:
        """Whether it depends on any condition."""
        condition = self.reader.at("Condition")
        return None if condition.unknown else not condition.empty

    @cached_property
    def narrowed(self) -> Truth:
        """Whether a condition says whose requests are meant; one that anything meets does not."""
        condition = self.reader.at("Condition")
        if condition.unknown or any(value.unknown for _, value in condition.items()):
            return None
        return narrowing_of(self.conditions)

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

    def _effect(self, word: str) -> Truth:
        effect = self.reader.at("Effect")
        return None if effect.unknown else effect.value == word

    def _texts(self, element: str) -> Texts:
        return _texts(self.reader.at(element))


@dataclass(frozen=True)
class Document:
    """One policy document of a resource."""

    kind: Kind
    place: Reader  # the property that holds it
    resource: Resource
    problem: str = ""  # why it is no policy
    statements: tuple[Statement, ...] = ()

    @property
    def unknown(self) -> bool:
        """Whether nothing of it is known."""
        return self.place.unknown


def documents(resource: Resource, *kinds: Kind) -> Iterator[Document]:
    """The policy documents of these kinds that a resource has."""
    for kind, place in places(resource):
        if kind in kinds:
            yield read(kind, place, resource)


def read(kind: Kind, place: Reader, resource: Resource) -> Document:
    """Read one document."""
    if place.unknown:
        return Document(kind, place, resource)
    value = place.value
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            return Document(kind, place, resource, f"is longer than {LONGEST_TEXT:,} characters")
        if not value.strip():
            return Document(kind, place, resource, "is empty")
        value = _decoded(value)
        if value is None:
            return Document(kind, place, resource, "is not JSON")
    elif _larger(value, MOST_PARTS):
        return Document(kind, place, resource, f"has more than {MOST_PARTS:,} parts")
    if not isinstance(value, dict):
        return Document(kind, place, resource, "is no JSON object")
    top = Reader(value, place.path, secret=place.secret)
    statements = tuple(Statement(reader) for reader in top.each("Statement"))
    return Document(kind, place, resource, statements=statements)


def is_everything(resource: str) -> bool:
    """Whether a pattern covers every resource, or every one of a service: `*`, `arn:aws:s3:::*`."""
    parts = resource.split(":", 5)
    if parts[0] != "arn" or len(parts) < 6:
        return not resource.strip("*?:")
    return not parts[5].strip("*?/") and not (parts[3] + parts[4]).strip("*?")


def _texts(reader: Reader) -> Texts:
    return Texts(tuple(reader.strings), reader.some_unknown)


@lru_cache(maxsize=128)
def _decoded(text: str) -> Any:
    # Many rules read the same document, and none changes it.
    return decode(text)


def _holds_secret(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_holds_secret, value.values()))
    return isinstance(value, Secret) or (isinstance(value, list) and any(map(_holds_secret, value)))


def _larger(value: Any, most: int) -> bool:
    waiting, count = [value], 0
    while waiting and count <= most:
        part = waiting.pop()
        count += 1
        if isinstance(part, dict):
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part[: most + 1]
    return count > most
