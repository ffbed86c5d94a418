"""Rules about resources together."""

from collections.abc import Mapping
from typing import Any

from pack.resource import Identity, Resource
from pack.rule import StackRule, aws_token
from pack.stack import Stack
from pack.values import UNKNOWN, Secret

from tests.policies.harness import RULES

_CONFIGURATION = "s3/bucketServerSideEncryptionConfiguration"
_CONFIDENTIAL = {"tags": {"data-classification": "confidential"}}


def _made(
    path: str, name: str, properties: Mapping[str, Any], references: Mapping[str, str] | None = None
) -> Resource:
    by_property = {key: (f"urn:{target}",) for key, target in (references or {}).items()}
    identity = Identity(type=aws_token(path), name=name, urn=f"urn:{name}", property_dependencies=by_property)
    return Resource(properties, identity)


def _judged(rule: str, *resources: Resource) -> list[tuple[str, str, str]]:
    judge = RULES[rule]
    assert isinstance(judge, StackRule)
    stack = Stack(resources, judge.settings())
    return [(one.urn, one.result, one.message or one.property) for one in judge.check(stack)]


def _encryption(algorithm: Any, bucket: str = "b") -> Resource:
    rule = {"applyServerSideEncryptionByDefault": {"sseAlgorithm": algorithm}}
    return _made(_CONFIGURATION, "sse", {"bucket": UNKNOWN, "rules": [rule]}, {"bucket": bucket})


def test_an_encryption_configuration_names_kms() -> None:
    bucket = _made("s3/bucket", "b", {})
    path = "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm"

    assert _judged("s3-sse-config-kms", bucket, _encryption("aws:kms")) == []
    assert _judged("s3-sse-config-kms", bucket, _encryption("AES256")) == [
        ("urn:sse", "fail", f'{path} is "AES256", not one of aws:kms, aws:kms:dsse.')
    ]
    assert _judged("s3-sse-config-kms", bucket, _encryption(Secret("AES256"))) == [
        ("urn:sse", "fail", f"{path} is a secret value, not one of aws:kms, aws:kms:dsse.")
    ]
    assert _judged("s3-sse-config-kms", bucket, _encryption(UNKNOWN)) == [("urn:sse", "unknown", path)]
    assert _judged("s3-sse-config-kms", bucket, _encryption(None)) == [
        ("urn:sse", "fail", f"{path} is not set; it has to be one of aws:kms, aws:kms:dsse.")
    ]


def test_a_bucket_that_takes_access_logs_may_use_the_key_of_s3() -> None:
    bucket = _made("s3/bucket", "b", _CONFIDENTIAL)
    logging = _made("s3/bucketLogging", "l", {"targetBucket": UNKNOWN}, {"targetBucket": "b"})
    balancer = _made("lb/loadBalancer", "lb", {"accessLogs": {"bucket": UNKNOWN}}, {"accessLogs": "b"})

    for source in (logging, balancer):
        assert _judged("s3-sse-config-kms", bucket, _encryption("AES256"), source) == []
        assert _judged("s3-sse-kms", bucket, _encryption("AES256"), source) == []


def test_confidential_data_needs_a_key() -> None:
    bucket = _made("s3/bucket", "b", _CONFIDENTIAL)
    missing = [
        (
            "urn:b",
            "fail",
            'Its data is "confidential", and no BucketServerSideEncryptionConfiguration sets aws:kms.',
        )
    ]

    assert _judged("s3-sse-kms", bucket) == missing
    assert _judged("s3-sse-kms", bucket, _encryption("AES256")) == missing
    assert _judged("s3-sse-kms", bucket, _encryption("aws:kms")) == []
    assert _judged("s3-sse-kms", bucket, _encryption("aws:kms", bucket="other")) == missing
    assert _judged("s3-sse-kms", bucket, _encryption(UNKNOWN)) == [("urn:b", "unknown", "sseAlgorithm")]


def test_data_that_is_not_confidential_needs_none() -> None:
    assert _judged("s3-sse-kms", _made("s3/bucket", "b", {})) == []
    assert _judged("s3-sse-kms", _made("s3/bucket", "b", {"tags": {"data-classification": "public"}})) == []
    assert _judged("s3-sse-kms", _made("s3/bucket", "b", {"tags": UNKNOWN})) == [("urn:b", "unknown", "tags")]


def test_an_inline_block_counts_only_where_the_program_wrote_it() -> None:
    block = "serverSideEncryptionConfiguration"
    inline = {block: {"rule": {"applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms"}}}}

    assert _judged("s3-sse-kms", _made("s3/bucket", "b", _CONFIDENTIAL | inline)) == []
    filled_in_later = _made("s3/bucket", "b", _CONFIDENTIAL | {block: UNKNOWN})
    assert [result for _, result, _ in _judged("s3-sse-kms", filled_in_later)] == ["fail"]
    from_elsewhere = _made("s3/bucket", "b", _CONFIDENTIAL | {block: UNKNOWN}, {block: "x"})
    assert [result for _, result, _ in _judged("s3-sse-kms", from_elsewhere)] == ["unknown"]


def test_every_bucket_has_a_block_of_its_own() -> None:
    bucket = _made("s3/bucket", "b", {"bucket": UNKNOWN})
    block = _made("s3/bucketPublicAccessBlock", "p", {"bucket": UNKNOWN}, {"bucket": "b"})

    assert _judged("s3-bucket-has-pab", bucket, block) == []
    assert _judged("s3-bucket-has-pab", bucket) == [
        ("urn:b", "fail", "No BucketPublicAccessBlock names the bucket b.")
    ]
