"""Every bucket has a public-access block of its own."""

from collections.abc import Iterator

from pack.rule import Severity, StackRule, aws
from pack.stack import Stack
from pack.verdict import Verdict, fail

_BUCKETS = aws("s3/bucket", "s3/bucketV2")
_BLOCKS = aws("s3/bucketPublicAccessBlock")


def check(stack: Stack) -> Iterator[Verdict]:
    """What the block says is judged where it is made; here only that there is one."""
    for bucket in stack.of(_BUCKETS):
        if not stack.companions(bucket, _BLOCKS, "bucket"):
            yield fail(
                f"No BucketPublicAccessBlock names the bucket {bucket.name}.", "bucket", urn=bucket.urn
            )


BUCKET_HAS_BLOCK = StackRule(
    name="s3-bucket-has-pab",
    area="public-exposure",
    severity=Severity.HIGH,
    asserts="Every S3 bucket has a public-access block.",
    why="Without a block, one wrong policy or list opens the bucket to everybody.",
    fix="Add a BucketPublicAccessBlock for the bucket, with all four flags true.",
    check=check,
    fsbp=("S3.8",),
)
