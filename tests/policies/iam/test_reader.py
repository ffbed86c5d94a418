"""The reader of policy documents: parts in three values, documents of any size, and the data it goes by."""

import json
from typing import Any

import pytest
from guardrails.reference import reference
from hypothesis import given, settings
from hypothesis import strategies as st
from pack.reader import Reader
from pack.values import UNKNOWN, Secret
from rules.iam import actions
from rules.iam.conditions import Condition
from rules.iam.document import LONGEST_TEXT, Document, read
from rules.iam.places import Kind, places
from rules.iam.statement import is_everything

from tests.policies.harness import judged, resource


def _read(value: Any, kind: Kind = Kind.IDENTITY) -> Document:
    return read(kind, Reader(value, "policy"), resource({}))


def test_text_and_object_are_read_alike() -> None:
    document = {"Statement": {"Effect": "Allow", "Action": "S3:Get*", "Resource": ["a", "b"]}}

    (from_text,) = _read(json.dumps(document)).statements
    (from_object,) = _read(document).statements

    assert from_text.actions.known == from_object.actions.known == ("S3:Get*",)
    assert from_text.resources == from_object.resources
    assert from_text.allows is from_object.allows is True


def test_an_unknown_part_leaves_the_others_known() -> None:
    (statement,) = _read(
        {"Statement": [{"Effect": "Allow", "Action": ["s3:Get*", UNKNOWN], "Resource": UNKNOWN}]}
    ).statements

    assert statement.allows is True
    assert statement.every_resource is None
    assert statement.actions.some(lambda action: action == "s3:Get*") is True
    assert statement.actions.some(lambda action: action == "s3:*") is None
    assert statement.limited is False


def test_a_statement_nobody_knows_may_be_anything() -> None:
    (statement,) = _read({"Statement": [UNKNOWN]}).statements

    answers = (statement.allows, statement.denies, statement.everybody, statement.every_resource)
    assert answers == (None, None, None, None)
    assert (statement.limited, statement.narrowed, statement.not_actions) == (None, None, None)


def test_documents_beyond_what_aws_takes_are_not_read() -> None:
    assert _read(" " * (LONGEST_TEXT + 1)).problem == "is longer than 100,000 characters"
    assert _read("[" * 50_000).problem == "is not JSON"
    assert _read({"Statement": ["x"] * 30_000}).problem == "has more than 20,000 parts"
    assert _read({"Statement": ["x"] * 30_000}).statements == ()


def test_a_secret_part_hides_what_a_message_would_show() -> None:
    (statement,) = _read({"Statement": [{"Effect": "Allow", "Action": [Secret("s3:*")]}]}).statements

    assert statement.actions.known == ("s3:*",)
    assert statement.show("s3:*") == "a secret value"


@pytest.mark.parametrize(
    ("operator", "key", "value", "narrows"),
    [
        ("StringEquals", "aws:PrincipalOrgID", "o-1", True),
        ("StringEquals", "AWS:SourceOwner", "123456789012", True),
        ("StringLike", "aws:PrincipalOrgID", "*", False),
        ("StringEqualsIfExists", "aws:PrincipalOrgID", "o-1", False),
        ("ForAllValues:StringLike", "aws:PrincipalOrgPaths", "o-1/*", False),
        ("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-1/r-1/*", True),
        ("StringEquals", "aws:PrincipalOrgID", "${aws:ResourceOrgID}", True),
        ("StringEquals", "aws:PrincipalAccount", "${aws:PrincipalAccount}", False),
        ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/deploy", False),
        ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::123456789012:role/*", True),
        ("ArnLike", "aws:SourceArn", "arn:aws:s3:::bucket", True),
        ("ArnLike", "aws:SourceArn", "arn:aws:s3:*:*:bucket", True),
        ("ArnLike", "aws:SourceArn", "arn:aws:cloudtrail:*:*:trail/*", False),
        ("ArnLike", "aws:SourceArn", "arn:aws:cloudtrail:*:123456789012:trail/*", True),
        ("IpAddress", "aws:SourceIp", "203.0.113.0/24", True),
        ("IpAddress", "aws:SourceIp", "0.0.0.0/1", False),
        ("NotIpAddress", "aws:SourceIp", "203.0.113.0/24", False),
        ("Null", "aws:PrincipalOrgID", "false", False),
        ("Bool", "aws:SecureTransport", "true", False),
        ("Bool", "aws:PrincipalIsAWSService", "true", True),
        ("Bool", "aws:PrincipalIsAWSService", "false", False),
        ("StringEquals", "aws:SourceVpce", UNKNOWN, None),
        ("StringEquals", "aws:SourceVpce", ["vpce-1", "*"], False),
    ],
)
def test_a_condition_narrows_only_what_it_really_asks_for(
    operator: str, key: str, value: Any, narrows: bool | None
) -> None:
    assert Condition.read(operator, key, Reader(value)).narrows is narrows


@pytest.mark.parametrize(
    ("operator", "key", "value", "limits", "limits_what"),
    [
        ("StringEquals", "aws:ResourceTag/team", "payments", True, True),
        ("StringLike", "aws:ResourceTag/team", "*", False, False),
        ("StringEquals", "aws:ResourceTag/team", UNKNOWN, True, True),
        ("Bool", "aws:SecureTransport", "true", False, False),
        ("StringLike", "aws:UserAgent", "tool/*", False, False),
        ("Bool", "aws:MultiFactorAuthPresent", "true", True, False),
        ("StringEquals", "aws:RequestedRegion", "eu-west-1", True, False),
        ("StringEquals", "iam:PassedToService", "ec2.amazonaws.com", True, True),
    ],
)
def test_a_condition_that_everybody_meets_limits_nothing(
    operator: str, key: str, value: Any, limits: bool, limits_what: bool
) -> None:
    condition = Condition.read(operator, key, Reader(value))

    assert (condition.limits, condition.limits_what) == (limits, limits_what)


@pytest.mark.parametrize(
    ("pattern", "all_of_it"),
    [
        ("*", True),
        ("arn:aws:s3:::*", True),
        ("arn:aws:s3:::*/*", True),
        ("arn:aws:dynamodb:*:*:*", True),
        ("arn:aws:dynamodb:*:123456789012:*", False),
        ("arn:aws:dynamodb:eu-west-1:123456789012:table/*", False),
        ("arn:aws:s3:::bucket/*", False),
        ("arn:aws:dynamodb:*:*:table/*", True),
        ("arn:aws:secretsmanager:*:*:secret:*", True),
        ("arn:aws:iam::*:role/*", True),
        ("arn:aws:iam::*:role/app/*", False),
        ("arn:aws:iam::*:role/deploy", False),
        ("arn:aws:logs:*:*:log-group:/aws/lambda/*", False),
        ("arn:aws:logs:*:*:log-group:*:*", True),
        ("arn:aws:route53:::hostedzone/*", False),
    ],
)
def test_what_covers_every_resource(pattern: str, all_of_it: bool) -> None:
    assert is_everything(pattern) is all_of_it


