from typing import Any

import pytest

from preview.values import UNKNOWN, Secret

from .support import check, make, provider

VPC = "aws:ec2/vpc:Vpc"
DEFAULTS = {"tags": {"owner": "platform", "stage": "dev"}}


@pytest.mark.parametrize(
    ("own", "defaults", "ignored", "expected"),
    [
        (None, None, None, None),
        ({}, None, None, None),
        ({"a": "b"}, None, None, {"a": "b"}),
        (None, DEFAULTS, None, {"owner": "platform", "stage": "dev"}),
        ({"stage": "prod"}, DEFAULTS, None, {"owner": "platform", "stage": "prod"}),
        ({"a": "b"}, {"tags": None}, None, {"a": "b"}),
        ({"a": None, "c": "d"}, None, None, {"c": "d"}),
        ({"a": UNKNOWN, "c": "d"}, DEFAULTS, None, UNKNOWN),
        (UNKNOWN, DEFAULTS, None, UNKNOWN),
        ({"a": "b"}, {"tags": {"owner": UNKNOWN}}, None, UNKNOWN),
        ({"a": "b"}, UNKNOWN, None, UNKNOWN),
        ({"a": "b"}, DEFAULTS, {"keys": ["owner"]}, {"stage": "dev", "a": "b"}),
        ({"aws:x": "1", "a": "b"}, None, {"keyPrefixes": ["aws:", "auto:"]}, {"a": "b"}),
        ({"aws:x": "1"}, None, {"keyPrefixes": ["aws:"]}, None),
        ({"a": Secret("b")}, None, None, {"a": "b"}),
        ({"a": "b"}, Secret(DEFAULTS), None, {"owner": "platform", "stage": "dev", "a": "b"}),
    ],
)
def test_all_tags_are_the_default_tags_and_the_own_ones(
    own: Any, defaults: Any, ignored: Any, expected: Any
) -> None:
    by = provider(defaultTags=defaults, ignoreTags=ignored)
    inputs = {"cidrBlock": "10.0.0.0/16", "tags": own}

    checked = check(VPC, inputs, by=by)

    assert checked.get("tagsAll") == expected
    assert checked["tags"] == own


def test_types_without_that_property_get_none() -> None:
    for type in ("aws:route53/record:Record", "aws:autoscaling/group:Group", "aws:iam/accessKey:AccessKey"):
        assert "tagsAll" not in check(type, {"tags": {"a": "b"}}, by=provider(defaultTags=DEFAULTS))


def test_a_resource_without_any_tags_puts_out_no_tags() -> None:
    assert "tagsAll" not in check(VPC)
    assert make(VPC).outputs["tagsAll"] == {}
    assert make(VPC, {"tags": {"a": UNKNOWN}}).outputs["tagsAll"] is UNKNOWN
