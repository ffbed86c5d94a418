"""Policy documents against ones written by hand from the provider's rules."""

import json
import zlib
from typing import Any

import pytest

from preview.synthesis import InvokeError

from .support import invoke

DOCUMENT = "aws:iam/getPolicyDocument:getPolicyDocument"


def document(**arguments: Any) -> Any:
    return json.loads(invoke(DOCUMENT, arguments)["json"])


def statement(**arguments: Any) -> Any:
    (found,) = document(statements=[arguments])["Statement"]
    return found


def source(*statements: dict[str, Any], **more: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)} | more)


def test_a_document_is_written_byte_for_byte_as_the_provider_writes_it() -> None:
    answer = invoke(
        DOCUMENT,
        {
            "statements": [
                {
                    "sid": "Read",
                    "actions": ["s3:GetObject", "s3:ListBucket"],
                    "resources": ["arn:aws:s3:::logs/&{aws:username}/*", "arn:aws:s3:::logs"],
                    "principals": [
                        {"type": "Service", "identifiers": ["ec2.amazonaws.com"]},
                        {"type": "AWS", "identifiers": ["111122223333", "444455556666"]},
                    ],
                    "conditions": [
                        {"test": "StringLike", "variable": "s3:prefix", "values": ["z/", "a/"]},
                        {"test": "Bool", "variable": "aws:SecureTransport", "values": ["true"]},
                    ],
                },
                {"effect": "Deny", "notActions": ["iam:*"], "notResources": ["*"]},
            ]
        },
    )

    assert (
        answer["json"]
        == """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Read",
      "Effect": "Allow",
      "Action": [
        "s3:ListBucket",
        "s3:GetObject"
      ],
      "Resource": [
        "arn:aws:s3:::logs/${aws:username}/*",
        "arn:aws:s3:::logs"
      ],
      "Principal": {
        "AWS": [
          "444455556666",
          "111122223333"
        ],
        "Service": "ec2.amazonaws.com"
      },
      "Condition": {
        "Bool": {
          "aws:SecureTransport": "true"
        },
        "StringLike": {
          "s3:prefix": [
            "z/",
            "a/"
          ]
        }
      }
    },
    {
      "Effect": "Deny",
      "NotAction": "iam:*",
      "NotResource": "*"
    }
  ]
}"""
    )
    assert answer["minifiedJson"].startswith('{"Version":"2012-10-17","Statement":[{"Sid":"Read",')
    assert json.loads(answer["minifiedJson"]) == json.loads(answer["json"])
    assert answer["id"] == str(zlib.crc32(answer["json"].encode())) == "3701989401"


def test_a_document_without_statements_has_a_version_only() -> None:
    assert invoke(DOCUMENT, {})["json"] == '{\n  "Version": "2012-10-17"\n}'
    assert document(policyId="p", version="2008-10-17") == {"Version": "2008-10-17", "Id": "p"}


@pytest.mark.parametrize(
    ("principals", "expected"),
    [
        ([{"type": "*", "identifiers": ["*"]}], "*"),
        ([{"type": "AWS", "identifiers": ["*"]}], {"AWS": "*"}),
        ([{"type": "AWS", "identifiers": ["a", "c", "b", "a"]}], {"AWS": ["c", "b", "a"]}),
        ([{"type": "AWS", "identifiers": []}], {"AWS": []}),
        (
            [{"type": "Service", "identifiers": ["s"]}, {"type": "AWS", "identifiers": ["a"]}],
            {"AWS": "a", "Service": "s"},
        ),
    ],
)
def test_principals_are_grouped_by_type_with_their_identifiers_in_reverse_order(
    principals: Any, expected: Any
) -> None:
    assert statement(actions=["a"], principals=principals)["Principal"] == expected
    assert statement(actions=["a"], notPrincipals=principals)["NotPrincipal"] == expected


def test_blocks_of_one_principal_type_are_joined_whatever_their_order() -> None:
    blocks = [{"type": "AWS", "identifiers": ["a", "b"]}, {"type": "AWS", "identifiers": ["c"]}]

    joined = statement(actions=["x"], principals=blocks)["Principal"]

    assert sorted(joined["AWS"]) == ["a", "b", "c"]
    assert statement(actions=["x"], principals=blocks[::-1])["Principal"] == joined


