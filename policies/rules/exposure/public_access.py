"""S3: the four flags of the public-access block, and lists that let everybody in."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

FLAGS = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")

_CANNED = ("public-read", "public-read-write", "authenticated-read")
_EVERYBODY = (
    "http://acs.amazonaws.com/groups/global/AllUsers",
    "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
)
# Where each type names the groups that it grants to.
_GRANTEES = ("grants[].uri", "accessControlPolicy.grants[].grantee.uri")


def block(resource: Resource) -> Iterator[Verdict]:
    """All four flags are true; one that is not set is false. One finding names all that are missing."""
    flags = [resource.at(name) for name in FLAGS]
    open_ones = [flag for flag in flags if not flag.is_true() and not flag.unknown]
    for flag in flags:
        if flag.unknown:
            yield unknown(flag)
    if open_ones:
        told = ", ".join(f"{flag.path} is {flag.shown}" for flag in open_ones)
        yield fail(f"{told}.", open_ones[0])


def acl(resource: Resource) -> Iterator[Verdict]:
    """Neither a canned list nor a grant lets everybody in."""
    canned = resource.at("acl")
    if canned.unknown:
        yield unknown(canned)
    elif canned.one_of(*_CANNED):
        yield fail(f"acl is {canned.shown}.", canned)
    for path in _GRANTEES:
        for grantee in resource.all(path):
            if grantee.unknown:
                yield unknown(grantee)
            elif grantee.one_of(*_EVERYBODY):
                yield fail(f"{grantee.path} is {grantee.shown}: everybody.", grantee)


def point(resource: Resource) -> Iterator[Verdict]:
    """An access point blocks public access unless a flag says otherwise."""
    for at in ("publicAccessBlockConfiguration", "details.publicAccessBlock"):
        flags = [resource.at(f"{at}.{name}") for name in FLAGS]
        for flag in flags:
            if flag.unknown:
                yield unknown(flag)
            elif flag.is_false():
                yield fail(f"{flag.path} is {flag.shown}.", flag)


BLOCK = Rule(
    name="s3-public-access-block",
    area="public-exposure",
    severity=Severity.CRITICAL,
    types=aws("s3/bucketPublicAccessBlock", "s3/accountPublicAccessBlock"),
    asserts="Public access to S3 is blocked in all four ways.",
    why="Each flag that is off leaves one way open: new lists, old lists, new policies, old policies.",
    fix="Set block_public_acls, block_public_policy, ignore_public_acls and restrict_public_buckets to true.",
    check=block,
    fsbp=("S3.1", "S3.8"),
)
ACL = Rule(
    name="s3-acl-public",
    area="public-exposure",
    severity=Severity.CRITICAL,
    types=aws(
        "s3/bucket",
        "s3/bucketV2",
        "s3/bucketAcl",
        "s3/bucketAclV2",
        "s3/bucketObject",
        "s3/bucketObjectv2",
        "s3/objectCopy",
    ),
    asserts="No S3 access-control list lets everybody in.",
    why="Everybody, or anybody with any AWS account, reads (or writes) the objects.",
    fix="Remove the acl; grant through a bucket policy, with BucketOwnerEnforced ownership.",
    check=acl,
    fsbp=("S3.2", "S3.3"),
)
POINTS = Rule(
    name="s3-access-point-block",
    area="public-exposure",
    severity=Severity.HIGH,
    types=aws("s3/accessPoint", "s3control/multiRegionAccessPoint"),
    asserts="S3 access points block public access.",
    why="An access point is another door to the bucket, with a lock of its own.",
    fix="Leave the public-access block of the access point to its default: all four flags on.",
    check=point,
    fsbp=("S3.19",),
)
