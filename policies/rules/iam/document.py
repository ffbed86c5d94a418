"""Reading policy documents, as JSON text or object. A malformed one has no statements: AWS refuses it."""

from collections.abc import Iterator
from dataclasses import dataclass

from pack.reader import Reader
from pack.verdict import Verdict, unknown

# Condition keys that narrow down who is meant, wherever the caller comes from.
_NARROWING = (
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalaccount",
    "aws:principalarn",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:sourceip",
    "aws:vpcsourceip",
    "kms:calleraccount",
    "kms:viaservice",
    "lambda:functionurlauthtype",
    "elasticfilesystem:accesspointarn",
    "s3:dataaccesspointarn",
    "s3:dataaccesspointaccount",
)


@dataclass(frozen=True)
class Statement:
    """One statement of a policy document."""

    reader: Reader

    @property
    def allows(self) -> bool:
        """Whether it gives something."""
        return self.reader.at("Effect").one_of("Allow")

    @property
    def actions(self) -> list[str]:
        """The actions that it names, in lower case."""
        return [action.lower() for action in self.reader.at("Action").strings]

    @property
    def resources(self) -> list[str]:
        """The resources that it names."""
        return self.reader.at("Resource").strings

    @property
    def conditional(self) -> bool:
        """Whether it depends on any condition."""
        return not self.reader.at("Condition").empty

    @property
    def every_resource(self) -> bool:
        """Whether it is about everything."""
        return "*" in self.resources or not self.reader.at("NotResource").empty

    def principals(self, kind: str) -> list[str]:
        """The principals of a kind ("AWS", "Service", "Federated"); a bare `*` is everybody."""
        principal = self.reader.at("Principal")
        if isinstance(principal.value, str):
            return [principal.value] if kind == "AWS" else []
        return principal.at(kind).strings

    @property
    def everybody(self) -> bool:
        """Whether it names everybody, and no condition narrows that down."""
        named = "*" in self.principals("AWS") or not self.reader.at("NotPrincipal").empty
        return named and not self.narrowed

    @property
    def narrowed(self) -> bool:
        """Whether a condition says whose requests are meant; one that matches anything does not."""
        return any(
            key.lower() in _NARROWING and not operator.lower().startswith(("null", "foranyvalue:null"))
            for operator, keys in self.reader.at("Condition").items()
            for key, values in keys.items()
            if not set(values.strings) & {"*", "0.0.0.0/0", "::/0"} and "not" not in operator.lower()
        )

    def condition_values(self, key_ending: str) -> list[str]:
        """The values that conditions compare a key with; the key by how it ends."""
        return [
            value
            for _, keys in self.reader.at("Condition").items()
            for key, values in keys.items()
            if key.lower().endswith(key_ending)
            for value in values.strings
        ]


def statements(document: Reader) -> list[Statement]:
    """The statements of a policy document."""
    return [Statement(statement) for statement in document.json().each("Statement")]


def granted(document: Reader) -> Iterator[Verdict | Statement]:
    """The statements that give something; an unknown document, or an unknown part of one, as a verdict."""
    if document.unknown:
        yield unknown(document)
        return
    for statement in statements(document):
        if _holds_unknown(statement.reader):
            yield unknown(document)
        elif statement.allows:
            yield statement


def _holds_unknown(reader: Reader) -> bool:
    return reader.unknown or any(
        _holds_unknown(inner)
        for inner in (
            *(value for _, value in reader.items()),
            *(reader.each() if isinstance(reader.value, list) else ()),
        )
    )