def test_values_of_one_condition_given_twice_are_joined() -> None:
    conditions = [
        {"test": "StringEquals", "variable": "v", "values": ["1"]},
        {"test": "StringEquals", "variable": "v", "values": ["2"]},
    ]

    joined = statement(actions=["x"], conditions=conditions)["Condition"]["StringEquals"]["v"]

    assert sorted(joined) == ["1", "2"]
    assert statement(actions=["x"], conditions=conditions[::-1])["Condition"]["StringEquals"]["v"] == joined


def test_characters_that_mean_something_to_html_are_escaped() -> None:
    answer = invoke(DOCUMENT, {"statements": [{"actions": ["a"], "resources": ["<é&>"]}]})

    assert '"\\u003cé\\u0026\\u003e"' in answer["json"]


def test_sources_come_first_own_statements_next_and_overrides_replace_by_sid() -> None:
    found = document(
        sourcePolicyDocuments=[
            source({"Sid": "A", "Effect": "Allow", "Action": "one", "Resource": "*"}),
            source({"Sid": "B", "Effect": "Allow", "Action": ["two"], "Resource": "*"}, Id="from-source"),
        ],
        statements=[{"sid": "B", "actions": ["own"]}, {"actions": ["nameless"]}],
        overridePolicyDocuments=[source({"Sid": "A", "Effect": "Deny", "Action": "over", "Resource": "*"})],
    )

    assert found["Id"] == "from-source"
    assert [(item.get("Sid"), item["Action"]) for item in found["Statement"]] == [
        ("A", "over"),
        ("B", "own"),
        (None, "nameless"),
    ]
    assert found["Statement"][0]["Effect"] == "Deny"


def test_a_later_version_wins_wherever_it_stands() -> None:
    old = json.dumps({"Version": "2008-10-17"})

    assert document(overridePolicyDocuments=[old])["Version"] == "2012-10-17"
    assert document(version="2008-10-17", sourcePolicyDocuments=[source()])["Version"] == "2012-10-17"


def test_principals_and_conditions_of_sources_are_brought_to_one_form() -> None:
    found = document(
        sourcePolicyDocuments=[
            source(
                {
                    "Effect": "Allow",
                    "Principal": "*",
                    "Action": ["b", "c", "a"],
                    "Condition": {"Bool": {"x": True}, "StringEquals": {"y": ["1"]}},
                },
                {"Effect": "Allow", "Principal": {"Service": "s", "AWS": ["a", "b"]}, "Action": "a"},
            )
        ]
    )["Statement"]

    assert found[0]["Principal"] == "*"
    assert found[0]["Action"] == ["b", "c", "a"]
    assert found[0]["Condition"] == {"Bool": {"x": "true"}, "StringEquals": {"y": "1"}}
    assert list(found[1]["Principal"].items()) == [("AWS", ["b", "a"]), ("Service", "s")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"statements": [{"sid": "A"}, {"sid": "A"}]}, r"duplicate Sid \(A\)"),
        (
            {"sourcePolicyDocuments": [source({"Sid": "A"}), source({"Sid": "A"})]},
            r"merging source document 1: duplicate Sid \(A\) in source_policy_documents \(statement 0\)",
        ),
        ({"sourcePolicyDocuments": ["{"]}, "merging source document 0: "),
        ({"overridePolicyDocuments": ["[]"]}, "merging override document 0: it is no JSON object"),
        ({"sourcePolicyDocuments": ['{"Statement": {}}', '{"Statement": 1}']}, "its Statement is no list"),
        (
            {"version": "2008-10-17", "statements": [{"resources": ["&{aws:username}"]}]},
            "not supported in document version 2008-10-17",
        ),
    ],
)
def test_what_the_provider_refuses_is_refused_with_its_reason(arguments: Any, message: str) -> None:
    with pytest.raises(InvokeError, match=message):
        invoke(DOCUMENT, arguments)
