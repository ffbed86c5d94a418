"""Identity policies: what a principal may do, statement by statement."""

from collections.abc import Iterator

from guardrails.evaluation.truth import Truth, all_of, any_of, negation
from pack.rule import Rule, Severity

from rules.iam.actions import Class, covers, every_service, unbounded, whole_service
from rules.iam.document import Document
from rules.iam.judging import Found, named, over
from rules.iam.places import Kind, types_with
from rules.iam.statement import Statement

_POLICIES = types_with(Kind.IDENTITY)


def everything(statement: Statement) -> Truth:
    """Whether a statement allows every action, or all but some outside IAM, everywhere and always."""
    left_out = statement.not_actions
    if left_out is not None:
        everywhere = negation(left_out.some(lambda pattern: covers(pattern, "iam:CreateUser")))
    else:
        everywhere = statement.actions.some(every_service)
    return _always(statement, everywhere)


def _always(statement: Statement, everywhere: Truth) -> Truth:
    return all_of(
        (statement.allows, everywhere, statement.every_resource, negation(statement.limited_in_what))
    )


def _is_all_of_iam(action: str) -> bool:
    service, _, name = action.partition(":")
    return service.lower() == "iam" and not name.strip("*")


def administrator(document: Document) -> Iterator[Found]:
    """No statement allows everything, or everything of IAM, on everything."""
    for statement in document.statements:
        iam = _always(statement, statement.actions.some(_is_all_of_iam))
        yield (
            any_of((everything(statement), iam)),
            f"{statement.place} allows {_what(statement)} on every resource.",
        )


def _what(statement: Statement) -> str:
    if statement.not_actions is not None:
        return f"every action but {named(map(statement.show, statement.not_actions.known))}"
    if any(every_service(action) for action in statement.actions.known):
        return "every action"
    return "every action of IAM, which gives all others,"


def whole_services(document: Document) -> Iterator[Found]:
    """No statement allows all actions of a service."""
    for statement in document.statements:
        left_out = statement.not_actions
        if left_out is not None:
            yield (
                all_of((statement.allows, negation(statement.limited))),
                f"{statement.place} allows every action but {named(map(statement.show, left_out.known))}.",
            )
            continue
        wide = [action for action in statement.actions.known if whole_service(action)]
        yield (
            all_of((statement.allows, statement.actions.some(whole_service))),
            f"{statement.place} allows {named(map(statement.show, wide))}.",
        )


def _everywhere(document: Document, wanted: Class) -> Iterator[Found]:
    for statement in document.statements:
        if statement.not_actions is not None:
            continue
        hits = unbounded(statement.actions, wanted)
        about = any_of((bool(hits), None if statement.actions.unknown else False))
        yield (
            all_of((statement.allows, about, statement.every_resource, negation(statement.limited))),
            f"{statement.place} allows {named(map(statement.show, hits))} on every resource.",
        )


def writing(document: Document) -> Iterator[Found]:
    """What can be changed is named."""
    return _everywhere(document, "write")


def reading(document: Document) -> Iterator[Found]:
    """Whose content can be read is named."""
    return _everywhere(document, "data")


def credentials(document: Document) -> Iterator[Found]:
    """Whose credentials can be had is named."""
    return _everywhere(document, "credentials")


IDENTITY = (
    Rule(
        name="iam-admin-policy",
        area="iam",
        severity=Severity.CRITICAL,
        types=_POLICIES,
        asserts="No policy allows everything.",
        why="Whoever gets the credentials owns the account.",
        fix="List the actions and resources that are needed.",
        check=over(Kind.IDENTITY)(administrator),
        fsbp=("IAM.1",),
    ),
    Rule(
        name="iam-star-action",
        area="iam",
        severity=Severity.HIGH,
        types=_POLICIES,
        asserts="No policy allows all actions of a service.",
        why="All actions include deleting, sharing, and changing who else may do what.",
        fix="List the actions that are needed.",
        check=over(Kind.IDENTITY)(whole_services),
        fsbp=("IAM.21",),
    ),
    Rule(
        name="iam-star-resource-write",
        area="iam",
        severity=Severity.HIGH,
        types=_POLICIES,
        asserts="Policies name the resources that may be changed.",
        why="One taken credential changes or deletes every resource of the account.",
        fix="Name ARNs in Resource, or add a condition such as aws:ResourceTag. Actions that take no "
        "resource go into a statement of their own.",
        check=over(Kind.IDENTITY)(writing),
    ),
    Rule(
        name="iam-data-exfiltration",
        area="iam",
        severity=Severity.MEDIUM,
        types=_POLICIES,
        asserts="Policies name the data that may be read.",
        why="One taken credential reads every bucket, table, secret or parameter of the account.",
        fix="Name ARNs in Resource, or add a condition such as aws:ResourceTag.",
        check=over(Kind.IDENTITY)(reading),
        fsbp=("KMS.1", "KMS.2"),
    ),
    Rule(
        name="iam-credential-actions",
        area="iam",
        severity=Severity.HIGH,
        types=_POLICIES,
        asserts="Policies name whose credentials may be had.",
        why="Who may get anybody's credentials may do what anybody may.",
        fix="Name the roles, users or clusters in Resource.",
        check=over(Kind.IDENTITY)(credentials),
    ),
)
