"""Policies on resources, and permissions of functions: whether they let everybody in."""

from collections.abc import Iterable, Iterator

from guardrails.evaluation.truth import Truth, all_of, any_of, negation
from pack.resource import Resource
from pack.rule import Rule, Severity, Types, aws
from pack.verdict import Verdict

from rules.exposure.functions import everybody
from rules.iam.actions import covers
from rules.iam.conditions import sparing_of
from rules.iam.document import Document
from rules.iam.judging import Found, over
from rules.iam.places import Kind, types_with
from rules.iam.statement import Statement

# A permission becomes a statement of the function's policy.
_PERMISSION = aws("lambda/permission")
_KINDS = (Kind.RESOURCE, Kind.KEY, Kind.API)


def public(document: Document) -> Iterator[Found]:
    """Everybody, without a condition that says whose requests are meant, is let in nowhere."""
    if _inside_network(document.resource):
        return
    for statement in document.statements:
        open_to_all = all_of((statement.allows, statement.everybody, negation(statement.narrowed)))
        if open_to_all is not False:
            yield (
                all_of((open_to_all, negation(_kept_out(document.statements, statement)))),
                f"{statement.place} lets everybody in, and no condition narrows it down.",
            )


def _inside_network(resource: Resource) -> bool:
    """Search domains in a VPC have no address on the internet; their policies name everybody by custom."""
    return not resource.at("vpcOptions.subnetIds").empty


def _kept_out(statements: Iterable[Statement], opened: Statement) -> Truth:
    """Whether another statement denies everybody but some callers what `opened` allows."""
    actions = opened.actions.known
    return any_of(
        all_of(
            (
                one.denies,
                one.everybody,
                sparing_of(one.conditions),
                all(one.actions.some(lambda pattern, a=action: covers(pattern, a)) for action in actions),  # type: ignore[misc]
            )
        )
        for one in statements
    )


def check(resource: Resource) -> Iterator[Verdict]:
    """Everybody is let in nowhere, by a document or by a permission."""
    judge = everybody if resource.type in _PERMISSION else over(*_KINDS)(public)
    yield from judge(resource)


PUBLIC = Rule(
    name="resource-policy-public",
    area="public-exposure",
    severity=Severity.CRITICAL,
    types=Types([*types_with(*_KINDS), *_PERMISSION]),
    asserts="No policy on a resource lets everybody in.",
    why="Anybody on the internet, or anybody with any AWS account, uses the resource.",
    fix="Name accounts in Principal, or add a condition on aws:PrincipalOrgID or aws:SourceAccount.",
    check=check,
    fsbp=("S3.2", "SQS.3", "SNS.4", "KMS.5"),
)
