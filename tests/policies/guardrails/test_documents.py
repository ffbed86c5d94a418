"""What AWS would refuse of a document, or take although it does nothing, is said where it stands."""

from __future__ import annotations

import json
from typing import Any

import pytest
from guardrails.documents import refused_document
from guardrails.kinds import PolicyType
from hypothesis import given, settings
from hypothesis import strategies as st

SCP, RCP = PolicyType.SERVICE_CONTROL, PolicyType.RESOURCE_CONTROL


def scp(**statement: Any) -> dict[str, Any]:
    return {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Deny", "Action": "s3:PutObject", "Resource": "*", **statement}],
    }


def rcp(**statement: Any) -> dict[str, Any]:
    return scp(Principal="*", **statement)


def without(document: dict[str, Any], *elements: str) -> dict[str, Any]:
    kept = {key: value for key, value in document["Statement"][0].items() if key not in elements}
    return {**document, "Statement": [kept]}


def said(kind: PolicyType, document: Any) -> list[tuple[str, str]]:
    """Where, and what."""
    return [(".".join(map(str, one.at)), one.message) for one in refused_document(kind, document)]


@pytest.mark.parametrize(
    ("kind", "document"),
    [
        (SCP, scp()),
        (SCP, json.dumps(scp())),
        (SCP, {"Version": "2012-10-17", "Statement": scp()["Statement"][0]}),
        (SCP, scp(Effect="Allow", Action="*")),
        (SCP, scp(Action="ec2:Describe*", Sid="Reads1")),
        (SCP, scp(Condition={"ForAllValues:StringEquals": {"ec2:InstanceType": "x"}})),
        (SCP, scp(Resource=["arn:aws:s3:*", "arn:aws:s3:::a/*"])),
        (SCP, without(scp(NotAction=["iam:*", "sts:*"]), "Action")),
        (SCP, without(scp(NotResource=["arn:aws:s3:::a/*"]), "Resource")),
        (SCP, scp(Condition={"StringNotEqualsIfExists": {"aws:PrincipalTag/team": ["a",
         "${aws:username}"]}})),
        (SCP, scp(Condition={"ForAnyValue:StringLike": {"aws:TagKeys": "x"}}, Action="s3:CreateBucket")),
        (SCP, scp(Condition={"Null": {"s3:x-amz-acl": True}, "NumericLessThan": {"ec2:RoleDelivery": 2.0}})),
        (SCP, scp(Condition={"DateLessThan": {"aws:CurrentTime": "2026-12-01"},
         "Bool": {"aws:viaawsservice": False}})),
        (SCP, scp(Action="sts:AssumeRoleWithWebIdentity",
         Condition={"StringLike": {"id.example.com:sub": "x*"}})),
        (SCP, scp(Action="ec2:RunInstances",
         Condition={"StringNotEquals": {"ec2:MetadataHttpTokens": "required"}})),
        (SCP, scp(Action="rds:CreateDBInstance", Condition={"StringLike": {"rds:DatabaseClass": "db.r*"}})),
        (RCP, rcp(Action=["s3:*", "sqs:*"])),
        (PolicyType.AI_OPT_OUT, {"services": {"default": {"opt_out_policy": {"@@assign": "optOut"}}}}),
    ],
)  # fmt: skip
def test_a_sound_document_is_not_refused(kind: PolicyType, document: Any) -> None:
    assert said(kind, document) == []


