"""A private bucket: the companions that no bucket of ours goes without."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.shared.iam import ANYONE, Kind, Statement, document


@dataclass(frozen=True, kw_only=True)
class PrivateBucketArgs:
    retention_days: int  # an object is deleted after that long
    glacier_after_days: int | None = None  # and moved to Glacier Instant Retrieval before, if at all
    lock: str | None = (
        None  # Object Lock mode for the retention; None where the writer refuses locked buckets
    )
    key_arn: pulumi.Input[str] | None = None  # None: SSE-S3, for writers that cannot use a key
    access_logs: pulumi.Input[str] | None = None  # bucket that records who used this one
    statements: Callable[[pulumi.Output[str]], Sequence[Statement]] = lambda _: ()


class PrivateBucket(pulumi.ComponentResource):
    """A bucket without public access or ACLs: versioned, encrypted, TLS 1.2 only, emptied by age."""

    name: pulumi.Output[str]
    arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: PrivateBucketArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("landfall:shared:PrivateBucket", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)

        bucket = aws.s3.Bucket(
            name,
            object_lock_enabled=args.lock is not None,
            opts=pulumi.ResourceOptions(parent=self, protect=True),
        )
        closed = aws.s3.BucketPublicAccessBlock(
            f"{name}-public-access",
            bucket=bucket.bucket,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
            opts=child,
        )
        aws.s3.BucketOwnershipControls(
            f"{name}-ownership",
            bucket=bucket.bucket,
            rule={"object_ownership": "BucketOwnerEnforced"},
            opts=child,
        )
        versioning = aws.s3.BucketVersioning(
            f"{name}-versioning",
            bucket=bucket.bucket,
            versioning_configuration={"status": "Enabled"},
            opts=child,
        )
        after = pulumi.ResourceOptions(parent=self, depends_on=[versioning])
        if args.lock is not None:
            aws.s3.BucketObjectLockConfiguration(
                f"{name}-lock",
                bucket=bucket.bucket,
                rule={"default_retention": {"mode": args.lock, "days": args.retention_days}},
                opts=after,
            )
        _encrypt(name, bucket, args.key_arn, child)
        _expire(name, bucket, args, after)
        if args.access_logs is not None:
            aws.s3.BucketLogging(
                f"{name}-access-logging",
                bucket=bucket.bucket,
                target_bucket=args.access_logs,
                target_prefix=f"{name}/",
                opts=child,
            )
        aws.s3.BucketPolicy(
            f"{name}-policy",
            bucket=bucket.bucket,
            policy=document(Kind.BUCKET, [*_tls_only(bucket.arn), *args.statements(bucket.arn)]),
            # S3 refuses two changes of a bucket's access at the same time.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[closed]),
        )

        self.name = bucket.bucket
        self.arn = bucket.arn
        self.register_outputs({"name": self.name, "arn": self.arn})


def _encrypt(
    name: str, bucket: aws.s3.Bucket, key_arn: pulumi.Input[str] | None, opts: pulumi.ResourceOptions
) -> None:
    aws.s3.BucketServerSideEncryptionConfiguration(
        f"{name}-encryption",
        bucket=bucket.bucket,
        rules=[
            {
                "apply_server_side_encryption_by_default": {
                    "sse_algorithm": "aws:kms",
                    "kms_master_key_id": key_arn,
                }
                if key_arn is not None
                else {"sse_algorithm": "AES256"},
                "bucket_key_enabled": key_arn is not None,
                # A key that only the uploader has would make a log unreadable for everybody else.
                "blocked_encryption_types": ["SSE-C"],
            }
        ],
        opts=opts,
    )


def _expire(name: str, bucket: aws.s3.Bucket, args: PrivateBucketArgs, opts: pulumi.ResourceOptions) -> None:
    aws.s3.BucketLifecycleConfiguration(
        f"{name}-lifecycle",
        bucket=bucket.bucket,
        rules=[
            {
                "id": "retention",
                "status": "Enabled",
                "filter": {"prefix": ""},
                "transitions": [{"days": args.glacier_after_days, "storage_class": "GLACIER_IR"}]
                if args.glacier_after_days is not None
                else [],
                # In a versioned bucket this hides the object, and a day later the version is deleted.
                "expiration": {"days": args.retention_days},
                "noncurrent_version_expiration": {"noncurrent_days": 1},
                "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
            },
            {
                # A rule that counts days cannot also remove the markers of hidden objects.
                "id": "markers",
                "status": "Enabled",
                "filter": {"prefix": ""},
                "expiration": {"expired_object_delete_marker": True},
            },
        ],
        opts=opts,
    )


def _tls_only(bucket_arn: pulumi.Output[str]) -> list[Statement]:
    everything = [bucket_arn, pulumi.Output.concat(bucket_arn, "/*")]
    return [
        Statement(
            sid="DenyPlainHttp",
            effect="Deny",
            principals=ANYONE,
            actions=["s3:*"],
            resources=everything,
            conditions={"Bool": {"aws:SecureTransport": "false"}},
        ),
        Statement(
            sid="DenyOldTls",
            effect="Deny",
            principals=ANYONE,
            actions=["s3:*"],
            resources=everything,
            conditions={"NumericLessThan": {"s3:TlsVersion": "1.2"}},
        ),
    ]
