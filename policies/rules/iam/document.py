"""The one reader of policy documents: JSON text, or the object that it stands for; three values everywhere.

A document is unknown as a whole, or in parts where a program wrote it as an object. What AWS would refuse has
a `problem` and no statements. A text longer, or an object larger, than any policy that AWS takes is not read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pack.reader import Reader
from pack.resource import Resource
from pack.values import decode

from rules.iam.actions import every_service
from rules.iam.places import Kind, places
from rules.iam.statement import Statement

# The longest policy of AWS is that of a KMS key, 32 KiB; blanks may triple it before AWS drops them.
LONGEST_TEXT = 100_000
MOST_PARTS = 20_000

_MANAGED = "aws:iam/policy:Policy"
_BOUNDARIES = "permissionsboundary"


@dataclass(frozen=True)
class Document:
    """One policy document of a resource."""

    kind: Kind
    place: Reader  # the property that holds it
    resource: Resource
    problem: str = ""  # why it is no policy
    statements: tuple[Statement, ...] = ()
    version: Reader = Reader(None)  # noqa: RUF009 - nothing is changed in a reader

    @property
    def unknown(self) -> bool:
        """Whether nothing of it is known."""
        return self.place.unknown


def documents(resource: Resource, *kinds: Kind) -> Iterator[Document]:
    """The policy documents of these kinds that a resource has."""
    for kind, place in places(resource):
        document = read(kind, place, resource)
        if resource.type == _MANAGED and _bounds(document):
            document = replace(document, kind=Kind.BOUNDARY)
        if document.kind in kinds:
            yield document


def _bounds(document: Document) -> bool:
    """Whether a policy allows everything but to change boundaries: what a boundary says, and nothing else."""
    allowed = (action for one in document.statements if one.allows for action in one.actions.known)
    denied = (action for one in document.statements if one.denies for action in one.actions.known)
    return any(map(every_service, allowed)) and any(_BOUNDARIES in action.lower() for action in denied)


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
    return Document(kind, place, resource, statements=statements, version=top.at("Version"))


@lru_cache(maxsize=128)
def _decoded(text: str) -> Any:
    # Many rules read the same document, and none changes it.
    return decode(text)


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
