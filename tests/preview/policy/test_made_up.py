"""A finding that rests on an id or ARN which the preview made up says so."""

from __future__ import annotations

from typing import Any

from preview.engine.model import Resource
from preview.policy.made_up import made_up
from preview.values import UNKNOWN, Secret

KEY = Resource(
    urn="urn:key",
    type="aws:kms/key:Key",
    name="key",
    custom=True,
    id="0a1b2c3d-0000",
    outputs={
        "arn": "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000",
        "keyId": "0a1b2c3d-0000",
        "flag": True,
    },
    synthetic=("arn", "id", "flag", "gone.deeper"),
)


def _bucket(**inputs: Any) -> dict[str, Resource]:
    bucket = Resource(
        urn="urn:bucket",
        type="aws:s3/bucket:Bucket",
        name="bucket",
        custom=True,
        inputs=inputs,
        outputs={"arn": "arn:aws:s3:::bucket", **inputs},
        property_dependencies={name: ["urn:key"] for name in inputs},
        synthetic=("arn",),
    )
    return {"urn:bucket": bucket, "urn:key": KEY}


def test_a_property_that_holds_a_made_up_arn_names_it_and_the_id_in_it() -> None:
    resources = _bucket(rules=[{"key": KEY.outputs["arn"]}])

    assert made_up("urn:bucket", "rules[0].key", resources) == ("key.arn", "key.id")
    assert made_up("urn:bucket", "rules", resources) == ("key.arn", "key.id")


def test_a_document_around_a_made_up_value_rests_on_it_also_where_it_is_secret() -> None:
    document = f'{{"Resource": "{KEY.outputs["arn"]}"}}'

    assert made_up("urn:bucket", "policy", _bucket(policy=document)) == ("key.arn", "key.id")
    assert made_up("urn:bucket", "policy", _bucket(policy=Secret(document))) == ("key.arn", "key.id")


def test_what_the_program_wrote_is_its_own() -> None:
    resources = _bucket(acl="public-read", size=3, hidden=UNKNOWN)

    assert made_up("urn:bucket", "acl", resources) == ()
    assert made_up("urn:bucket", "size", resources) == ()
    assert made_up("urn:bucket", "hidden", resources) == ()
    assert made_up("urn:bucket", "", resources) == ()
    assert made_up("urn:nobody", "acl", resources) == ()


def test_an_output_that_was_made_up_is_what_a_rule_about_the_stack_saw() -> None:
    assert made_up("urn:bucket", "arn", _bucket()) == ("bucket.arn",)
