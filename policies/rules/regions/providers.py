"""AWS providers: whose credentials, which account, and whether this pack sees what they make."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, Types
from pack.verdict import Verdict, fail, unknown

from rules.checks import exists

_AWS_PROVIDER = Types(["pulumi:providers:aws"])

# Stand-ins that local emulators of AWS take for credentials.
_NO_REAL_KEYS = ("test", "mock", "mock_access_key", "mock_secret_key")
_PINS = (
    "allowedAccountIds",
    "forbiddenAccountIds",
    "assumeRole",  # up to version 6
    "assumeRoles",
    "assumeRoleWithWebIdentity",
)


def static_keys(resource: Resource) -> Iterator[Verdict]:
    """No access key in the configuration."""
    for name in ("accessKey", "secretKey", "token"):
        key = resource.at(name)
        if key.unknown:
            yield unknown(key)
        elif not key.empty and not key.one_of(*_NO_REAL_KEYS):
            yield fail(f"{name} is set: long-lived credentials in the configuration.", key)
            return


def account(resource: Resource) -> Iterator[Verdict]:
    """Something says which account this is: the allowed ids, or the role that is assumed."""
    if all(resource.at(name).empty for name in _PINS):
        yield fail("allowedAccountIds is not set, and no role is assumed: any account would do.")


PROVIDERS = (
    Rule(
        name="provider-no-static-keys",
        area="regions",
        severity=Severity.CRITICAL,
        types=_AWS_PROVIDER,
        asserts="AWS providers hold no static access keys.",
        why="Keys in a configuration are copied, logged and never rotated.",
        fix="Remove access_key, secret_key and token; use assume_roles or OIDC.",
        check=static_keys,
    ),
    Rule(
        name="provider-allowed-accounts",
        area="regions",
        severity=Severity.HIGH,
        types=_AWS_PROVIDER,
        asserts="AWS providers work in one account only.",
        why="With another profile selected, the same program deploys into the wrong account.",
        fix="Set allowed_account_ids, or assume a role of the account.",
        check=account,
    ),
    Rule(
        name="no-awsnative-bypass",
        area="regions",
        severity=Severity.MEDIUM,
        types=Types(when=lambda token: token.startswith("aws-native:"), summary="every aws-native type"),
        asserts="AWS resources are made through the aws provider, which these rules judge.",
        why="No rule of this pack sees the properties of an aws-native resource.",
        fix="Use the pulumi_aws class of the same resource.",
        check=exists("This pack has no rules for aws-native types: nothing about this resource was judged."),
    ),
)
