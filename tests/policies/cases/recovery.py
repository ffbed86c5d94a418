"""Backups, copies, second zones, and locks against deletion."""

from tests.policies.cases.shapes import also, must_be, must_be_off, must_be_on, must_not_be
from tests.policies.harness import UNKNOWN, Case

_ABORTS = {"abortIncompleteMultipartUpload": {"daysAfterInitiation": 7}}

CASES = {
    "rds-final-snapshot": also(
        must_be_off("skipFinalSnapshot"), good=({"skipFinalSnapshot": True, "replicateSourceDb": "db"},)
    ),
    "rds-multi-az": also(must_be_on("multiAz"), good=({"replicateSourceDb": "db"},)),
    "rds-iam-auth": also(
        must_be_on("iamDatabaseAuthenticationEnabled"),
        given={"engine": "postgres"},
        good=({"engine": "oracle-ee"}, {"engine": "sqlserver-ex"}, {"engine": "db2-se"}),
        unknown=({"engine": UNKNOWN}, {}),
        type="aws:rds/instance:Instance",
    ),
    "rds-minor-upgrade": also(
        must_be_on("autoMinorVersionUpgrade", default=True),
        good=({"engine": "custom-sqlserver-se", "autoMinorVersionUpgrade": False},),
        type="aws:rds/instance:Instance",
    ),
    "dynamodb-pitr": must_be_on("pointInTimeRecovery.enabled"),
    "dynamodb-deletion-protection": must_be_on("deletionProtectionEnabled"),
    "s3-force-destroy": must_be_off("forceDestroy"),
    "s3-ownership-enforced": must_be("rule.objectOwnership", "BucketOwnerEnforced", "ObjectWriter"),
    "s3-abort-uploads": Case(
        bad=[
            ({"rules": []}, "No rule has abortIncompleteMultipartUpload."),
            ({"rules": [{"id": "old"}]}, "No rule has abortIncompleteMultipartUpload."),
            (
                {"rules": [_ABORTS | {"status": "Disabled"}]},
                "The rule with abortIncompleteMultipartUpload has the status Disabled.",
            ),
        ],
        good=[
            {"rules": [{"id": "old"}, _ABORTS | {"status": "Enabled"}]},
            {"rules": [{"abortIncompleteMultipartUpload": UNKNOWN, "status": "Enabled"}]},
        ],
        unknown=[{"rules": UNKNOWN}, {"rules": [_ABORTS | {"status": UNKNOWN}]}],
    ),
    "lb-deletion-protection": must_be_on("enableDeletionProtection"),
    "elasticache-backup": Case(
        bad=[
            ({}, "snapshotRetentionLimit is not set, and 0 by default."),
            ({"engine": "redis", "snapshotRetentionLimit": 0}, "snapshotRetentionLimit is 0, less than 1."),
        ],
        good=[{"snapshotRetentionLimit": 1}, {"engine": "memcached"}, {"replicationGroupId": "rg"}],
        unknown=[{"snapshotRetentionLimit": UNKNOWN}, {"engine": UNKNOWN}],
        type="aws:elasticache/cluster:Cluster",
    ),
    "redshift-snapshots": Case(
        bad=[
            (
                {"automatedSnapshotRetentionPeriod": 0},
                "automatedSnapshotRetentionPeriod is 0, less than 7.",
            )
        ],
        good=[{}, {"automatedSnapshotRetentionPeriod": 7}],
        unknown=[{"automatedSnapshotRetentionPeriod": UNKNOWN}],
    ),
    "backup-vault-lock": Case(
        bad=[
            ({}, "minRetentionDays is not set; it has to be 7 or more."),
            ({"minRetentionDays": 1}, "minRetentionDays is 1, less than 7."),
        ],
        good=[{"minRetentionDays": 7}],
        unknown=[{"minRetentionDays": UNKNOWN}],
    ),
    "eks-deletion-protection": must_be_on("deletionProtection"),
    "ec2-termination-protection": must_be_on("disableApiTermination"),
    "cognito-deletion-protection": must_be("deletionProtection", "ACTIVE", "INACTIVE", default="INACTIVE"),
    "rds-ca-current": must_not_be("caCertIdentifier", "rds-ca-2019", "rds-ca-rsa2048-g1"),
    "ignore-changes-on-security": Case(bad=[], good=[{}, {"tags": {"a": "b"}}], type="aws:s3/bucket:Bucket"),
}
