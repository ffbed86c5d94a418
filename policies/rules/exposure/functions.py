"""Functions: who may call them."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.checks import none_of

# What narrows a service principal, or everybody, down to callers of one's own.
_NARROWING = ("sourceArn", "sourceAccount", "eventSourceToken", "principalOrgId")


def _narrowed(resource: Resource) -> bool:
    narrowing = (resource.at(name) for name in _NARROWING)
    return any(one.unknown or (one.text or "").strip("*?") for one in narrowing)


def everybody(resource: Resource) -> Iterator[Verdict]:
    """Not everybody may call the function."""
    principal = resource.at("principal")
    if _narrowed(resource):
        return
    if principal.unknown:
        yield unknown(principal)
    elif principal.text == "*":
        yield fail("principal is everybody, and nothing narrows it down.", principal)


def caller(resource: Resource) -> Iterator[Verdict]:
    """A service, or everybody, may call the function on behalf of named resources only."""
    yield from everybody(resource)
    principal = resource.at("principal")
    if (principal.text or "").endswith((".amazonaws.com", ".amazon.com")) and not _narrowed(resource):
        yield fail(
            f"principal is {principal.shown}, and neither sourceArn nor sourceAccount says whose.", principal
        )


FUNCTIONS = (
    Rule(
        name="lambda-url-auth",
        area="public-exposure",
        severity=Severity.CRITICAL,
        types=aws("lambda/functionUrl"),
        asserts="Function URLs ask for AWS credentials.",
        why="Anybody can call the function, and run up its bill.",
        fix="Set authorization_type to AWS_IAM.",
        check=none_of("authorizationType", "NONE"),
    ),
    Rule(
        name="lambda-permission-source",
        area="public-exposure",
        severity=Severity.HIGH,
        types=aws("lambda/permission"),
        asserts="Permissions to call a function name the source.",
        why="Without a source, anybody's resource of that service may call the function.",
        fix="Set source_arn (and source_account for S3).",
        check=caller,
        fsbp=("Lambda.1",),
    ),
)
