"""Databases, caches and warehouses."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, unknown

from rules.checks import Check, every, on, one_of, own_key, where_on

_WHY = "Storage, backups and replicas are readable to whoever gets at a snapshot; it can't be changed later."

# What a new database is copied from: it is as encrypted as that is.
_ORIGINS = ("snapshotIdentifier", "restoreToPointInTime", "restoreToPointInTimes")
_REPLICA_OF = ("replicateSourceDb", "replicationSourceIdentifier", "sourceDbClusterIdentifier")
COPIED_FROM = (*_ORIGINS, *_REPLICA_OF)  # what says so, of any kind


def cache(resource: Resource) -> Iterator[Verdict]:
    """A replication group is encrypted, as Valkey is by default; a member of a global one is what that is."""
    if resource.at("globalReplicationGroupId").empty:
        default = resource.at("engine").one_of("valkey")
        yield from on("atRestEncryptionEnabled", default=default)(resource)


def encrypted(path: str) -> Check:
    """The storage is encrypted; a copy or replica without a word on it is what its origin is."""
    plain = on(path)

    def check(resource: Resource) -> Iterator[Verdict]:
        if resource.at(path).absent:
            if any(not resource.at(name).empty for name in _REPLICA_OF):
                return  # judged where the origin is made
            if any(not resource.at(name).empty for name in _ORIGINS):
                yield unknown(path)
                return
            if resource.at("engineMode").one_of("serverless"):
                return  # always encrypted
        yield from plain(resource)

    return check


def _row(name: str, what: str, *types: str, check: Check, fix: str = "", fsbp: tuple[str, ...] = ()) -> Rule:
    return Rule(
        name=name,
        area="encryption-at-rest",
        severity=Severity.HIGH,
        types=aws(*types),
        asserts=f"{what} are encrypted at rest.",
        why=_WHY,
        fix=fix or "Set storage_encrypted=True, and kms_key_id to a key of your own.",
        check=check,
        fsbp=fsbp,
    )


DATABASES = (
    _row(
        "rds-storage-encrypted",
        "RDS instances",
        "rds/instance",
        check=encrypted("storageEncrypted"),
        fsbp=("RDS.3",),
    ),
    _row(
        "aurora-storage-encrypted",
        "Aurora clusters",
        "rds/cluster",
        "rds/globalCluster",
        check=encrypted("storageEncrypted"),
        fsbp=("RDS.27",),
    ),
    _row(
        "docdb-encrypted",
        "DocumentDB clusters",
        "docdb/cluster",
        "docdb/globalCluster",
        check=encrypted("storageEncrypted"),
        fsbp=("DocumentDB.1",),
    ),
    _row(
        "neptune-encrypted",
        "Neptune clusters",
        "neptune/cluster",
        "neptune/globalCluster",
        check=encrypted("storageEncrypted"),
        fsbp=("Neptune.1",),
    ),
    _row(
        "dax-encrypted",
        "DAX clusters",
        "dax/cluster",
        check=on("serverSideEncryption.enabled"),
        fix="Set server_side_encryption.enabled to true.",
        fsbp=("DynamoDB.3",),
    ),
    _row(
        "elasticache-at-rest",
        "ElastiCache replication groups",
        "elasticache/replicationGroup",
        check=cache,
        fix="Set at_rest_encryption_enabled=True, and kms_key_id.",
        fsbp=("ElastiCache.4",),
    ),
    _row(
        "opensearch-at-rest",
        "OpenSearch domains",
        "opensearch/domain",
        "elasticsearch/domain",
        check=on("encryptAtRest.enabled"),
        fix="Set encrypt_at_rest.enabled to true.",
        fsbp=("Opensearch.1", "ES.1"),
    ),
    _row(
        "redshift-encrypted",
        "Redshift clusters",
        "redshift/cluster",
        check=on("encrypted", default=True),
        fix="Set encrypted to true, and kms_key_id.",
    ),
    Rule(
        name="rds-snapshot-copy-cmk",
        area="encryption-at-rest",
        severity=Severity.LOW,
        types=aws("rds/snapshotCopy", "rds/clusterSnapshotCopy", "rds/instanceAutomatedBackupsReplication"),
        asserts="Copies of database snapshots are encrypted with a key of the company's own.",
        why="A copy without a key named takes the AWS-managed one, which can't be shared or revoked.",
        fix="Set kms_key_id to a key of the target region.",
        check=own_key("kmsKeyId"),
        fsbp=("RDS.4",),
    ),
    Rule(
        name="dynamodb-cmk",
        area="encryption-at-rest",
        severity=Severity.MEDIUM,
        types=aws("dynamodb/table"),
        asserts="DynamoDB tables are encrypted with a key of the company's own.",
        why="Access to data under a key of AWS can't be granted, audited or revoked by key.",
        fix="Set server_side_encryption.enabled to true, with kms_key_arn.",
        check=every(
            on("serverSideEncryption.enabled"),
            where_on("serverSideEncryption.enabled", own_key("serverSideEncryption.kmsKeyArn")),
        ),
    ),
    Rule(
        name="keyspaces-cmk",
        area="encryption-at-rest",
        severity=Severity.LOW,
        types=aws("keyspaces/table"),
        asserts="Keyspaces tables are encrypted with a key of the company's own.",
        why="Access to data under the key that AWS owns can't be granted, audited or revoked by key.",
        fix="Set encryption_specification.type to CUSTOMER_MANAGED_KMS_KEY, with kms_key_identifier.",
        check=one_of("encryptionSpecification.type", "CUSTOMER_MANAGED_KMS_KEY", default="AWS_OWNED_KMS_KEY"),
    ),
)
