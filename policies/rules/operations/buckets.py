"""Buckets and what belongs to each: versions, access logs, a policy that refuses plain HTTP."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from guardrails.evaluation.truth import Truth, all_of, any_of
from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Severity, StackRule, aws
from pack.stack import Stack
from pack.verdict import Verdict, fail, unknown

from rules.checks import one_of
from rules.companions import lacking, written
from rules.encryption.s3 import ClassSettings, takes_logs
from rules.iam.actions import grants
from rules.iam.statement import Statement
from rules.tagging.required import find, sources

_BUCKETS = aws("s3/bucket", "s3/bucketV2")
_VERSIONS = aws("s3/bucketVersioning", "s3/bucketVersioningV2")
_LOGGING = aws("s3/bucketLogging", "s3/bucketLoggingV2")
_LIFECYCLES = aws("s3/bucketLifecycleConfiguration", "s3/bucketLifecycleConfigurationV2")
_POLICIES = aws("s3/bucketPolicy")
_DIRECTORY_BUCKETS = aws("s3/directoryBucket")  # their policies speak of s3express, and of sessions
_OF_OBJECTS = ("s3:GetObject", "s3:PutObject")  # what a statement about all requests denies, too
_STATUS = one_of("versioningConfiguration.status", "Enabled")
_NOT_VERSIONED = lacking(
    _BUCKETS,
    "BucketVersioning",
    (_VERSIONS, "bucket"),
    only=lambda _, bucket: (
        not bucket.at("versioning.enabled").is_true()
        and not any(one.is_true() for one in bucket.all("versionings[].enabled"))
    ),
)


def versioning(stack: Stack) -> Iterator[Verdict]:
    """Every bucket has versioning, and no versioning is suspended."""
    yield from _NOT_VERSIONED(stack)
    for companion in stack.of(_VERSIONS):
        for verdict in _STATUS(companion):
            yield replace(verdict, urn=companion.urn)


def _logs_requests(stack: Stack, bucket: Resource) -> bool:
    inline = written(bucket, "logging.targetBucket") or written(bucket, "loggings[].targetBucket")
    of_cloudfront = stack.companions(bucket, aws("cloudfront/distribution"), "loggingConfig.bucket")
    return not inline and not of_cloudfront and not takes_logs(stack, bucket)


def _holds_data(stack: Stack, bucket: Resource) -> bool | None:
    """Whether somebody says what data is in the bucket, and it keeps no rules of its own."""
    if written(bucket, "lifecycleRules"):
        return False
    label = find(stack.settings_as(ClassSettings).tag, sources(bucket))
    return None if label.unknown else not label.empty


def plain_http(stack: Stack) -> Iterator[Verdict]:
    """Every bucket has a policy, and every policy denies requests without TLS."""
    told = {
        policy.urn
        for bucket in stack.of(_DIRECTORY_BUCKETS)
        for policy in stack.companions(bucket, _POLICIES, "bucket")
    }
    for bucket in stack.of(_BUCKETS):
        policies = {one.urn: one.at("policy") for one in stack.companions(bucket, _POLICIES, "bucket")}
        told |= policies.keys()
        if written(bucket, "policy"):
            policies[bucket.urn] = bucket.at("policy")
        if policies:
            yield from _one_refuses(policies)
        else:
            yield fail(f"No BucketPolicy on {bucket.name} denies requests without TLS.", urn=bucket.urn)
    for policy in stack.of(_POLICIES):
        if policy.urn not in told:
            yield from _one_refuses({policy.urn: policy.at("policy")})


def _one_refuses(policies: Mapping[str, Reader]) -> Iterator[Verdict]:
    """One of the policies of a bucket, each by the resource that holds it, denies requests without TLS."""
    answers = {urn: _refuses_plain_http(document) for urn, document in policies.items()}
    if True in answers.values():
        return
    hidden = next((urn for urn, answer in answers.items() if answer is None), None)
    if hidden:
        yield unknown("policy", urn=hidden)
    else:
        yield fail(
            "No statement of the policy denies everybody requests without TLS.",
            "policy",
            urn=next(iter(policies)),
        )


def _refuses_plain_http(document: Reader) -> Truth:
    """Whether a statement denies everybody reading and writing without TLS; None if it can't be known."""
    if document.unknown:
        return None
    return any_of(
        all_of(
            (
                statement.denies,
                statement.everybody,
                *(grants(statement, action) for action in _OF_OBJECTS),
                _without_tls(statement.reader.at("Condition")),
            )
        )
        for statement in map(Statement, document.json().each("Statement"))
    )


def _without_tls(condition: Reader) -> Truth:
    """Whether a condition holds by aws:SecureTransport, or by a TLS version."""
    if condition.unknown:
        return None
    for operator, keys in condition.items():
        for key, value in keys.items():
            if key.lower() == "aws:securetransport" and operator.lower().startswith("bool"):
                return value.is_false() or any(one.is_false() for one in value.each())
            if key.lower() == "s3:tlsversion" and operator.lower().startswith("numericless"):
                return True
    return False


BUCKETS = (
    StackRule(
        name="s3-versioning",
        area="resilience",
        severity=Severity.MEDIUM,
        asserts="S3 buckets keep earlier versions of objects.",
        why="An object that is overwritten or deleted is gone.",
        fix="Add a BucketVersioning for the bucket, with status Enabled.",
        check=versioning,
    ),
    StackRule(
        name="s3-access-logging",
        area="logging",
        severity=Severity.LOW,
        asserts="S3 buckets log who read and wrote what, but for those that take the logs.",
        why="After a leak, only these logs say which objects were read.",
        fix="Add a BucketLogging for the bucket, with target_bucket and target_prefix.",
        check=lacking(_BUCKETS, "BucketLogging", (_LOGGING, "bucket"), only=_logs_requests),
        fsbp=("S3.9",),
    ),
    StackRule(
        name="s3-lifecycle",
        area="resilience",
        severity=Severity.LOW,
        asserts="Buckets of classified data say how long they keep it.",
        why="Earlier versions and abandoned uploads pile up, and outlive what the data was for.",
        fix="Add a BucketLifecycleConfiguration for the bucket, with rules that end versions and uploads.",
        settings=ClassSettings,
        check=lacking(_BUCKETS, "BucketLifecycleConfiguration", (_LIFECYCLES, "bucket"), only=_holds_data),
        fsbp=("S3.13",),
    ),
    StackRule(
        name="s3-policy-deny-insecure",
        area="encryption-in-transit",
        severity=Severity.MEDIUM,
        asserts="S3 buckets refuse requests without TLS.",
        why="Whoever is on the way reads and changes objects that pass over plain HTTP.",
        fix="Add a BucketPolicy with a Deny of s3:* for everybody where aws:SecureTransport is false.",
        check=plain_http,
        fsbp=("S3.5",),
    ),
)