@pytest.mark.parametrize(
    ("kind", "document", "at", "message"),
    [
        (SCP, "{,}", "",
         "The document is not JSON: Expecting property name enclosed in double quotes in its line 1, "
         "column 2"),
        (SCP, "[]", "", "The document is no JSON object"),
        (SCP, '{"Version":"2012-10-17","Version":"2012-10-17"}', "",
         "Version stands twice in one object: AWS refuses the policy"),
        (SCP, {**scp(), "Version": "2008-10-17"}, "Version",
         "A policy needs the current version of the language"),
        (SCP, {"Version": "2012-10-17"}, "Statement", "The policy has no statement"),
        (SCP, {**scp(), "Statements": []}, "Statements", "A policy has no element Statements"),
        (SCP, scp(Actions="*"), "Statement.0.Actions", "A statement has no element Actions"),
        (SCP, scp(Sid="no-dash"), "Statement.0.Sid", "'no-dash' is no Sid"),
        (SCP, scp(Effect="deny"), "Statement.0.Effect", "A statement's Effect is Allow or Deny"),
        (SCP, scp(Principal="*"), "Statement.0.Principal",
         "A service control policy names no principal: it binds whoever is in the account"),
        (SCP, scp(NotAction="*"), "Statement.0", "A statement has Action or NotAction"),
        (SCP, without(scp(), "Resource"), "Statement.0", "A statement has Resource or NotResource"),
        (SCP, scp(Action=[]), "Statement.0.Action", "Action is text or a list of texts"),
        (SCP, scp(Action=["s3:PutObject", "s3:PutObjct"]), "Statement.0.Action.1",
         "AWS has no action s3:PutObjct; did you mean s3:PutObject?"),
        (SCP, scp(Action="s4:PutObject"), "Statement.0.Action",
         "AWS has no action s4:PutObject; did you mean s3:PutObject?"),
        (SCP, scp(Action="PutObject"), "Statement.0.Action", "PutObject is no action"),
        (RCP, rcp(Resource="arn:aws:s3:*"), "Statement.0.Resource", "arn:aws:s3:* is no ARN"),
        (SCP, scp(Resource="arn:aws:s3"), "Statement.0.Resource", "arn:aws:s3 is no ARN"),
        (SCP, scp(Resource="my-bucket"), "Statement.0.Resource", "my-bucket is no ARN"),
        (SCP, scp(Condition={"StringEqual": {"aws:username": "x"}}), "Statement.0.Condition.StringEqual",
         "IAM has no condition operator StringEqual; did you mean StringEquals?"),
        (SCP, scp(Condition={"NullIfExists": {"aws:username": "true"}}), "Statement.0.Condition.NullIfExists",
         "Null takes neither IfExists nor a quantifier"),
        (SCP, scp(Condition={"StringEquals": {"aws:RequestedRegio": "x"}}),
         "Statement.0.Condition.StringEquals.aws:RequestedRegio",
         "AWS has no condition key aws:RequestedRegio; did you mean aws:RequestedRegion?"),
        (SCP, scp(Condition={"IpAddress": {"aws:SourceIp": "10.0.0.0/33"}}),
         "Statement.0.Condition.IpAddress.aws:SourceIp",
         "10.0.0.0/33 can never equal a value of aws:SourceIp: it is not an address or a range such as "
         "192.0.2.0/24"),
        (SCP, scp(Condition={"Bool": {"aws:SecureTransport": "no"}}),
         "Statement.0.Condition.Bool.aws:SecureTransport",
         "no can never equal a value of aws:SecureTransport: it is not true or false"),
        (SCP, scp(Condition={"ArnLike": {"aws:PrincipalArn": "Deploy"}}),
         "Statement.0.Condition.ArnLike.aws:PrincipalArn",
         "Deploy can never equal a value of aws:PrincipalArn: it is not ARNs, with * where any will do"),
        (SCP, scp(Condition={"ForAnyValue:StringNotEquals": {"ec2:InstanceType": "x"}}), "Statement.0",
         "Statement #1 can never apply: no request for its actions carries ec2:InstanceType"),
        (SCP, scp(Condition={"StringEquals": {"ec2:InstanceType": "x"}}), "Statement.0",
         "Statement #1 can never apply: no request for its actions carries ec2:InstanceType"),
        (SCP, scp(Action="ec2:RunInstances", Resource="arn:aws:ec2:*:*:subnet/*", Sid="Small",
                  Condition={"StringEquals": {"ec2:InstanceType": "x"}}), "Statement.0",
         "Statement Small can never apply: no request for its actions carries ec2:InstanceType"),
        (SCP, scp(Resource="arn:aws:ec2:*:*:instance/*", Condition={"StringEquals": {"s3:x-amz-acl": "x"}}),
         "Statement.0",
         "Statement #1 can never apply: none of its actions is authorized on resources of these ARNs"),
        (SCP, scp(Condition={"Null": {"s3:x-amz-acl": "true"}, "StringEquals": {"s3:x-amz-acl": "private"}}),
         "Statement.0",
         "Statement #1 can never apply: s3:x-amz-acl would have to be absent and to have a value"),
        (SCP, scp(Condition={"StringEquals": {"aws:PrincipalAccount": ["1", "2"]},
                             "StringNotEquals": {"aws:PrincipalAccount": ["1", "2"]}}),
         "Statement.0",
         "Statement #1 can never apply: no value of aws:PrincipalAccount satisfies all its conditions"),
        (RCP, rcp(Effect="Allow"), "Statement.0.Effect",
         "A resource control policy cannot allow: AWS keeps the one that allows everything attached"),
        (RCP, scp(), "Statement.0", "A resource control policy's Principal is *"),
        (RCP, rcp(Action="*"), "Statement.0.Action",
         "A resource control policy cannot deny *: it names the services"),
        (RCP, rcp(Action="ec2:RunInstances"), "Statement.0.Action",
         "Resource control policies do not bind ec2: ec2:RunInstances would pass"),
        (RCP, without(rcp(NotAction="s3:*"), "Action"), "Statement.0.NotAction",
         "A resource control policy lists what it denies"),
        (PolicyType.TAG, {"tag": {}}, "", "A tag policy has the one element tags"),
        (PolicyType.TAG, {"tags": {"a": {"tag_key": {"@@set": "a"}}}}, "tags.a.tag_key.@@set",
         "@@set is no operator"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_where_it_stands(kind: PolicyType, document: Any, at: str, message: str) -> None:
    assert said(kind, document) == [(at, message)]


def test_two_statements_with_one_sid_are_refused() -> None:
    statement = scp(Sid="Same")["Statement"][0]

    assert said(SCP, {"Version": "2012-10-17", "Statement": [statement, statement]}) == [
        ("Statement.1.Sid", "Two statements have the Sid Same")
    ]


def test_a_document_that_is_too_large_says_by_how_much() -> None:
    document = rcp(Resource=[f"arn:aws:s3:::bucket-{number:04}" for number in range(200)])

    assert said(RCP, document) == [
        ("", "The resource control policy has 5,509 characters without white space, 389 too many")
    ]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([SCP, RCP, PolicyType.TAG]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.sampled_from(["*", "Deny", "s3:*", "x", "${"]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["Version", "Statement", "Effect", "Action", "Resource", "Condition", "tags"]
                ),
                inner,
                max_size=6,
            )
        ),
        max_leaves=20,
    ),
)
def test_no_document_makes_the_checks_fail(kind: PolicyType, document: Any) -> None:
    refused_document(kind, document)
    refused_document(kind, json.dumps(document))
