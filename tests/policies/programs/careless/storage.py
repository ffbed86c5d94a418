"""Two buckets: the data, and the log of who read it."""

import pulumi_aws as aws
from identity import doc, key

logs = aws.s3.Bucket("logs", force_destroy=True)
data = aws.s3.Bucket("data", force_destroy=True)
for n, b in (("logs", logs), ("data", data)):
    aws.s3.BucketPublicAccessBlock(
        n,
        bucket=b.id,
        block_public_acls=False,
        block_public_policy=False,
        ignore_public_acls=False,
        restrict_public_buckets=False,
    )
    aws.s3.BucketOwnershipControls(n, bucket=b.id, rule={"object_ownership": "ObjectWriter"})
    aws.s3.BucketVersioning(n, bucket=b.id, versioning_configuration={"status": "Suspended"})
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
                "status": "Disabled",
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
                {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": a + "/*"},
                *(
                    [
                        {
                            "Effect": "Allow",
                            "Principal": "*",
                            "Action": "s3:*",
                            "Resource": a + "/*",
                        }
                    ]
                    if n == "logs"
                    else []
                ),
            )
        ),
    )
