"""Policy documents that AWS would refuse: the other rules see nothing in them."""

from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, Severity
from pack.verdict import Verdict, fail, unknown

from rules.iam.actions import covers
from rules.iam.document import Document, documents
from rules.iam.places import Kind, types_with
from rules.iam.statement import Statement, Texts

_WITHOUT_PRINCIPAL = (Kind.IDENTITY, Kind.BOUNDARY, Kind.SESSION)
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
_VERSIONS = ("2012-10-17", "2008-10-17")
_ELEMENTS = frozenset(
    {"Sid", "Effect", "Condition"}
    | {f"{no}{element}" for no in ("", "Not") for element in ("Principal", "Action", "Resource")}
)


def malformed(resource: Resource) -> Iterator[Verdict]:
    """Every policy document is one."""
    for document in documents(resource, *Kind):
        if document.unknown:
            yield unknown(document.place)
        elif problem := document.problem or next(_problems(document), ""):
            yield fail(f"{document.place.path} {problem}.", document.place)


def _problems(document: Document) -> Iterator[str]:
    version = document.version
    if version.known and version.value not in _VERSIONS:
        yield f"has the Version {version.shown}, not {_VERSIONS[0]}"
    if not document.statements:
        yield "has no statement"
    for number, statement in enumerate(document.statements, 1):
        if not statement.reader.unknown:
            for problem in _problems_of(statement, document.kind):
                yield f"has a statement, number {number}, {problem}"


def _problems_of(statement: Statement, kind: Kind) -> Iterator[str]:
    reader = statement.reader
    if not isinstance(reader.value, dict):
        yield "that is no object"
        return
    for key in reader.value:
        if key not in _ELEMENTS:
            yield f"with {statement.show(key)}, which is no element of a statement"
    effect = reader.at("Effect")
    if not effect.unknown and effect.value not in ("Allow", "Deny"):
        yield f"whose Effect is {effect.shown}, not Allow or Deny"
    if reader.at("Action").empty == reader.at("NotAction").empty and not _unknown(reader, "Action"):
        yield "that needs either Action or NotAction"
    for action in (*statement.actions.known, *(statement.not_actions or Texts()).known):
        if ":" not in action and action.strip("*"):
            yield f"whose action {statement.show(action)} names no service"
        elif kind is Kind.TRUST and not covers(action.partition(":")[0], "sts"):
            yield f"whose action {statement.show(action)} is none of sts, and others mean nothing here"
    principal = not (reader.at("Principal").absent and reader.at("NotPrincipal").absent)
    if kind in _WITHOUT_PRINCIPAL:
        if principal:
            yield "with a Principal, which is who has the policy here"
        if reader.at("Resource").empty and reader.at("NotResource").empty:
            yield "without Resource"
    elif not principal:
        yield "without Principal"
    if kind is Kind.TRUST and not reader.at("Resource").absent:
        yield "with a Resource, which is the role here"


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
