"""Policy documents: their exact text, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pulumi
import pytest

from components.shared.iam import ANYONE, Kind, Statement, account, document, service
from preview.testing import deploy
from preview.values import UNKNOWN


def text(kind: Kind, *statements: Callable[[], Statement]) -> Any:
    """The document, as a stack would export it."""
    made = deploy(lambda: pulumi.export("text", document(kind, [make() for make in statements])))
    return made.exports["text"]


def test_a_document_is_minified_and_in_the_order_in_which_it_is_written() -> None:
    assert text(
        Kind.BUCKET,
        lambda: Statement(
            sid="Write",
            principals=service("delivery.logs.amazonaws.com"),
            actions=["s3:PutObject"],
            resources=[pulumi.Output.concat("arn:aws:s3:::logs", "/*")],
            conditions={"StringEquals": {"aws:SourceOrgID": ["o-1", pulumi.Output.from_input("o-2")]}},
        ),
        lambda: Statement(
            sid="Keep",
            effect="Deny",
            principals=ANYONE,
            actions=["s3:Delete*", "s3:PutObject"],
            resources=["arn:aws:s3:::logs"],
        ),
    ) == (
        '{"Version":"2012-10-17","Statement":['
        '{"Sid":"Write","Effect":"Allow","Principal":{"Service":"delivery.logs.amazonaws.com"},'
        '"Action":"s3:PutObject","Resource":"arn:aws:s3:::logs/*",'
        '"Condition":{"StringEquals":{"aws:SourceOrgID":["o-1","o-2"]}}},'
        '{"Sid":"Keep","Effect":"Deny","Principal":"*","Action":["s3:Delete*","s3:PutObject"],'
        '"Resource":"arn:aws:s3:::logs"}]}'
    )


def test_an_account_is_named_by_its_root() -> None:
    written = text(
        Kind.KEY,
        lambda: Statement(
            sid="Read",
            principals=account(pulumi.Output.from_input("111122223333")),
            actions=["kms:Decrypt"],
            resources=["*"],
            reason="this key",
        ),
    )
    assert '"Principal":{"AWS":"arn:aws:iam::111122223333:root"}' in written


def test_an_unknown_part_leaves_the_whole_document_unknown_and_breaks_nothing() -> None:
    def with_an_unknown_resource() -> Statement:
        unknown = pulumi.StackReference("elsewhere").get_output("bucket")
        return Statement(sid="Read", actions=["s3:GetObject"], resources=[unknown])

    made = deploy(
        lambda: pulumi.export("text", document(Kind.ROLE, [with_an_unknown_resource()])),
        references={"elsewhere": {"bucket": UNKNOWN}},
    )
    assert made.exports["text"] is UNKNOWN


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"sid": "Read", "actions": ["s3:Get*"], "resources": ["arn:x"]},
            "Read: 's3:Get*' is no full name of an action, as Allow needs",
        ),
        (
            {"sid": "Read", "actions": ["GetObject"], "effect": "Deny", "resources": ["arn:x"]},
            "Read: 'GetObject' is no full name of an action, as Deny needs",
        ),
        (
            {"sid": "Read", "actions": ["s3:GetObject"], "resources": ["*"]},
            "Read: a wildcard needs a reason; write one, or name what is meant",
        ),
        (
            {"sid": "Read", "actions": ["sts:AssumeRole"], "principals": {"AWS": ["*"]}},
            "Read: a wildcard needs a reason; write one, or name what is meant",
        ),
        (
            {"sid": "Read it", "actions": ["s3:GetObject"], "resources": ["arn:x"]},
            "statement id 'Read it': IAM allows letters and digits only",
        ),
    ],
)
def test_a_statement_that_is_too_wide_or_malformed_is_refused(given: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        Statement(**given)  # type: ignore[arg-type]


def test_each_kind_of_document_has_the_elements_that_aws_wants_there() -> None:
    with_principal = Statement(sid="A", actions=["sts:AssumeRole"], principals=service("ec2.amazonaws.com"))
    with_resource = Statement(sid="B", actions=["s3:GetObject"], resources=["arn:x"])

    with pytest.raises(ValueError, match="trust policy, B: it needs principals"):
        document(Kind.TRUST, [with_resource])
    with pytest.raises(ValueError, match="inline policy of a role, A: it has no principals"):
        document(Kind.ROLE, [with_principal])
    with pytest.raises(ValueError, match="bucket policy, A: it needs resources"):
        document(Kind.BUCKET, [with_principal])


def test_two_statements_with_one_id_are_refused() -> None:
    statement = Statement(sid="Read", actions=["s3:GetObject"], resources=["arn:x"])
    with pytest.raises(ValueError, match="inline policy of a role: statement ids Read stand twice"):
        document(Kind.ROLE, [statement, statement])


def test_a_document_that_is_longer_than_aws_allows_says_by_how_much() -> None:
    statement = Statement(
        sid="Trust",
        actions=["sts:AssumeRole"],
        principals={"AWS": [f"arn:aws:iam::{number:012d}:role/Deploy" for number in range(60)]},
    )
    with pytest.raises(pulumi.RunError) as refused:
        text(Kind.TRUST, lambda: statement)
    assert str(refused.value) == (
        "trust policy with Trust has 2519 characters; AWS allows 2048: split it, or name fewer resources"
    )
