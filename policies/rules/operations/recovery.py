"""What survives a mistake: backups, copies, second zones."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Severity
from pack.verdict import Verdict, fail, unknown

from rules.checks import (
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
from rules.operations.rows import GONE, row

_LOW, _MEDIUM = Severity.LOW, Severity.MEDIUM

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


def login(resource: Resource) -> Iterator[Verdict]:
    """An engine that takes IAM tokens does; without an engine it is Neptune, or a copy of something."""
    engine = resource.at("engine")
    if not resource.at("replicateSourceDb").empty or resource.at("engineMode").one_of("serverless"):
        return  # as its source; the first version of Aurora Serverless takes no tokens
    if engine.absent and resource.type != "aws:neptune/cluster:Cluster":
        if not resource.at("iamDatabaseAuthenticationEnabled").is_true():
            yield unknown(engine)
        return
    names = (*_WITH_IAM, *(() if engine.known else ("",)))
    yield from where("engine", *names, check=on("iamDatabaseAuthenticationEnabled"), default="")(resource)


def upgrades(resource: Resource) -> Iterator[Verdict]:
    """Minor versions come by themselves, but for RDS Custom, where AWS refuses to be asked for them."""
    if not (resource.at("engine").text or "").startswith("custom-"):
        yield from on("autoMinorVersionUpgrade", default=True)(resource)


def snapshots(resource: Resource) -> Iterator[Verdict]:
    """A group, or a cluster outside of one, keeps snapshots; memcached has none."""
    if resource.type == "aws:elasticache/cluster:Cluster" and not resource.at("replicationGroupId").empty:
        return
    kept = at_least("snapshotRetentionLimit", 1, default=0)
    yield from except_where("engine", "memcached", check=kept)(resource)


def expiry(resource: Resource) -> Iterator[Verdict]:
    """A rule that is on ends uploads that were begun and left."""
    ending = [
        rule
        for rule in resource.each("rules")
        if rule.unknown or not rule.at("abortIncompleteMultipartUpload").empty
    ]
    states = [rule.at("status") for rule in ending]
    if any(state.known and not state.one_of("Disabled") for state in states):
        return
    hidden = next((state for state in states if state.unknown), None)
    if hidden:
        yield unknown(hidden)
    elif ending:
        yield fail("The rule with abortIncompleteMultipartUpload has the status Disabled.", states[0])
    else:
        yield fail("No rule has abortIncompleteMultipartUpload.", "rules")


RECOVERY = (
    row(
        "rds-final-snapshot",
        _MEDIUM,
        ("rds/instance", "rds/cluster", "docdb/cluster", "neptune/cluster", "redshift/cluster"),
        "Databases leave a last snapshot when they are deleted.",
        GONE,
        "Remove skip_final_snapshot, and set final_snapshot_identifier.",
        unless("replicateSourceDb", off("skipFinalSnapshot")),
    ),
    row(
        "rds-multi-az",
        _MEDIUM,
        ("rds/instance",),
        "Databases have a standby in a second zone.",
        "The database is down for as long as its zone is, and during every patch.",
        "Set multi_az=True.",
        unless("replicateSourceDb", on("multiAz")),
        ("RDS.5",),
    ),
    row(
        "rds-iam-auth",
        _LOW,
        ("rds/instance", "rds/cluster", "neptune/cluster"),
        "Databases take IAM tokens instead of passwords.",
        "A password is the same until somebody changes it, and works for whoever has it.",
        "Set iam_database_authentication_enabled=True.",
        login,
        ("RDS.10", "RDS.12", "Neptune.7"),
    ),
    row(
        "rds-minor-upgrade",
        _LOW,
        ("rds/instance", "rds/clusterInstance", "neptune/clusterInstance"),
        "Databases take minor versions by themselves.",
        "Minor versions close security holes; a database that waits for somebody has them for months.",
        "Remove auto_minor_version_upgrade=False.",
        upgrades,
        ("RDS.13", "RDS.35"),
    ),
    row(
        "dynamodb-pitr",
        _MEDIUM,
        ("dynamodb/table",),
        "DynamoDB tables can be restored to any second of the last weeks.",
        "A wrong write is found after hours; without the log of changes, nothing brings the data back.",
        "Set point_in_time_recovery.enabled to true.",
        on("pointInTimeRecovery.enabled"),
        ("DynamoDB.2",),
    ),
    row(
        "s3-ownership-enforced",
        _MEDIUM,
        ("s3/bucketOwnershipControls",),
        "Access-control lists of S3 buckets are switched off.",
        "A list on an object grants what no policy shows, and objects of others stay theirs.",
        "Set rule.object_ownership to BucketOwnerEnforced.",
        one_of("rule.objectOwnership", "BucketOwnerEnforced"),
        ("S3.12",),
    ),
    row(
        "s3-abort-uploads",
        _LOW,
        ("s3/bucketLifecycleConfiguration", "s3/bucketLifecycleConfigurationV2"),
        "Uploads that were begun and left are removed.",
        "Their parts are paid for, and no listing shows them.",
        "Add a rule with abort_incomplete_multipart_upload.days_after_initiation of 7.",
        expiry,
    ),
    row(
        "elasticache-backup",
        _LOW,
        ("elasticache/replicationGroup", "elasticache/cluster"),
        "ElastiCache keeps snapshots.",
        "After a failure of every node, the cache starts empty and the database takes all load.",
        "Set snapshot_retention_limit to 1 or more.",
        snapshots,
        ("ElastiCache.1",),
    ),
    row(
        "redshift-snapshots",
        _MEDIUM,
        ("redshift/cluster",),
        "Redshift keeps automatic snapshots for a week.",
        "A mistake is often found after days; older states are gone by then.",
        "Set automated_snapshot_retention_period to 7 or more.",
        where_set("automatedSnapshotRetentionPeriod", at_least("automatedSnapshotRetentionPeriod", 7)),
        ("Redshift.3",),
    ),
    row(
        "backup-vault-lock",
        _MEDIUM,
        ("backup/vaultLockConfiguration",),
        "Locks of backup vaults keep recovery points for a week at least.",
        "A lock without a minimum lets whoever has the right delete recovery points early.",
        "Set min_retention_days to 7 or more.",
        at_least("minRetentionDays", 7),
    ),
    row(
        "rds-ca-current",
        _MEDIUM,
        ("rds/instance", "rds/clusterInstance", "docdb/clusterInstance"),
        "Databases present a certificate of a current authority.",
        "Authority rds-ca-2019 ended in August 2024: clients that check certificates can't connect.",
        "Set ca_cert_identifier to rds-ca-rsa2048-g1.",
        none_of("caCertIdentifier", "rds-ca-2015", "rds-ca-2019"),
    ),
)
