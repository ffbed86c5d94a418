"""Logs of sessions, caches and copies of snapshots: what holds the same data beside its source."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Severity
from pack.verdict import Verdict, fail, unknown

from rules.checks import is_aws_managed, on, where_on
from rules.encryption.analytics import row

_LOW, _MEDIUM = Severity.LOW, Severity.MEDIUM
_EXEC_LOGS = "configuration.executeCommandConfiguration.logConfiguration"
_COPIES = (
    "policyDetails.schedules[].crossRegionCopyRules[]",
    "policyDetails.action.crossRegionCopies[].encryptionConfiguration",
)


def copies(resource: Resource) -> Iterator[Verdict]:
    """Every copy is encrypted, with a key of the company's own: the default key of a region is AWS's."""
    for path in _COPIES:
        for copy in resource.all(path):
            encrypted, key = copy.at("encrypted"), copy.at("cmkArn")
            if encrypted.unknown:
                yield unknown(encrypted)
            elif not encrypted.is_true():
                yield fail(f"{encrypted.path} is {encrypted.shown}, not true.", encrypted)
            elif key.empty or is_aws_managed(key):
                yield fail(f"{key.path} is {key.shown}: the copy is under a key that AWS manages.", key)


def session_logs(resource: Resource) -> Iterator[Verdict]:
    """Logs of sessions are encrypted wherever they go; without a word on it, that is CloudWatch, in clear."""
    logs = resource.at(_EXEC_LOGS)
    if logs.at("s3BucketName").empty:
        yield from on(f"{_EXEC_LOGS}.cloudWatchEncryptionEnabled")(resource)
        return
    yield from on(f"{_EXEC_LOGS}.s3BucketEncryptionEnabled")(resource)
    if not logs.at("cloudWatchLogGroupName").empty:
        yield from on(f"{_EXEC_LOGS}.cloudWatchEncryptionEnabled")(resource)


COPIES = (
    row(
        "ecs-exec-logging-encrypted",
        _LOW,
        ("ecs/cluster",),
        "Logs of ECS Exec sessions are encrypted.",
        "Set configuration.execute_command_configuration.log_configuration.cloud_watch_encryption_enabled "
        "(s3_bucket_encryption_enabled for a bucket) to true, with kms_key_id.",
        session_logs,
        why="The log of a session holds what somebody typed and saw inside the container.",
    ),
    row(
        "appsync-cache-encrypted",
        _LOW,
        ("appsync/apiCache",),
        "AppSync caches are encrypted.",
        "Set at_rest_encryption_enabled=True.",
        on("atRestEncryptionEnabled"),
    ),
    row(
        "apigw-cache-encrypted",
        _MEDIUM,
        ("apigateway/methodSettings",),
        "Caches of REST APIs are encrypted.",
        "Set settings.cache_data_encrypted to true.",
        where_on("settings.cachingEnabled", on("settings.cacheDataEncrypted")),
        ("APIGateway.5",),
    ),
    row(
        "dlm-copy-encrypted",
        _MEDIUM,
        ("dlm/lifecyclePolicy",),
        "Snapshots that a lifecycle policy copies to another region are encrypted.",
        "Set encrypted to true in every cross_region_copy_rules entry, with cmk_arn.",
        copies,
    ),
)
