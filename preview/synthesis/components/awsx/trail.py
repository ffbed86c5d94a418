"""`awsx.cloudtrail.Trail`: a trail with its bucket, and a log group where the program wants one."""

from __future__ import annotations

from typing import Final

from preview.synthesis.components.awsx.log_groups import LogGroup, log_group
from preview.synthesis.components.awsx.roles import role_with_policies, trust_of
from preview.synthesis.components.builder import Builder, Child, ComponentError, mapping
from preview.synthesis.components.eks.kubeconfig import as_text
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import bare, derived, joined, parts, rest
from preview.values import UNKNOWN, OutputValue, Value

_OWN: Final = frozenset({"cloudWatchLogsGroup", "s3Bucket"})
_SERVICE: Final = "cloudtrail.amazonaws.com"


def build(builder: Builder) -> dict[str, Value]:
    """The bucket with its policy, the log group with its role, and the trail."""
    bucket, bucket_name, bucket_arn = _bucket(builder)
    policy = builder.make(
        token("BucketPolicy"),
        builder.name,
        {"bucket": bucket_name, "policy": _bucket_policy(bucket_arn)},
        depends_on=[bucket] if bucket else [],
    )
    logs = None
    if mapping(builder, "cloudWatchLogsGroup").get("enable") is True:
        logs = log_group(builder, builder.name, builder.given("cloudWatchLogsGroup"))
    role_arn = _role(builder, logs) if logs and logs.made else None
    trail = builder.make(
        token("Trail"),
        builder.name,
        {name: builder.given(name) for name in builder.inputs if name not in _OWN}
        | {
            "s3BucketName": bucket_name,
            "cloudWatchLogsGroupArn": joined(logs.arn, ":*") if logs else None,
            "cloudWatchLogsRoleArn": role_arn,
        },
        depends_on=[policy],
    )
    return {
        "trail": trail.reference(),
        "bucket": bucket.reference() if bucket else None,
        "logGroup": logs.made.reference() if logs and logs.made else None,
    }


def _bucket(builder: Builder) -> tuple[Child | None, Value, Value]:
    """The bucket if it is made, its name and its ARN."""
    settings = parts(builder.given("s3Bucket"))
    existing = settings.get("existing")
    if existing is None:
        inputs = {"forceDestroy": True, **parts(settings.get("args"))}
        made = builder.make(token("Bucket"), builder.name, inputs)
        return made, made.output("bucket"), made.output("arn")
    if settings.get("args") is not None:
        raise ComponentError("args and existing of s3Bucket exclude each other: give one of them")
    known = parts(existing)
    arn, name = known.get("arn"), known.get("name")
    if arn is not None:
        text = bare(arn)
        return None, rest(text.rpartition(":")[2] if isinstance(text, str) else UNKNOWN, arn), arn
    if name is None:
        raise ComponentError("an existing bucket is given by its name or its arn")
    return None, name, joined("arn:aws:::", name)


def _bucket_policy(arn: Value) -> OutputValue:
    text = bare(arn)
    if not isinstance(text, str):
        return derived(UNKNOWN, arn)
    owner = {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}}
    statements = [
        _allow("AWSCloudTrailAclCheck", "s3:GetBucketAcl", text),
        {**_allow("AWSCloudTrailWrite", "s3:PutObject", f"{text}/*"), "Condition": owner},
    ]
    return derived(as_text({"Version": "2012-10-17", "Statement": statements}, sort=True), arn)


def _allow(sid: str, action: str, resource: str) -> dict[str, Value]:
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"Service": _SERVICE},
        "Action": [action],
        "Resource": [resource],
    }


def _role(builder: Builder, logs: LogGroup) -> Value:
    account = builder.invoke(token("getCallerIdentity"), {}).get("accountId", UNKNOWN)
    stream = joined(logs.arn, ":log-stream:", account, "_CloudTrail_*")
    actions = ("logs:CreateLogStream", "logs:PutLogEvents")
    statements = [{"Effect": "Allow", "Action": [each], "Resource": [stream.value]} for each in actions]
    policy = derived(as_text({"Version": "2012-10-17", "Statement": statements}), stream)
    defaults = {"assumeRolePolicy": trust_of(_SERVICE), "inlinePolicies": [{"policy": policy}]}
    return role_with_policies(builder, builder.name, None, defaults)[1]
