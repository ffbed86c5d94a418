"""S3: every object is encrypted since 2023; what counts is with whose key."""

from collections.abc import Iterator
from dataclasses import replace

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import RuleSettings, Severity, StackRule, aws
from pack.stack import Stack
from pack.verdict import Verdict, fail, unknown
from pydantic import Field

from rules.checks import one_of
from rules.tagging.required import find, sources

_BUCKETS = aws("s3/bucket", "s3/bucketV2")
_CONFIGURATIONS = aws(
    "s3/bucketServerSideEncryptionConfiguration", "s3/bucketServerSideEncryptionConfigurationV2"
)
_ALGORITHM = "rules[].applyServerSideEncryptionByDefault.sseAlgorithm"
_INLINE = (
    "serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault.sseAlgorithm",
    "serverSideEncryptionConfigurations[].rules[].applyServerSideEncryptionByDefaults[].sseAlgorithm",
)
_KMS = ("aws:kms", "aws:kms:dsse")
_BY_KMS = one_of(_ALGORITHM, *_KMS)

# What delivers access logs, and the property that says where to.
_DELIVERIES = (
    (aws("s3/bucketLogging", "s3/bucketLoggingV2"), "targetBucket"),
    (aws("lb/loadBalancer", "alb/loadBalancer", "elb/loadBalancer"), "accessLogs.bucket"),
)
_WHY = (
    "With S3's own key, whoever may read the bucket reads the data; a KMS key is a second lock, with a log."
)


class ClassSettings(RuleSettings):
    """Which data needs a key of the company's own."""

    tag: str = Field(default="data-classification", description="The tag that names a bucket's data class.")
    classes: tuple[str, ...] = Field(
        default=("confidential", "restricted"), description="Its values that need a key."
    )


def takes_logs(stack: Stack, bucket: Resource) -> bool:
    """Whether AWS delivers access logs there: those deliveries can't use a KMS key."""
    return any(stack.companions(bucket, types, via) for types, via in _DELIVERIES)


def configured(stack: Stack) -> Iterator[Verdict]:
    """Every encryption configuration names KMS, but for buckets that take access logs."""
    exempt = {
        companion.urn
        for bucket in stack.of(_BUCKETS)
        if takes_logs(stack, bucket)
        for companion in stack.companions(bucket, _CONFIGURATIONS, "bucket")
    }
    for configuration in stack.of(_CONFIGURATIONS):
        for verdict in _BY_KMS(configuration) if configuration.urn not in exempt else ():
            yield replace(verdict, urn=configuration.urn)


def classified(stack: Stack) -> Iterator[Verdict]:
    """A bucket of confidential data is encrypted with KMS, by itself or by a companion."""
    settings = stack.settings_as(ClassSettings)
    for bucket in stack.of(_BUCKETS):
        value = find(settings.tag, sources(bucket))
        if (not value.unknown and not value.one_of(*settings.classes)) or takes_logs(stack, bucket):
            continue
        algorithms = _algorithms(stack, bucket)
        if any(one.one_of(*_KMS) for one in algorithms):
            continue
        if value.unknown or any(one.unknown for one in algorithms):
            yield unknown("tags" if value.unknown else "sseAlgorithm", urn=bucket.urn)
        else:
            yield fail(
                f"Its data is {value.shown}, and no BucketServerSideEncryptionConfiguration sets aws:kms.",
                urn=bucket.urn,
            )


def _algorithms(stack: Stack, bucket: Resource) -> list[Reader]:
    """What the companions say, or else the bucket itself, where the program set that."""
    companions = stack.companions(bucket, _CONFIGURATIONS, "bucket")
    if companions:
        return [one for companion in companions for one in companion.all(_ALGORITHM)]
    inline = [one for path in _INLINE for one in bucket.all(path) if not one.absent]
    # An output that AWS fills in later is not known either, but it hangs on nothing in the program.
    asked = {path.partition(".")[0].removesuffix("[]") for path in _INLINE}
    return [one for one in inline if one.known or asked & set(bucket.identity.property_dependencies)]


CONFIGURED = StackRule(
    name="s3-sse-config-kms",
    area="encryption-at-rest",
    severity=Severity.MEDIUM,
    asserts="Encryption of S3 buckets uses a KMS key, but where access logs are delivered.",
    why=_WHY,
    fix="Set rules[].apply_server_side_encryption_by_default.sse_algorithm to aws:kms, with a key.",
    check=configured,
)
CLASSIFIED = StackRule(
    name="s3-sse-kms",
    area="encryption-at-rest",
    severity=Severity.MEDIUM,
    asserts="Buckets of confidential data are encrypted with a KMS key.",
    why=_WHY,
    fix="Add a BucketServerSideEncryptionConfiguration with sse_algorithm aws:kms for the bucket.",
    settings=ClassSettings,
    check=classified,
)