def test_the_data_names_actions_that_exist_and_can_be_bound_to_a_resource() -> None:
    for name in actions.credential_actions() | actions.data_actions():
        action = reference().action(name)
        assert action, name
        assert (action.name, bool(action.resource_types)) == (name, True)
    for _, names in actions.escalations():
        assert [reference().action(name) for name in names].count(None) == 0, names


@settings(max_examples=200, deadline=None)
@given(
    st.text(alphabet="*?a:s3", max_size=160),
    st.sampled_from(["s3:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", "s3:a"]),
)
def test_matching_ends_whatever_the_pattern(pattern: str, action: str) -> None:
    actions.covers(pattern, action)
    actions.classes(pattern)


def test_a_managed_policy_that_is_called_a_boundary_is_one() -> None:
    token = "aws:iam/policy:Policy"
    plain = resource({"policy": "{}"}, type=token)
    named = resource({"policy": "{}", "name": "team-Boundary"}, type=token)
    placed = resource({"policy": "{}", "path": "/boundaries/team/"}, type=token)

    assert [kind for kind, _ in places(plain)] == [Kind.IDENTITY]
    assert [kind for kind, _ in places(named)] == [Kind.BOUNDARY]
    assert [kind for kind, _ in places(placed)] == [Kind.BOUNDARY]


def test_a_managed_policy_that_guards_boundaries_is_one_whatever_it_is_called() -> None:
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    guard = {"Effect": "Deny", "Action": ["iam:DeleteRolePermissionsBoundary"], "Resource": "*"}
    other = {"Effect": "Deny", "Action": ["iam:DeleteRole"], "Resource": "*"}
    allowed = ["policy.Statement[0] allows every action on every resource."]

    def messages(*statements: Any, type: str = "aws:iam/policy:Policy") -> list[str]:
        policy = {"policy": {"Statement": list(statements)}}
        return [verdict.message for verdict in judged("iam-admin-policy", policy, type=type)]

    assert messages(everything, guard) == []
    assert messages(everything, other) == allowed
    assert messages(everything, guard, type="aws:iam/rolePolicy:RolePolicy") == allowed


def test_one_document_is_one_finding_whatever_may_be_shown_of_it() -> None:
    wide = [
        {"Effect": "Allow", "Action": f"s3:Put{what}", "Resource": "*"} for what in ("Object", "BucketAcl")
    ]
    hidden = [statement | {"Action": Secret(statement["Action"])} for statement in wide]

    (plain,) = judged("iam-star-resource-write", {"policy": {"Statement": wide}})
    (secret,) = judged("iam-star-resource-write", {"policy": {"Statement": hidden}})

    end = " on every resource. There are 2 such places in the document."
    assert plain.message == f'policy.Statement[0] allows "s3:PutObject"{end}'
    assert secret.message == f"policy.Statement[0] allows a secret value{end}"
