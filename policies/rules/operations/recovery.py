"""What survives a mistake: backups, copies, second zones, and locks against deletion."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, RuleSettings, Severity, Types, aws
from pack.verdict import Verdict, fail, unknown
from pydantic import Field

from rules.checks import (
    Check,
    at_least,
    except_where,
    none_of,
    off,
    on,
    one_of,
    unless,
    where,
    where_set,
)

_LOW, _MEDIUM = Severity.LOW, Severity.MEDIUM
_GONE = "One wrong command, and it is gone with what is in it."

# Engines of RDS that take IAM tokens instead of passwords.
_WITH_IAM = (
    "mysql",
    "mariadb",
    "postgres",
    "aurora",
    "aurora-mysql",
    "aurora-postgresql",
    "neptune",
)


class GovernedSettings(RuleSettings):
    """What a program may not leave to whoever changes it by hand."""

    properties: tuple[str, ...] = Field(
        default=(
            "acl",
            "assumeRolePolicy",
            "encrypted",
            "egress",
            "ingress",
            "kmsKeyId",
            "metadataOptions",
            "policy",
            "publiclyAccessible",
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


def login(resource: Resource) -> Iterator[Verdict]:
    """An engine that takes IAM tokens does; without an engine it is Neptune, or a copy of something."""
    engine = resource.at("engine")
    if not resource.at("replicateSourceDb").empty:
        return  # as its source
    if engine.absent and resource.type != "aws:neptune/cluster:Cluster":
        if not resource.at("iamDatabaseAuthenticationEnabled").is_true():
            yield unknown(engine)
        return
    names = (*_WITH_IAM, *(() if engine.known else ("",)))
    yield from where("engine", *names, check=on("iamDatabaseAuthenticationEnabled"), default="")(resource)


def snapshots(resource: Resource) -> Iterator[Verdict]:
    """A group, or a cluster outside of one, keeps snapshots; memcached has none."""
    if resource.type == "aws:elasticache/cluster:Cluster" and not resource.at("replicationGroupId").empty:
        return
    kept = at_least("snapshotRetentionLimit", 1, default=0)
    yield from except_where("engine", "memcached", check=kept)(resource)


def expiry(resource: Resource) -> Iterator[Verdict]:
    """Every rule that is on, or one for all of them, ends uploads that were begun and left."""
    rules = list(resource.each("rules"))
    if any(not rule.at("abortIncompleteMultipartUpload").empty for rule in rules):
        hidden = [rule for rule in rules if rule.unknown]
        if hidden:
            yield unknown(hidden[0])
    elif any(rule.unknown for rule in rules):
        yield unknown("rules")
    else:
        yield fail("No rule has abortIncompleteMultipartUpload.", "rules")


def _row(
    name: str,
    severity: Severity,
    types: tuple[str, ...],
    asserts: str,
    why: str,
    fix: str,
    check: Check,
    fsbp: tuple[str, ...] = (),
) -> Rule:
    return Rule(
        name=name,
        area="resilience",
        severity=severity,
        types=aws(*types),
        asserts=asserts,
        why=why,
        fix=fix,
        check=check,
        fsbp=fsbp,
    )


RECOVERY = (
    _row(
        "rds-final-snapshot",
        _MEDIUM,
        ("rds/instance", "rds/cluster", "docdb/cluster", "neptune/cluster", "redshift/cluster"),
        "Databases leave a last snapshot when they are deleted.",
        _GONE,
        "Remove skip_final_snapshot, and set final_snapshot_identifier.",
        unless("replicateSourceDb", off("skipFinalSnapshot")),
    ),
    _row(
        "rds-multi-az",
        _MEDIUM,
        ("rds/instance",),
        "Databases have a standby in a second zone.",
        "The database is down for as long as its zone is, and during every patch.",
        "Set multi_az=True.",
        unless("replicateSourceDb", on("multiAz")),
        ("RDS.5",),
    ),
    _row(
        "rds-iam-auth",
        _LOW,
        ("rds/instance", "rds/cluster", "neptune/cluster"),
        "Databases take IAM tokens instead of passwords.",
        "A password is the same until somebody changes it, and works for whoever has it.",
        "Set iam_database_authentication_enabled=True.",
        login,
        ("RDS.10", "RDS.12", "Neptune.7"),
    ),
    _row(
        "rds-minor-upgrade",
        _LOW,
        ("rds/instance", "rds/clusterInstance", "neptune/clusterInstance"),
        "Databases take minor versions by themselves.",
        "Minor versions close security holes; a database that waits for somebody has them for months.",
        "Remove auto_minor_version_upgrade=False.",
        on("autoMinorVersionUpgrade", default=True),
        ("RDS.13", "RDS.35"),
    ),
    _row(
        "dynamodb-pitr",
        _MEDIUM,
        ("dynamodb/table",),
        "DynamoDB tables can be restored to any second of the last weeks.",
        "A wrong write is found after hours; without the log of changes, nothing brings the data back.",
        "Set point_in_time_recovery.enabled to true.",
        on("pointInTimeRecovery.enabled"),
        ("DynamoDB.2",),
    ),
    _row(
        "dynamodb-deletion-protection",
        _MEDIUM,
        ("dynamodb/table",),
        "DynamoDB tables are protected from deletion.",
        _GONE,
        "Set deletion_protection_enabled=True.",
        on("deletionProtectionEnabled"),
        ("DynamoDB.6",),
    ),
    _row(
        "s3-force-destroy",
        _MEDIUM,
        ("s3/bucket", "s3/bucketV2", "s3/directoryBucket"),
        "S3 buckets are not deleted with objects in them.",
        _GONE,
        "Remove force_destroy.",
        off("forceDestroy"),
    ),
    _row(
        "s3-ownership-enforced",
        _MEDIUM,
        ("s3/bucketOwnershipControls",),
        "Access-control lists of S3 buckets are switched off.",
        "A list on an object grants what no policy shows, and objects of others stay theirs.",
        "Set rule.object_ownership to BucketOwnerEnforced.",
        one_of("rule.objectOwnership", "BucketOwnerEnforced"),
        ("S3.12",),
    ),
    _row(
        "s3-abort-uploads",
        _LOW,
        ("s3/bucketLifecycleConfiguration", "s3/bucketLifecycleConfigurationV2"),
        "Uploads that were begun and left are removed.",
        "Their parts are paid for, and no listing shows them.",
        "Add a rule with abort_incomplete_multipart_upload.days_after_initiation of 7.",
        expiry,
    ),
    _row(
        "lb-deletion-protection",
        _MEDIUM,
        ("lb/loadBalancer", "alb/loadBalancer"),
        "Load balancers are protected from deletion.",
        "A new balancer has another name and address; whatever points to the old one is down.",
        "Set enable_deletion_protection=True.",
        on("enableDeletionProtection"),
        ("ELB.6",),
    ),
    _row(
        "efs-backup",
        _MEDIUM,
        ("efs/backupPolicy",),
        "EFS file systems are backed up.",
        _GONE,
        "Set backup_policy.status to ENABLED.",
        one_of("backupPolicy.status", "ENABLED", "ENABLING"),
        ("EFS.2",),
    ),
    _row(
        "elasticache-backup",
        _LOW,
        ("elasticache/replicationGroup", "elasticache/cluster"),
        "ElastiCache keeps snapshots.",
        "After a failure of every node, the cache starts empty and the database takes all load.",
        "Set snapshot_retention_limit to 1 or more.",
        snapshots,
        ("ElastiCache.1",),
    ),
    _row(
        "redshift-snapshots",
        _MEDIUM,
        ("redshift/cluster",),
        "Redshift keeps automatic snapshots for a week.",
        "A mistake is often found after days; older states are gone by then.",
        "Set automated_snapshot_retention_period to 7 or more.",
        where_set("automatedSnapshotRetentionPeriod", at_least("automatedSnapshotRetentionPeriod", 7)),
        ("Redshift.3",),
    ),
    _row(
        "backup-vault-lock",
        _MEDIUM,
        ("backup/vaultLockConfiguration",),
        "Locks of backup vaults keep recovery points for a week at least.",
        "A lock without a minimum lets whoever has the right delete recovery points early.",
        "Set min_retention_days to 7 or more.",
        at_least("minRetentionDays", 7),
    ),
    _row(
        "eks-deletion-protection",
        _LOW,
        ("eks/cluster",),
        "EKS clusters are protected from deletion.",
        _GONE,
        "Set deletion_protection=True.",
        on("deletionProtection"),
    ),
    _row(
        "ec2-termination-protection",
        _LOW,
        ("ec2/instance",),
        "Instances are protected from termination.",
        _GONE,
        "Set disable_api_termination=True.",
        on("disableApiTermination"),
    ),
    _row(
        "cognito-deletion-protection",
        _MEDIUM,
        ("cognito/userPool",),
        "User pools are protected from deletion.",
        "Users and their passwords can't be restored from anywhere.",
        "Set deletion_protection to ACTIVE.",
        one_of("deletionProtection", "ACTIVE", default="INACTIVE"),
    ),
    _row(
        "rds-ca-current",
        _MEDIUM,
        ("rds/instance", "rds/clusterInstance", "docdb/clusterInstance"),
        "Databases present a certificate of a current authority.",
        "Authority rds-ca-2019 ended in August 2024: clients that check certificates can't connect.",
        "Set ca_cert_identifier to rds-ca-rsa2048-g1.",
        none_of("caCertIdentifier", "rds-ca-2015", "rds-ca-2019"),
    ),
    Rule(
        name="ignore-changes-on-security",
        area="resilience",
        severity=_MEDIUM,
        types=Types(when=lambda token: token.startswith("aws:"), summary="every AWS type"),
        asserts="Programs do not ignore changes of what decides about security.",
        why="What somebody opens by hand stays open: no preview shows it, no update closes it.",
        fix="Remove the property from ignore_changes.",
        settings=GovernedSettings,
        check=ignored,
    ),
)
