"""Passwords of databases: managed by AWS, or never stored."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

_NAMES = ("password", "masterPassword", "adminUserPassword")


def check(resource: Resource) -> Iterator[Verdict]:
    """No password is given; the SDK marks each as a secret, so that says nothing about where it is from."""
    for name in _NAMES:
        password = resource.at(name)
        if password.unknown:
            yield unknown(password)
        elif not password.empty:
            yield fail(f"{name} is set: it stands in the state, and nobody rotates it.", password)


PASSWORDS = (
    Rule(
        name="rds-no-plain-password",
        area="secrets",
        severity=Severity.HIGH,
        types=aws(
            "rds/instance", "rds/cluster", "docdb/cluster", "redshift/cluster", "redshiftserverless/namespace"
        ),
        asserts="Databases have no password from the program.",
        why="The password is in the state of every stack, and the same until somebody changes it by hand.",
        fix="Set manage_master_user_password (manage_master_password, manage_admin_password), or the "
        "write-only property.",
        check=check,
    ),
)
