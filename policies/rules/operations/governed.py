"""What a program leaves to whoever changes it by hand."""

import re
from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, RuleSettings, Severity, Types
from pack.verdict import Verdict, fail
from pydantic import Field

_NAMES = re.compile(r"[.\[\]\"]+")  # what stands between the names of a path


class GovernedSettings(RuleSettings):
    """What a program may not leave to whoever changes it by hand."""

    properties: tuple[str, ...] = Field(
        default=(
            "accessPolicies",
            "accessPolicy",
            "acl",
            "assumeRolePolicy",
            "atRestEncryptionEnabled",
            "authorization",
            "authorizationType",
            "blockPublicAcls",
            "blockPublicPolicy",
            "cidrBlocks",
            "cidrIpv4",
            "cidrIpv6",
            "deleteProtection",
            "deletionProtection",
            "deletionProtectionEnabled",
            "disableApiTermination",
            "domainEndpointOptions",
            "egress",
            "enableDeletionProtection",
            "enableKeyRotation",
            "enableLogFileValidation",
            "enableLogging",
            "enabledClusterLogTypes",
            "encryptAtRest",
            "encrypted",
            "encryptionAtRestKmsKeyArn",
            "encryptionConfig",
            "encryptionConfiguration",
            "encryptionConfigurations",
            "encryptionInfo",
            "encryptionOptions",
            "endpointPublicAccess",
            "httpTokens",
            "iamDatabaseAuthenticationEnabled",
            "ignorePublicAcls",
            "imageTagMutability",
            "ingress",
            "inlinePolicies",
            "inlinePolicy",
            "ipv6CidrBlocks",
            "isMultiRegionTrail",
            "kmsKey",
            "kmsKeyArn",
            "kmsKeyId",
            "kmsMasterKeyId",
            "managedPolicyArns",
            "metadataOptions",
            "minimumProtocolVersion",
            "nodeToNodeEncryption",
            "permissionsBoundary",
            "pointInTimeRecovery",
            "policy",
            "policyArn",
            "policyDocument",
            "principal",
            "publicAccessCidrs",
            "publiclyAccessible",
            "restrictPublicBuckets",
            "securityPolicy",
            "serverSideEncryption",
            "serverSideEncryptionConfiguration",
            "sqsManagedSseEnabled",
            "sslPolicy",
            "storageEncrypted",
            "tags",
            "tagsAll",
            "transitEncryptionEnabled",
            "versioningConfiguration",
            "viewerProtocolPolicy",
            "*",
        ),
        description="Properties that ignore_changes may not name, alone or within a path.",
    )


def ignored(resource: Resource) -> Iterator[Verdict]:
    """No property that decides about security is left to drift."""
    governed = resource.settings_as(GovernedSettings).properties
    for path in resource.options.ignore_changes:
        if any(name in governed for name in _NAMES.split(path)):
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
