"""Two buckets: the data, and the log of who read it."""

import pulumi_aws as aws
from identity import P, account, doc, key

logs = aws.s3.Bucket("logs", opts=P)
data = aws.s3.Bucket("data", opts=P)
deny = {
    "Sid": "tls",
    "Effect": "Deny",
    "Principal": "*",
    "Action": "s3:*",
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}
for n, b in (("logs", logs), ("data", data)):
    aws.s3.BucketPublicAccessBlock(
        n,
        bucket=b.id,
        block_public_acls=True,
        block_public_policy=True,
        ignore_public_acls=True,
        restrict_public_buckets=True,
    )
    aws.s3.BucketOwnershipControls(n, bucket=b.id, rule={"object_ownership": "BucketOwnerEnforced"})
    aws.s3.BucketVersioning(n, bucket=b.id, versioning_configuration={"status": "Enabled"})
    aws.s3.BucketServerSideEncryptionConfiguration(
        n,
        bucket=b.id,
        rules=[
            {
                "apply_server_side_encryption_by_default": {
                    "sse_algorithm": "aws:kms",
                    "kms_master_key_id": key.arn,
                }
                if n == "data"
                else {"sse_algorithm": "AES256"},
                "bucket_key_enabled": True,
            }
        ],
    )
    aws.s3.BucketLifecycleConfiguration(
        n,
        bucket=b.id,
        rules=[
            {
                "id": "old",
                "status": "Enabled",
                "filter": {},
                "noncurrent_version_expiration": {"noncurrent_days": 90},
                "abort_incomplete_multipart_upload": {"days_after_initiation": 7},
            }
        ],
    )
    aws.s3.BucketPolicy(
        n,
        bucket=b.id,
        policy=b.arn.apply(
            lambda a, n=n: doc(
                {**deny, "Resource": [a, a + "/*"]},
                *(
                    [
                        {
                            "Effect": "Allow",
                            "Principal": {"Service": "logging.s3.amazonaws.com"},
                            "Action": "s3:PutObject",
                            "Resource": a + "/*",
                            "Condition": {"StringEquals": {"aws:SourceAccount": account}},
                        }
                    ]
                    if n == "logs"
                    else []
                ),
            )
        ),
    )
aws.s3.BucketLogging("data", bucket=data.id, target_bucket=logs.id, target_prefix="data/")
aws.s3.BucketLogging("logs", bucket=logs.id, target_bucket=logs.id, target_prefix="self/")
