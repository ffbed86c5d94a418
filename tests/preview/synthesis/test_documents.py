"""Policies given as objects become the provider's text, as it would write it."""

from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from preview.testing import deploy
from preview.values import UNKNOWN, Secret

from .support import check

POLICY = "aws:iam/policy:Policy"
_TEXT = (
    '{"Statement":[{"Action":["s3:GetObject"],"Effect":"Allow","Resource":"arn:aws:s3:::a\\u0026b/*"}],'
    '"Version":"2012-10-17"}'
)


def _read(resource: Any = "arn:aws:s3:::a&b/*", version: Any = "2012-10-17") -> dict[str, Any]:
    statement = {"Resource": resource, "Effect": "Allow", "Action": ["s3:GetObject"]}
    return {"Version": version, "Statement": [statement]}


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (_read(), _TEXT),
        ("{ }", "{ }"),
        (UNKNOWN, UNKNOWN),
        (_read(UNKNOWN), UNKNOWN),
        (Secret(_read()), Secret(_TEXT)),
        (_read(Secret("arn:aws:s3:::a&b/*")), Secret(_TEXT)),
        (_read(Secret(UNKNOWN)), Secret(UNKNOWN)),
        (_read(UNKNOWN, Secret("2012-10-17")), Secret(UNKNOWN)),
    ],
)
def test_an_object_becomes_text(policy: Any, expected: Any) -> None:
    assert check(POLICY, {"policy": policy})["policy"] == expected


def test_a_map_that_the_provider_keeps_as_one_stays() -> None:
    variables = {"variables": {"A": "b"}}

    assert check("aws:lambda/function:Function", {"environment": variables})["environment"] == variables


def test_a_program_reads_the_text_back() -> None:
    def program() -> None:
        policy: Any = _read()
        pulumi.export("policy", aws.iam.Policy("it", policy=policy).policy)

    cloud = deploy(program)

    assert cloud.one(POLICY).inputs["policy"] == _TEXT
    assert cloud.exports["policy"] == _TEXT
