"""Policy documents that AWS would refuse: the other rules see nothing in them."""

from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, Severity
from pack.verdict import Verdict, fail, unknown

from rules.iam.document import Document, documents
from rules.iam.places import Kind, types_with

_WITHOUT_PRINCIPAL = (Kind.IDENTITY, Kind.BOUNDARY, Kind.SESSION)


def malformed(resource: Resource) -> Iterator[Verdict]:
    """Every policy document is one."""
    for document in documents(resource, *Kind):
        if document.unknown:
            yield unknown(document.place)
        elif problem := document.problem or next(_problems(document), ""):
            yield fail(f"{document.place.path} {problem}.", document.place)


def _problems(document: Document) -> Iterator[str]:
    if not document.statements:
        yield "has no statement"
    for number, statement in enumerate(document.statements, 1):
        reader = statement.reader
        if reader.unknown:
            continue
        if not isinstance(reader.value, dict):
            yield f"has a statement, number {number}, that is no object"
            continue
        effect = reader.at("Effect")
        if not effect.unknown and effect.value not in ("Allow", "Deny"):
            yield f"has a statement, number {number}, whose Effect is {effect.shown}, not Allow or Deny"
        if reader.at("Action").empty == reader.at("NotAction").empty and not _unknown(reader, "Action"):
            yield f"has a statement, number {number}, that needs either Action or NotAction"
        principal = not (reader.at("Principal").absent and reader.at("NotPrincipal").absent)
        if document.kind in _WITHOUT_PRINCIPAL:
            if principal:
                yield f"has a statement, number {number}, with a Principal, which is who has the policy here"
            if reader.at("Resource").empty and reader.at("NotResource").empty:
                yield f"has a statement, number {number}, without Resource"
        elif not principal:
            yield f"has a statement, number {number}, without Principal"
        if document.kind is Kind.TRUST and not reader.at("Resource").absent:
            yield f"has a statement, number {number}, with a Resource, which is the role here"


def _unknown(reader: Reader, element: str) -> bool:
    return reader.at(element).unknown or reader.at(f"Not{element}").unknown


WELL_FORMED = Rule(
    name="policy-document-malformed",
    area="iam",
    severity=Severity.MEDIUM,
    types=types_with(*Kind),
    asserts="Policy documents are what AWS takes for one.",
    why="The deployment stops half way, and no other rule can read the document.",
    fix="Build the document with json.dumps or aws.iam.get_policy_document.",
    check=malformed,
)
