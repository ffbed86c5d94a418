"""Rules about resources together."""

from typing import Any

from pack.resource import Resource

from tests.policies.harness import UNKNOWN, Secret, judged_stack, made

_CONFIGURATION = "s3/bucketServerSideEncryptionConfiguration"
_CONFIDENTIAL = {"tags": {"data-classification": "confidential"}}


def _encryption(algorithm: Any, bucket: str = "b") -> Resource:
    rule = {"applyServerSideEncryptionByDefault": {"sseAlgorithm": algorithm}}
    return made(_CONFIGURATION, "sse", {"bucket": UNKNOWN, "rules": [rule]}, bucket=bucket)


def test_an_encryption_configuration_names_kms() -> None:
    bucket = made("s3/bucket", "b", {})
    path = "rules[0].applyServerSideEncryptionByDefault.sseAlgorithm"

    assert judged_stack("s3-sse-config-kms", bucket, _encryption("aws:kms")) == []
    assert judged_stack("s3-sse-config-kms", bucket, _encryption("AES256")) == [
        ("urn:sse", "fail", f'{path} is "AES256", not one of aws:kms, aws:kms:dsse.')
    ]
    assert judged_stack("s3-sse-config-kms", bucket, _encryption(Secret("AES256"))) == [
        ("urn:sse", "fail", f"{path} is a secret value, not one of aws:kms, aws:kms:dsse.")
    ]
    assert judged_stack("s3-sse-config-kms", bucket, _encryption(UNKNOWN)) == [("urn:sse", "unknown", path)]
    assert judged_stack("s3-sse-config-kms", bucket, _encryption(None)) == [
        ("urn:sse", "fail", f"{path} is not set; it has to be one of aws:kms, aws:kms:dsse.")
    ]


def test_a_bucket_that_takes_access_logs_may_use_the_key_of_s3() -> None:
    bucket = made("s3/bucket", "b", _CONFIDENTIAL)
    logging = made("s3/bucketLogging", "l", {"targetBucket": UNKNOWN}, targetBucket="b")
    balancer = made("lb/loadBalancer", "lb", {"accessLogs": {"bucket": UNKNOWN}}, accessLogs="b")

    for source in (logging, balancer):
        assert judged_stack("s3-sse-config-kms", bucket, _encryption("AES256"), source) == []
        assert judged_stack("s3-sse-kms", bucket, _encryption("AES256"), source) == []


def test_confidential_data_needs_a_key() -> None:
    bucket = made("s3/bucket", "b", _CONFIDENTIAL)
    missing = [
        (
            "urn:b",
            "fail",
            'Its data is "confidential", and no BucketServerSideEncryptionConfiguration sets aws:kms.',
        )
    ]

    assert judged_stack("s3-sse-kms", bucket) == missing
    assert judged_stack("s3-sse-kms", bucket, _encryption("AES256")) == missing
    assert judged_stack("s3-sse-kms", bucket, _encryption("aws:kms")) == []
    assert judged_stack("s3-sse-kms", bucket, _encryption("aws:kms", bucket="other")) == missing
    assert judged_stack("s3-sse-kms", bucket, _encryption(UNKNOWN)) == [("urn:b", "unknown", "sseAlgorithm")]


def test_data_that_is_not_confidential_needs_none() -> None:
    assert judged_stack("s3-sse-kms", made("s3/bucket", "b", {})) == []
    assert (
        judged_stack("s3-sse-kms", made("s3/bucket", "b", {"tags": {"data-classification": "public"}})) == []
    )
    assert judged_stack("s3-sse-kms", made("s3/bucket", "b", {"tags": UNKNOWN})) == [
        ("urn:b", "unknown", "tags")
    ]


def test_an_inline_block_counts_only_where_the_program_wrote_it() -> None:
    block = "serverSideEncryptionConfiguration"
    inline = {block: {"rule": {"applyServerSideEncryptionByDefault": {"sseAlgorithm": "aws:kms"}}}}

    assert judged_stack("s3-sse-kms", made("s3/bucket", "b", _CONFIDENTIAL | inline)) == []
    filled_in_later = made("s3/bucket", "b", _CONFIDENTIAL | {block: UNKNOWN})
    assert [result for _, result, _ in judged_stack("s3-sse-kms", filled_in_later)] == ["fail"]
    from_elsewhere = made("s3/bucket", "b", _CONFIDENTIAL | {block: UNKNOWN}, **{block: "x"})
    assert [result for _, result, _ in judged_stack("s3-sse-kms", from_elsewhere)] == ["unknown"]


def test_every_bucket_has_a_block_of_its_own() -> None:
    bucket = made("s3/bucket", "b", {"bucket": UNKNOWN})
    block = made("s3/bucketPublicAccessBlock", "p", {"bucket": UNKNOWN}, bucket="b")

    assert judged_stack("s3-bucket-has-pab", bucket, block) == []
    assert judged_stack("s3-bucket-has-pab", bucket) == [
        ("urn:b", "fail", "No BucketPublicAccessBlock names the bucket b.")
    ]
