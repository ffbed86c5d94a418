"""Policies on resources: which services and which other accounts they let in, and to what."""

import re
from collections.abc import Iterator

from guardrails.evaluation.truth import all_of, any_of, negation
from pack.rule import Rule, Severity

from rules.iam.actions import log_delivery_accounts, services_for_others, whole_service
from rules.iam.document import Document
from rules.iam.judging import Found, named, over
from rules.iam.places import Kind, types_with
from rules.iam.statement import Statement
from rules.iam.trust import ACCOUNT

_SERVICE = re.compile(r"([a-z0-9.-]+?)(?:\.[a-z]{2}(?:-[a-z]+)+-\d)?\.amazonaws\.com(?:\.cn)?")
_ACCOUNT_OF_ARN = re.compile(r"arn:[\w-]+:[\w-]*:[\w-]*:(\d{12}):.*|(\d{12})")


def foreign(document: Document) -> Iterator[Found]:
    """No other account is let in as a whole, without any condition."""
    of_aws = log_delivery_accounts()
    for statement in document.statements:
        own = _own_accounts(document, statement)
        principals = statement.principals("AWS")
        others = [
            principal
            for principal in principals.known
            if own
            and ACCOUNT.fullmatch(principal)
            and not any(account in principal for account in own | of_aws)
        ]
        yield (
            all_of((statement.allows, bool(others), negation(statement.limited))),
            f"{statement.place} lets {named(map(statement.show, others))} in, without a condition.",
        )


def _own_accounts(document: Document, statement: Statement) -> set[str]:
    """The accounts that the resource may be in, as far as provider and ARNs tell."""
    provider = document.resource.provider
    written: list[str] = list(statement.resources.known)
    if provider:
        written += provider.inputs.at("allowedAccountIds").strings
        written += [role.at("roleArn").text or "" for role in provider.inputs.each("assumeRoles")]
    found = [_ACCOUNT_OF_ARN.fullmatch(text) for text in written]
    return {match[1] or match[2] for match in found if match}


def star_action(document: Document) -> Iterator[Found]:
    """Services and roles of others get named actions; a whole account may be the owner's own."""
    for statement in document.statements:
        services = statement.principals("Service").known
        callers = (*services, *statement.principals("AWS").known)
        given = [caller for caller in callers if caller != "*" and not ACCOUNT.fullmatch(caller)]
        wide = [action for action in statement.actions.known if whole_service(action)]
        # A condition says on whose behalf a service acts, not what it needs to do.
        wanted = any_of((bool(services), negation(statement.limited)))
        yield (
            all_of((statement.allows, bool(given), bool(wide), wanted)),
            f"{statement.place} allows {named(map(statement.show, wide))} to "
            f"{named(map(statement.show, given))}.",
        )


def deputy(document: Document) -> Iterator[Found]:
    """A service that acts for others' resources is let in for resources of one's own."""
    acting = services_for_others("trust" if document.kind is Kind.TRUST else "resource")
    for statement in document.statements:
        services = statement.principals("Service")
        hits = [name for name in services.known if _name_of(name) in acting]
        about = True if hits else None if services.unknown else False
        yield (
            all_of((statement.allows, about, negation(statement.narrowed), not _agreed(statement))),
            f"{statement.place} lets {named(map(statement.show, hits))} in, for whoever's resources.",
        )


def _agreed(statement: Statement) -> bool:
    """Whether a service has to show a word agreed on, as Firehose does with the number of its customer."""
    return any(one.key == "sts:externalid" and one.asks and one.limits for one in statement.conditions)


def _name_of(principal: str) -> str:
    match = _SERVICE.fullmatch(principal)
    return match[1] if match else ""


def wide_open(document: Document) -> Iterator[Found]:
    """An endpoint's policy says who may reach what through it."""
    for statement in document.statements:
        yield (
            all_of(
                (
                    statement.allows,
                    statement.everybody,
                    statement.actions.some(whole_service),
                    statement.every_resource,
                    negation(statement.limited),
                )
            ),
            "The endpoint lets everybody do everything with everybody's resources.",
        )


RESOURCES = (
    Rule(
        name="resource-policy-foreign-account",
        area="iam",
        severity=Severity.HIGH,
        types=types_with(Kind.RESOURCE, Kind.KEY),
        asserts="No policy on a resource lets another account in as a whole, without a condition.",
        why="Whoever may edit policies in that account may use the resource.",
        fix="Name the other account's role in Principal, or add a condition such as aws:PrincipalOrgID.",
        check=over(Kind.RESOURCE, Kind.KEY)(foreign),
    ),
    Rule(
        name="resource-policy-star-action",
        area="iam",
        severity=Severity.MEDIUM,
        types=types_with(Kind.RESOURCE),
        asserts="Policies on resources give services and roles named actions.",
        why="All actions include deleting the resource and changing its policy.",
        fix="List the actions that the service or role needs.",
        check=over(Kind.RESOURCE)(star_action),
    ),
    *(
        Rule(
            name=name,
            area="iam",
            severity=Severity.MEDIUM,
            types=types_with(*kinds),
            asserts="Services that act for others are let in for one's own resources only.",
            why="Anybody can have the service use this on behalf of their own resources.",
            fix="Add a condition on aws:SourceArn, aws:SourceAccount or aws:SourceOrgID.",
            check=over(*kinds)(deputy),
        )
        for name, kinds in (
            ("resource-policy-confused-deputy", (Kind.RESOURCE, Kind.KEY)),
            ("iam-role-confused-deputy", (Kind.TRUST,)),
        )
    ),
    Rule(
        name="vpce-policy-open",
        area="network",
        severity=Severity.MEDIUM,
        types=types_with(Kind.ENDPOINT),
        asserts="Policies of VPC endpoints say who may reach what.",
        why="Whatever runs in the VPC can copy data into anybody's account through the endpoint.",
        fix="Add conditions on aws:PrincipalOrgID and aws:ResourceOrgID, and list actions.",
        check=over(Kind.ENDPOINT)(wide_open),
    ),
)
