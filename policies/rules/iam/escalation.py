"""Privilege escalation: permissions of one policy that together lead to more than it says."""

from collections.abc import Iterator

from guardrails.evaluation.truth import Truth, all_of, any_of, negation
from pack.rule import Rule, Severity

from rules.iam.actions import escalations, every_service, grants, whole_service
from rules.iam.document import Document, Statement, is_everything
from rules.iam.identity import everything
from rules.iam.judging import Found, named, over
from rules.iam.places import Kind, types_with


def escalation(document: Document) -> Iterator[Found]:
    """No way to more permissions is open, where nothing limits its resources."""
    statements = document.statements
    if any(everything(statement) for statement in statements):
        return
    allowed: dict[str, Truth] = {}

    def may(action: str) -> Truth:
        if action not in allowed:
            allowed[action] = _may(statements, action)
        return allowed[action]

    ways = [(all_of(may(action) for action in actions), way, actions) for way, actions in escalations()]
    found = {way: actions for truth, way, actions in ways if truth}
    for way, actions in list(found.items())[:1]:
        more = len(found) - 1
        others = f", and in {more} other way{'s' if more > 1 else ''}" if more else ""
        yield True, f"It allows {named(actions)}, which gives more by {way}{others}."
    yield any_of(truth for truth, _, _ in ways if not truth), ""


def _may(statements: tuple[Statement, ...], action: str) -> Truth:
    allowed = any_of(
        all_of((one.allows, grants(one, action), _anywhere(one), negation(one.conditional)))
        for one in statements
    )
    if allowed is False:
        return False
    denied = any_of(
        all_of((one.denies, grants(one, action), one.every_resource, negation(one.conditional)))
        for one in statements
    )
    return all_of((allowed, negation(denied)))


def _anywhere(statement: Statement) -> Truth:
    return any_of((statement.every_resource, statement.resources.some(_is_any)))


def _is_any(resource: str) -> bool:
    """Whether a pattern covers every resource of a kind, such as `arn:aws:iam::*:role/*`."""
    parts = resource.split(":", 5)
    kind, slash, name = (parts[5] if len(parts) == 6 else "").partition("/")
    return is_everything(resource) or (bool(slash) and bool(kind) and not name.strip("*?/") and bool(name))


ESCALATION = Rule(
    name="iam-privilege-escalation",
    area="iam",
    severity=Severity.HIGH,
    types=types_with(Kind.IDENTITY),
    asserts="No policy leads to more permissions than it says.",
    why="Whoever gets the credentials can give themselves any others.",
    fix="Name the roles, policies or functions in Resource, or add a condition (iam:PassedToService, "
    "iam:PermissionsBoundary, aws:ResourceTag).",
    check=over(Kind.IDENTITY)(escalation),
)


def unlimited(document: Document) -> Iterator[Found]:
    """A boundary leaves something out."""
    if any(statement.denies is not False for statement in document.statements):
        return
    for statement in document.statements:
        yield (
            all_of(
                (
                    statement.allows,
                    statement.actions.some(lambda action: every_service(action) and whole_service(action)),
                    statement.every_resource,
                    negation(statement.conditional),
                )
            ),
            "The boundary allows everything and denies nothing.",
        )


BOUNDARY = Rule(
    name="iam-boundary-unlimited",
    area="iam",
    severity=Severity.HIGH,
    types=types_with(Kind.BOUNDARY),
    asserts="Permissions boundaries leave something out.",
    why="A boundary that allows everything limits nobody, and looks as if it did.",
    fix="Deny in the boundary what nobody below it may do, such as changing boundaries and trust.",
    check=over(Kind.BOUNDARY)(unlimited),
)
