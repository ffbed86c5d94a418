"""Databases that can't be lost by one command."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, RuleSettings, Severity, aws
from pack.verdict import Verdict, fail
from pydantic import Field

from rules.checks import at_least, on

_DATABASES = ("rds/instance", "rds/cluster", "docdb/cluster", "neptune/cluster")


class BackupSettings(RuleSettings):
    """How long backups are kept."""

    days: int = Field(default=7, ge=1, le=35, description="The least number of days.")


def backups(resource: Resource) -> Iterator[Verdict]:
    """Automatic backups are kept for some days; those of a replica are its source's."""
    if resource.at("replicateSourceDb").empty:
        days = resource.settings_as(BackupSettings).days
        yield from at_least("backupRetentionPeriod", days, default=_default_days(resource))(resource)


def _default_days(resource: Resource) -> int:
    return 0 if resource.type == "aws:rds/instance:Instance" else 1


def protected(resource: Resource) -> Iterator[Verdict]:
    """Pulumi refuses to delete it until somebody takes the protection off; a replica can be made again."""
    if not resource.options.protect and resource.at("replicateSourceDb").empty:
        yield fail("The resource option protect is not set.")


RESILIENCE = (
    Rule(
        name="rds-deletion-protection",
        area="resilience",
        severity=Severity.HIGH,
        types=aws(*_DATABASES, "rds/globalCluster", "docdb/globalCluster", "neptune/globalCluster"),
        asserts="Databases are protected from deletion.",
        why="One wrong command, and the data is gone.",
        fix="Set deletion_protection=True.",
        check=on("deletionProtection"),
        fsbp=("RDS.7", "RDS.8", "DocumentDB.5", "Neptune.4"),
    ),
    Rule(
        name="rds-backup-retention",
        area="resilience",
        severity=Severity.HIGH,
        types=aws(*_DATABASES),
        asserts="Databases keep automatic backups for at least a week.",
        why="A mistake is often found after days; older states are gone by then.",
        fix="Set backup_retention_period to 7 or more.",
        settings=BackupSettings,
        check=backups,
        fsbp=("RDS.11", "DocumentDB.2", "Neptune.5"),
    ),
    Rule(
        name="stateful-pulumi-protect",
        area="resilience",
        severity=Severity.HIGH,
        types=aws(
            *_DATABASES,
            "dynamodb/table",
            "efs/fileSystem",
            "kms/key",
            "s3/bucket",
            "s3/bucketV2",
            "organizations/account",
            "organizations/organization",
        ),
        asserts="Pulumi does not delete what holds state.",
        why="Removing one line of the program deletes the resource with the data in it.",
        fix="Set protect=True in the resource's options.",
        check=protected,
    ),
)
