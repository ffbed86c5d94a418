from typing import Any

import pytest

from preview.synthesis import ProviderConfig
from preview.synthesis.places import partition_of
from preview.values import UNKNOWN, Secret

from .support import make, provider

QUEUE = "aws:sqs/queue:Queue"


def role(account: str, kind: str = "iam") -> dict[str, str]:
    return {"roleArn": f"arn:aws:{kind}::{account}:role/deploy"}


@pytest.mark.parametrize(
    ("inputs", "account"),
    [
        ({}, "123456789012"),
        ({"assumeRoles": [role("111122223333")]}, "111122223333"),
        ({"assumeRoles": [role("111122223333"), role("444455556666")]}, "444455556666"),
        ({"assumeRoles": Secret([role("111122223333")])}, "111122223333"),
        ({"assumeRoles": [{"roleArn": Secret("arn:aws-cn:iam::111122223333:role/x")}]}, "111122223333"),
        ({"assumeRoleWithWebIdentity": role("111122223333")}, "111122223333"),
        ({"allowedAccountIds": ["777788889999"]}, "777788889999"),
        ({"allowedAccountIds": ["777788889999"], "assumeRoles": [role("111122223333")]}, "111122223333"),
        ({"allowedAccountIds": ["777788889999", "111122223333"]}, "123456789012"),
        ({"assumeRoles": [{"sessionName": "x"}]}, "123456789012"),
        ({"assumeRoles": "no list"}, "123456789012"),
        ({"assumeRoles": [{"roleArn": "arn:aws:iam::12:role/x"}]}, "123456789012"),
    ],
)
def test_the_account_is_that_of_the_role_assumed_last(inputs: dict[str, Any], account: str) -> None:
    by = ProviderConfig(
        urn="p", id="p", package="aws", version="7", configured=True, inputs={"region": "eu-west-1"} | inputs
    )

    assert make(QUEUE, {"name": "q"}, by=by).outputs["arn"] == f"arn:aws:sqs:eu-west-1:{account}:q"


@pytest.mark.parametrize(
    ("own", "providers", "region"),
    [
        (None, "eu-west-1", "eu-west-1"),
        ("ap-southeast-2", "eu-west-1", "ap-southeast-2"),
        (Secret("ap-southeast-2"), "eu-west-1", "ap-southeast-2"),
        (None, None, "us-east-1"),
        (None, "", "us-east-1"),
    ],
)
def test_the_region_is_the_resources_then_the_providers(own: Any, providers: Any, region: str) -> None:
    queue = make(QUEUE, {"name": "q", "region": own}, by=provider(region=providers))

    assert queue.outputs["arn"] == f"arn:aws:sqs:{region}:222233334444:q"


def test_the_environment_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", "eu-north-1")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-north-1")

    assert make(QUEUE, {"name": "q"}, by=None).outputs["region"] == "us-east-1"


def test_an_unknown_region_makes_unknown_what_names_it_and_nothing_else() -> None:
    queue = make(QUEUE, {"name": "q", "region": UNKNOWN})
    bucket = make("aws:s3/bucket:Bucket", {"bucket": "b", "region": UNKNOWN})

    assert (queue.id, queue.outputs["arn"]) == (UNKNOWN, UNKNOWN)
    assert bucket.id == "b"
    assert bucket.outputs["bucketRegionalDomainName"] is UNKNOWN


def test_an_assumed_account_makes_an_arn_synthetic_and_a_told_one_does_not() -> None:
    assert "arn" in make(QUEUE, {"name": "q"}, by=None).synthetic
    assert make(QUEUE, {"name": "q"}).synthetic == ()


@pytest.mark.parametrize(
    ("region", "partition", "suffix"),
    [
        ("eu-west-1", "aws", "amazonaws.com"),
        ("cn-north-1", "aws-cn", "amazonaws.com.cn"),
        ("us-gov-west-1", "aws-us-gov", "amazonaws.com"),
        ("eusc-de-east-1", "aws-eusc", "amazonaws.eu"),
        ("us-isob-east-1", "aws-iso-b", "sc2s.sgov.gov"),
    ],
)
def test_the_partition_follows_from_the_region(region: str, partition: str, suffix: str) -> None:
    found = partition_of(region)

    assert (found["name"], found["dnsSuffix"]) == (partition, suffix)
    url = make(QUEUE, {"name": "q", "region": region}).outputs["url"]
    assert url == f"https://sqs.{region}.{suffix}/222233334444/q"
