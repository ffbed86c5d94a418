"""The log archive: what locks it, who writes, who reads, and that nobody deletes."""

from __future__ import annotations

import pulumi
import pytest

from components.audit import LogArchive, LogArchiveArgs
from components.config.audit import AuditSettings
from preview.engine import Resource
from preview.testing import Cloud

from .support import ACCOUNT, ORGANIZATION_ID, export, in_account, refusal, statements

BUCKET = "aws:s3/bucket:Bucket"
LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration"
LOCK = "aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration"
ENCRYPTION = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
POLICY = "aws:s3/bucketPolicy:BucketPolicy"
ARCHIVE = "logs-flow-logs"
ACCESS = "logs-access-logs"


def build(**flow_logs: object) -> Cloud:
    def make(opts: pulumi.ResourceOptions) -> None:
        args = LogArchiveArgs(
            settings=AuditSettings.model_validate({"flow_logs": flow_logs}),
            prefix="acme",
            region="eu-west-1",
            account_id=pulumi.Output.from_input(ACCOUNT),
            organization_id=pulumi.Output.from_input(ORGANIZATION_ID),
        )
        export(LogArchive("logs", args, opts).exports)

    return in_account(make)


def of(cloud: Cloud, type: str, bucket: str) -> Resource:
    """The companion of a bucket."""
    (found,) = [each for each in cloud.all(type) if each.name.startswith(f"{bucket}-")]
    return found


def test_the_archive_is_locked_for_as_long_as_logs_are_kept() -> None:
    cloud = build(retention_days=500, lock="COMPLIANCE")

    assert cloud.one(BUCKET, ARCHIVE).inputs["objectLockEnabled"] is True
    assert of(cloud, LOCK, ARCHIVE).inputs == {
        "bucket": cloud.one(BUCKET, ARCHIVE).outputs["bucket"],
        "rule": {"defaultRetention": {"mode": "COMPLIANCE", "days": 500}},
    }


def test_access_logs_are_in_a_bucket_that_s3_can_write_to() -> None:
    cloud = build()

    assert cloud.one(BUCKET, ACCESS).inputs["objectLockEnabled"] is False
    assert [lock.name for lock in cloud.all(LOCK)] == [f"{ARCHIVE}-lock"]
    assert of(cloud, ENCRYPTION, ACCESS).inputs["rules"] == [
        {
            "applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"},
            "bucketKeyEnabled": False,
            "blockedEncryptionTypes": ["SSE-C"],
        }
    ]
    assert cloud.one("aws:s3/bucketLogging:BucketLogging").inputs == {
        "bucket": cloud.one(BUCKET, ARCHIVE).outputs["bucket"],
        "targetBucket": cloud.one(BUCKET, ACCESS).outputs["bucket"],
        "targetPrefix": f"{ARCHIVE}/",
    }


@pytest.mark.parametrize("bucket", [ARCHIVE, ACCESS])
def test_a_bucket_of_the_archive_is_private_versioned_and_protected(bucket: str) -> None:
    cloud = build()
    name = cloud.one(BUCKET, bucket).outputs["bucket"]

    assert cloud.one(BUCKET, bucket).protect
    assert of(cloud, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", bucket).inputs == {
        "bucket": name,
        "blockPublicAcls": True,
        "blockPublicPolicy": True,
        "ignorePublicAcls": True,
        "restrictPublicBuckets": True,
    }
    assert of(cloud, "aws:s3/bucketOwnershipControls:BucketOwnershipControls", bucket).inputs == {
        "bucket": name,
        "rule": {"objectOwnership": "BucketOwnerEnforced"},
    }
    assert of(cloud, "aws:s3/bucketVersioning:BucketVersioning", bucket).inputs == {
        "bucket": name,
        "versioningConfiguration": {"status": "Enabled"},
    }


def test_the_archive_is_encrypted_with_a_key_of_its_own_that_rotates() -> None:
    cloud = build()
    key = cloud.one("aws:kms/key:Key")

    assert of(cloud, ENCRYPTION, ARCHIVE).inputs["rules"] == [
        {
            "applyServerSideEncryptionByDefault": {
                "sseAlgorithm": "aws:kms",
                "kmsMasterKeyId": key.outputs["arn"],
            },
            "bucketKeyEnabled": True,
            "blockedEncryptionTypes": ["SSE-C"],
        }
    ]
    assert key.protect
    assert key.inputs["enableKeyRotation"] is True
    assert key.inputs["rotationPeriodInDays"] == 365
    assert key.inputs["deletionWindowInDays"] == 30
    assert cloud.one("aws:kms/alias:Alias").inputs == {
        "name": "alias/acme-flow-logs",
        "targetKeyId": key.outputs["keyId"],
    }


