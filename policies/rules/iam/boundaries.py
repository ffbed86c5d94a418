"""Roles and users of workloads stay within the boundary that the company has for them."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from pack.resource import Resource
from pack.rule import Rule, RuleSettings, Severity, aws
from pack.verdict import Verdict, fail, unknown
from pydantic import Field


class BoundarySettings(RuleSettings):
    """Which boundaries the company has."""

    boundaries: tuple[str, ...] = Field(
        default=(),
        description="Globs over ARNs of policies, such as `*:policy/workload-boundary`: roles and users need "
        "one of them as their boundary. Where none is named, no boundary is asked for.",
    )


def check(resource: Resource) -> Iterator[Verdict]:
    """The boundary is one of those named in the settings."""
    allowed = resource.settings_as(BoundarySettings).boundaries
    if not allowed:
        return
    boundary = resource.at("permissionsBoundary")
    if boundary.unknown:
        yield unknown(boundary)
    elif not any(fnmatchcase(boundary.text or "", glob) for glob in allowed):
        yield fail(f"permissionsBoundary is {boundary.shown}, not one of {', '.join(allowed)}.", boundary)


PERMISSIONS_BOUNDARY = Rule(
    name="iam-permissions-boundary",
    area="iam",
    severity=Severity.MEDIUM,
    types=aws("iam/role", "iam/user"),
    asserts="Roles and users have a boundary of the company.",
    why="Whoever may write policies for a role without a boundary can give it, and so themselves, anything.",
    fix="Set permissions_boundary to the ARN of a policy that matches boundaries.",
    settings=BoundarySettings,
    check=check,
)
