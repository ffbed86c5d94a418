"""What a program leaves to whoever changes it by hand."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, RuleSettings, Severity, Types
from pack.verdict import Verdict, fail
from pydantic import Field


class GovernedSettings(RuleSettings):
    """What a program may not leave to whoever changes it by hand."""

    properties: tuple[str, ...] = Field(
        default=(
            "accessPolicies",
            "acl",
            "assumeRolePolicy",
            "blockPublicAcls",
            "blockPublicPolicy",
            "cidrBlocks",
            "deletionProtection",
            "egress",
            "enableKeyRotation",
            "encrypted",
            "endpointPublicAccess",
            "ignorePublicAcls",
            "ingress",
            "inlinePolicies",
            "kmsKeyArn",
            "kmsKeyId",
            "kmsMasterKeyId",
            "managedPolicyArns",
            "metadataOptions",
            "policy",
            "publiclyAccessible",
            "restrictPublicBuckets",
            "storageEncrypted",
            "tags",
            "tagsAll",
            "*",
        ),
        description="Properties that ignore_changes may not name.",
    )


def ignored(resource: Resource) -> Iterator[Verdict]:
    """No property that decides about security is left to drift."""
    governed = resource.settings_as(GovernedSettings).properties
    for path in resource.options.ignore_changes:
        if path.partition(".")[0].partition("[")[0] in governed:
            yield fail(f"The resource option ignore_changes names {resource.show(path)}.", path)


GOVERNED = Rule(
    name="ignore-changes-on-security",
    area="resilience",
    severity=Severity.MEDIUM,
    types=Types(when=lambda token: token.startswith("aws:"), summary="every AWS type"),
    asserts="Programs do not ignore changes of what decides about security.",
    why="What somebody opens by hand stays open: no preview shows it, no update closes it.",
    fix="Remove the property from ignore_changes.",
    settings=GovernedSettings,
    check=ignored,
)