def test_the_key_is_for_log_delivery_of_the_organization_and_for_reading_through_s3() -> None:
    key = statements(build().one("aws:kms/key:Key"))

    assert sorted(key) == ["Administer", "ReadThroughS3", "WriteForTheOrganization"]
    assert key["WriteForTheOrganization"] == {
        "Sid": "WriteForTheOrganization",
        "Effect": "Allow",
        "Principal": {"Service": "delivery.logs.amazonaws.com"},
        "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"],
        "Resource": "*",
        "Condition": {"StringEquals": {"aws:SourceOrgID": ORGANIZATION_ID}},
    }
    assert key["ReadThroughS3"] == {
        "Sid": "ReadThroughS3",
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
        "Action": "kms:Decrypt",
        "Resource": "*",
        "Condition": {"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}},
    }


def test_whoever_administers_the_key_cannot_use_it() -> None:
    actions = set(statements(build().one("aws:kms/key:Key"))["Administer"]["Action"])

    assert "kms:PutKeyPolicy" in actions  # or AWS refuses the policy, and nobody could ever change it
    assert actions.isdisjoint(
        {"kms:*", "kms:CreateGrant", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey", "kms:ReEncryptFrom"}
    )


def test_logs_move_to_glacier_and_go_with_their_lock() -> None:
    retention, markers = of(build(), LIFECYCLE, ARCHIVE).inputs["rules"]

    assert retention == {
        "id": "retention",
        "status": "Enabled",
        "filter": {"prefix": ""},
        "transitions": [{"days": 90, "storageClass": "GLACIER_IR"}],
        "expiration": {"days": 400},
        "noncurrentVersionExpiration": {"noncurrentDays": 1},
        "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7},
    }
    assert markers["expiration"] == {"expiredObjectDeleteMarker": True}


def test_logs_may_stay_out_of_glacier() -> None:
    retention, _ = of(build(retention_days=30, glacier_after_days=None), LIFECYCLE, ARCHIVE).inputs["rules"]

    assert retention["transitions"] == []
    assert retention["expiration"] == {"days": 30}


def test_only_log_delivery_writes_and_only_for_the_organization() -> None:
    cloud = build()
    arn = cloud.one(BUCKET, ARCHIVE).outputs["arn"]
    policy = statements(of(cloud, POLICY, ARCHIVE))

    assert policy["WriteForTheOrganization"] == {
        "Sid": "WriteForTheOrganization",
        "Effect": "Allow",
        "Principal": {"Service": "delivery.logs.amazonaws.com"},
        "Action": "s3:PutObject",
        "Resource": f"{arn}/*",
        "Condition": {"StringEquals": {"aws:SourceOrgID": ORGANIZATION_ID}},
    }
    assert policy["CheckBeforeWriting"]["Action"] == "s3:GetBucketAcl"
    assert policy["CheckBeforeWriting"]["Resource"] == arn
    assert policy["DenyOtherWriters"]["Condition"] == {
        "StringNotEquals": {"aws:PrincipalServiceName": "delivery.logs.amazonaws.com"}
    }
    assert [sid for sid, statement in policy.items() if statement["Effect"] == "Allow"] == [
        "WriteForTheOrganization",
        "CheckBeforeWriting",
    ]


def test_nobody_deletes_a_log_or_passes_over_its_lock() -> None:
    cloud = build()
    arn = cloud.one(BUCKET, ARCHIVE).outputs["arn"]

    assert statements(of(cloud, POLICY, ARCHIVE))["DenyDeleting"] == {
        "Sid": "DenyDeleting",
        "Effect": "Deny",
        "Principal": "*",
        "Action": [
            "s3:BypassGovernanceRetention",
            "s3:DeleteBucket",
            "s3:DeleteObject",
            "s3:DeleteObjectVersion",
        ],
        "Resource": [arn, f"{arn}/*"],
    }


@pytest.mark.parametrize("bucket", [ARCHIVE, ACCESS])
def test_everything_else_than_tls_1_2_is_refused(bucket: str) -> None:
    policy = statements(of(build(), POLICY, bucket))

    assert policy["DenyPlainHttp"]["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert policy["DenyOldTls"]["Condition"] == {"NumericLessThan": {"s3:TlsVersion": "1.2"}}
    assert {policy[sid]["Effect"] for sid in ("DenyPlainHttp", "DenyOldTls")} == {"Deny"}


def test_access_logs_are_written_for_buckets_of_the_account_alone() -> None:
    policy = statements(of(build(), POLICY, ACCESS))

    assert policy["WriteAccessLogs"]["Principal"] == {"Service": "logging.s3.amazonaws.com"}
    assert policy["WriteAccessLogs"]["Condition"] == {"StringEquals": {"aws:SourceAccount": ACCOUNT}}


def test_the_exports_say_where_logs_go() -> None:
    cloud = build()
    bucket = cloud.one(BUCKET, ARCHIVE)

    assert cloud.exports == {
        "flow_log_bucket_name": bucket.outputs["bucket"],
        "flow_log_bucket_arn": bucket.outputs["arn"],
        "flow_log_key_arn": cloud.one("aws:kms/key:Key").outputs["arn"],
    }


@pytest.mark.parametrize(
    ("retention", "glacier", "message", "allowed"),
    [
        (
            400,
            311,
            "A log would lie in Glacier for 89 days, and be billed for 90",
            "1 to 310 days, or null",
        ),
        (90, 30, "A log would lie in Glacier for 60 days, and be billed for 90", "null"),
    ],
)
def test_moving_logs_to_glacier_too_late_is_refused(
    retention: int, glacier: int, message: str, allowed: str
) -> None:
    given = {"flow_logs": {"retention_days": retention, "glacier_after_days": glacier}}
    refused = refusal(lambda: AuditSettings.model_validate(given))

    assert (refused.message, refused.allowed, refused.at) == (message, allowed, ("glacier_after_days",))
