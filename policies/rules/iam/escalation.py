"""Privilege escalation: permissions of one policy that together lead to more than it says."""

from collections.abc import Iterator
from functools import cache

from guardrails.evaluation.truth import Truth, all_of, any_of, negation
from pack.rule import Rule, Severity

from rules.iam.actions import escalations, every_service, grants, whole_service
from rules.iam.document import Document
from rules.iam.identity import everything
from rules.iam.judging import Found, named, over
from rules.iam.places import Kind, types_with
from rules.iam.statement import Statement, is_whole_kind


def escalation(document: Document) -> Iterator[Found]:
    """No way to more permissions is open, where nothing limits its resources."""
    statements = document.statements
    if any(everything(statement) for statement in statements):
        return

    @cache
    def may(action: str, bound: bool) -> Truth:
        return _may(statements, action, bound=bound)

    ways = [
        (all_of((may(first, False), *(may(other, True) for other in others))), way, (first, *others))
        for way, (first, *others) in escalations()
    ]
    found = {way: actions for truth, way, actions in ways if truth}
    parts = [
        actions for actions in found.values() if any(set(actions) < set(more) for more in found.values())
    ]
    found = {way: actions for way, actions in found.items() if actions not in parts}
    for way, actions in list(found.items())[:1]:
        more = len(found) - 1
        others = f", and in {more} other way{'s' if more > 1 else ''}" if more else ""
        yield True, f"It allows {named(actions)}, which gives more by {way}{others}."
    yield any_of(truth for truth, _, _ in ways if not truth), ""


def _may(statements: tuple[Statement, ...], action: str, *, bound: bool) -> Truth:
    """Whether an action is allowed on everything of a kind, or on anything at all where it may be `bound`."""
    allowed = any_of(
        all_of((one.allows, grants(one, action), bound or _anywhere(one), negation(one.limited_in_what)))
        for one in statements
    )
    if allowed is False:
        return False
    denied = any_of(
        all_of((one.denies, grants(one, action), one.every_resource, negation(one.limited)))
        for one in statements
    )
    return all_of((allowed, negation(denied)))


def _anywhere(statement: Statement) -> Truth:
    return any_of((statement.every_resource, statement.resources.some(is_whole_kind)))


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
                    negation(statement.limited),
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
