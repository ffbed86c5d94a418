"""Topics, queues, streams and logs."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.checks import every, given, off, on, one_of, own_key, unless

_WHY = "Messages rest on AWS's disks until they are read, in clear to whoever gets at them."


def queue(resource: Resource) -> Iterator[Verdict]:
    """A queue uses a KMS key, or SQS's own key, which is the default."""
    managed = resource.at("sqsManagedSseEnabled")
    key = resource.at("kmsMasterKeyId")
    if not managed.is_false() and not managed.unknown:
        return
    if key.unknown or (managed.unknown and key.empty):
        yield unknown(key if key.unknown else managed)
    elif key.empty:
        yield fail(f"{managed.path} is {managed.shown}, and kmsMasterKeyId is not set.", managed)


MESSAGES = (
    Rule(
        name="sns-encrypted",
        area="encryption-at-rest",
        severity=Severity.MEDIUM,
        types=aws("sns/topic"),
        asserts="SNS topics are encrypted with a KMS key.",
        why=_WHY,
        fix="Set kms_master_key_id to a key that publishing services may use (alias/aws/sns lets none in).",
        check=given("kmsMasterKeyId"),
    ),
    Rule(
        name="sqs-encrypted",
        area="encryption-at-rest",
        severity=Severity.MEDIUM,
        types=aws("sqs/queue"),
        asserts="SQS queues are encrypted.",
        why=_WHY,
        fix="Set kms_master_key_id, or leave sqs_managed_sse_enabled to its default.",
        check=queue,
        fsbp=("SQS.1",),
    ),
    Rule(
        name="loggroup-cmk",
        area="encryption-at-rest",
        severity=Severity.LOW,
        types=aws("cloudwatch/logGroup"),
        asserts="CloudWatch log groups are encrypted with a KMS key.",
        why="Logs hold what programs print, tokens included; without a key, log readers read all of it.",
        fix="Set kms_key_id to the ARN of a key that lets logs.<region>.amazonaws.com use it.",
        check=own_key("kmsKeyId"),
    ),
    Rule(
        name="kinesis-stream-encrypted",
        area="encryption-at-rest",
        severity=Severity.HIGH,
        types=aws("kinesis/stream"),
        asserts="Kinesis streams are encrypted.",
        why=_WHY,
        fix="Set encryption_type to KMS, and kms_key_id.",
        check=one_of("encryptionType", "KMS", default="NONE"),
        fsbp=("Kinesis.1",),
    ),
    Rule(
        name="firehose-sse",
        area="encryption-at-rest",
        severity=Severity.HIGH,
        types=aws("kinesis/firehoseDeliveryStream"),
        asserts="Firehose streams are encrypted.",
        why=_WHY,
        fix="Set server_side_encryption.enabled to true; a stream that reads from Kinesis has its own.",
        check=unless(
            "kinesisSourceConfiguration", unless("mskSourceConfiguration", on("serverSideEncryption.enabled"))
        ),
    ),
    Rule(
        name="codebuild-artifacts-encrypted",
        area="encryption-at-rest",
        severity=Severity.MEDIUM,
        types=aws("codebuild/project"),
        asserts="Build artifacts are encrypted.",
        why="Artifacts hold code and whatever the build put beside it.",
        fix="Remove encryption_disabled from artifacts and secondary_artifacts.",
        check=every(off("artifacts.encryptionDisabled"), off("secondaryArtifacts[].encryptionDisabled")),
    ),
)
