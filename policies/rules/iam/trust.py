"""Trust policies: who may become a role."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail

from rules.iam.document import granted

# Identity providers whose tokens anybody can get: the subject says whose workload it is.
_SHARED = ("token.actions.githubusercontent.com", "gitlab.com", "app.terraform.io", "agent.buildkite.com")


def public(role: Resource) -> Iterator[Verdict]:
    """Nobody becomes the role without being named."""
    document = role.at("assumeRolePolicy")
    for found in granted(document):
        if isinstance(found, Verdict):
            yield found
        elif found.everybody:
            yield fail("Everybody may assume the role.", document)


def subject(role: Resource) -> Iterator[Verdict]:
    """A shared identity provider is trusted for named subjects only."""
    document = role.at("assumeRolePolicy")
    for found in granted(document):
        if isinstance(found, Verdict):
            yield found
            continue
        for provider in _SHARED:
            if not any(provider in principal for principal in found.principals("Federated")):
                continue
            subjects = found.condition_values(f"{provider}:sub")
            if not subjects or any(_anybody(subject) for subject in subjects):
                yield fail(f"Anybody with a token of {provider} may assume the role.", document)


def _anybody(subject: str) -> bool:
    """Whether a subject begins with a wildcard, or leaves the owner of the repository open."""
    kind, colon, rest = subject.partition(":")
    return "*" in kind or (bool(colon) and rest.startswith("*"))


TRUST = (
    Rule(
        name="iam-role-public-trust",
        area="iam",
        severity=Severity.CRITICAL,
        types=aws("iam/role"),
        asserts="No role can be assumed by everybody.",
        why="Anybody with any AWS account gets the credentials of the role.",
        fix="Name the account, organization or service in the principal of assume_role_policy.",
        check=public,
    ),
    Rule(
        name="iam-oidc-sub",
        area="iam",
        severity=Severity.HIGH,
        types=aws("iam/role"),
        asserts="Roles for pipelines are trusted to named repositories.",
        why="Everybody gets tokens from a public pipeline service; the subject says whose pipeline it is.",
        fix='Add a condition on the provider\'s :sub, such as "repo:owner/name:ref:refs/heads/main".',
        check=subject,
    ),
)
