"""Trust policies: who may become a role."""

import re
from collections.abc import Callable, Iterator

from guardrails.evaluation.truth import Truth, all_of, any_of, negation
from pack.rule import Rule, Severity, aws

from rules.iam.document import Document
from rules.iam.judging import Found, named, over
from rules.iam.places import Kind
from rules.iam.statement import Statement

# Identity providers whose tokens anybody can get: the subject says whose workload it is.
_SHARED = ("token.actions.githubusercontent.com", "gitlab.com", "app.terraform.io", "agent.buildkite.com")
# Claims of those that say the same as the subject.
_SUBJECTS = (
    "sub",
    "repository",
    "repository_id",
    "repository_owner",
    "repository_owner_id",
    "job_workflow_ref",
    "project_path",
    "namespace_path",
    "terraform_organization_name",
    "terraform_workspace_id",
    "organization_slug",
)
# Providers for people's accounts: without the application's id, tokens of any application are good.
_APPLICATIONS = {
    "cognito-identity.amazonaws.com": "aud",
    "accounts.google.com": "aud",
    "graph.facebook.com": "app_id",
    "www.amazon.com": "app_id",
}
_CLUSTER = re.compile(r"oidc\.eks\.[a-z0-9-]+\.amazonaws\.com(\.cn)?/id/[A-Za-z0-9]+")
ACCOUNT = re.compile(r"\d{12}|arn:[\w-]+:iam::(\d{12}):root")


def public(document: Document) -> Iterator[Found]:
    """Nobody becomes the role without being named."""
    for statement in document.statements:
        yield (
            all_of((statement.allows, statement.everybody, negation(statement.narrowed))),
            "Everybody may assume the role.",
        )


def whole_account(document: Document) -> Iterator[Found]:
    """No account is trusted as a whole, without any condition."""
    for statement in document.statements:
        principals = statement.principals("AWS")
        accounts = [principal for principal in principals.known if ACCOUNT.fullmatch(principal)]
        yield (
            all_of(
                (
                    statement.allows,
                    principals.some(lambda principal: ACCOUNT.fullmatch(principal) is not None),
                    negation(statement.limited),
                )
            ),
            f"Whatever {named(map(statement.show, accounts))} allows may assume the role.",
        )


def subject(document: Document) -> Iterator[Found]:
    """Providers of tokens are trusted for named workloads only."""
    for statement in document.statements:
        federated = statement.principals("Federated")
        if federated.unknown:
            yield all_of((statement.allows, None)), ""
        for principal in federated.known:
            if found := _unbound(statement, principal):
                truth, message = found
                yield all_of((statement.allows, truth)), message


def _unbound(statement: Statement, principal: str) -> Found | None:
    provider = principal.partition("oidc-provider/")[2] or principal
    if ":saml-provider/" in principal:
        return None
    for host in _SHARED:
        if host in provider:
            claims = [f"{host}:{claim}" for claim in _SUBJECTS]
            return (
                negation(_asked(statement, claims, _anybody)),
                f"Anybody with a token of {host} may assume the role.",
            )
    for host, claim in _APPLICATIONS.items():
        if provider == host:
            return (
                negation(_asked(statement, [f"{host}:{claim}"], _anything)),
                f"Anybody with a token of {host}, for any application, may assume the role.",
            )
    if cluster := _CLUSTER.search(provider):
        return (
            negation(_asked(statement, [f"{cluster[0]}:sub".lower()], _any_account)),
            "Every pod of the cluster may assume the role.",
        )
    return (
        negation(statement.limited),
        f"Anybody with a token of {statement.show(provider)} may assume the role.",
    )


def _asked(statement: Statement, claims: list[str], too_wide: Callable[[str], bool]) -> Truth:
    """Whether a condition asks for one of the claims, with values that are not too wide."""
    condition = statement.reader.at("Condition")
    if condition.unknown or any(keys.unknown for _, keys in condition.items()):
        return None
    return any_of(
        False if any(map(too_wide, one.values)) else None if one.unknown else bool(one.values)
        for one in statement.conditions
        if one.key in claims and one.asks
    )


def _anything(value: str) -> bool:
    return not value.strip("*?:")


def _any_account(value: str) -> bool:
    """Whether a subject covers every service account of a cluster: `system:serviceaccount:*:*`."""
    return _anything(value.removeprefix("system:").removeprefix("serviceaccount:"))


def _anybody(value: str) -> bool:
    """Whether a subject begins with a wildcard, or leaves the owner of the repository open."""
    kind, colon, rest = value.partition(":")
    owner = re.split("[:/]", rest)[0] if colon else kind.partition("/")[0]
    return bool(set(kind.partition("/")[0] + owner) & {"*", "?"})


TRUST = (
    Rule(
        name="iam-role-public-trust",
        area="iam",
        severity=Severity.CRITICAL,
        types=aws("iam/role"),
        asserts="No role can be assumed by everybody.",
        why="Anybody with any AWS account gets the credentials of the role.",
        fix="Name the account, organization or service in the principal of assume_role_policy.",
        check=over(Kind.TRUST)(public),
    ),
    Rule(
        name="iam-role-account-trust",
        area="iam",
        severity=Severity.MEDIUM,
        types=aws("iam/role"),
        asserts="No role is trusted to a whole account without a condition.",
        why="Whoever may edit policies in that account may become the role.",
        fix="Name the role in Principal, or add a condition (sts:ExternalId, aws:PrincipalArn, "
        "aws:MultiFactorAuthPresent).",
        check=over(Kind.TRUST)(whole_account),
    ),
    Rule(
        name="iam-oidc-sub",
        area="iam",
        severity=Severity.HIGH,
        types=aws("iam/role"),
        asserts="Roles for tokens are trusted to named workloads.",
        why="Everybody gets tokens from a public provider; the subject says whose workload it is.",
        fix='Add a condition on the provider\'s :sub, such as "repo:owner/name:ref:refs/heads/main".',
        check=over(Kind.TRUST)(subject),
    ),
)
