"""Decisions case by case: who is bound, what decides, what is not known yet, what is no policy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from guardrails import Policy, PolicyError, Request, Unknown, evaluate

ROLE = "arn:aws:iam::111122223333:role/Deploy"
LINKED = (
    "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"
)


def policy(name: str, **statement: Any) -> Policy:
    return Policy(
        name, {"Version": "2012-10-17", "Statement": [{"Action": "*", "Resource": "*", **statement}]}
    )


def deny(name: str = "guard", **more: Any) -> Policy:
    return policy(name, Sid="One", Effect="Deny", **more)


FULL = policy("FullAWSAccess", Effect="Allow")


def result(condition: Mapping[str, Any], context: Mapping[str, Any], principal: str = ROLE) -> str:
    request = Request("ec2:RunInstances", "*", principal, context)
    return evaluate([[FULL, deny(Condition=condition)]], request).result


def test_a_decision_names_the_level_the_policy_and_the_statement() -> None:
    decision = evaluate([[FULL], [FULL, deny("imds-v2")], [FULL]], Request("ec2:RunInstances", "*", ROLE))

    assert (decision.result, decision.level, decision.policy, decision.statement, decision.plane) == (
        "denied",
        1,
        "imds-v2",
        "One",
        "SCP",
    )
    assert decision.explanation == (
        "ec2:RunInstances on * is denied at level 1 below the root by imds-v2, statement One."
    )


def test_each_level_has_to_allow() -> None:
    request = Request("s3:PutObject", "arn:aws:s3:::a/b", ROLE)
    reads = policy("reads", Effect="Allow", Action="s3:Get*")

    decision = evaluate([[FULL], [reads], [FULL]], request)

    assert (decision.result, decision.level, decision.policy) == ("denied", 1, None)
    assert decision.explanation == (
        "s3:PutObject on arn:aws:s3:::a/b is denied at level 1 below the root: "
        "no statement of reads allows it."
    )
    assert evaluate([[FULL], [], [FULL]], request).result == "denied"
    assert evaluate([], request).result == "allowed"


def test_an_explicit_denial_further_down_is_named_before_a_missing_allow_further_up() -> None:
    decision = evaluate([[], [FULL, deny("below")]], Request("s3:PutObject", "*", ROLE))

    assert (decision.policy, decision.level) == ("below", 1)


def test_service_linked_roles_services_and_the_management_account_are_not_bound() -> None:
    def decided(principal: str, management_account: str | None = None) -> str:
        request = Request("s3:PutObject", "*", principal)
        return evaluate([[deny()]], request, management_account=management_account).result

    assert decided(LINKED) == "allowed"
    assert decided("config.amazonaws.com") == "allowed"
    assert decided(ROLE, "111122223333") == "allowed"
    assert decided(ROLE, "444455556666") == "denied"


def test_resource_control_policies_bind_supported_services_and_services_that_call() -> None:
    levels, rcps = [[FULL]], [[deny("perimeter", Principal="*")]]

    def decided(action: str, principal: str = ROLE) -> str:
        return evaluate(levels, Request(action, "*", principal), resource_policies=rcps).result

    assert decided("s3:PutObject") == "denied"
    assert decided("S3:putobject", "config.amazonaws.com") == "denied"
    assert decided("ec2:RunInstances") == "allowed"
    assert decided("kms:RetireGrant") == "allowed"
    assert decided("s3:PutObject", LINKED) == "allowed"


def test_the_principal_gives_its_own_keys_unless_the_context_does() -> None:
    condition = {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/Deploy"}}
    by_account = {"StringEquals": {"aws:PrincipalAccount": "111122223333"}}

    assert result(condition, {}) == "denied"
    assert result(condition, {"AWS:principalarn": "arn:aws:iam::111122223333:role/Other"}) == "allowed"
    assert result(by_account, {}) == "denied"


def test_an_unknown_value_is_present() -> None:
    unknown = {"k:x": Unknown()}

    assert result({"Null": {"k:x": "true"}}, unknown) == "allowed"
    assert result({"Null": {"k:x": "false"}}, unknown) == "denied"
    assert result({"StringLike": {"k:x": "*"}}, unknown) == "denied"
    assert result({"StringEquals": {"k:x": "a"}}, unknown) == "unknown"
    assert result({"StringEqualsIfExists": {"k:x": "a"}}, unknown) == "unknown"
    assert result({"ForAllValues:StringEquals": {"k:x": "a"}}, {"k:x": ["b", Unknown()]}) == "allowed"
    assert result({"ForAnyValue:StringEquals": {"k:x": "a"}}, {"k:x": ["a", Unknown()]}) == "denied"


def test_an_unknown_value_that_may_be_absent_decides_less() -> None:
    unknown = {"k:x": Unknown(optional=True)}

    assert result({"Null": {"k:x": "true"}}, unknown) == "unknown"
    assert result({"StringLike": {"k:x": "*"}}, unknown) == "unknown"
    assert result({"StringLikeIfExists": {"k:x": "*"}}, unknown) == "denied"


def test_one_key_stands_for_a_family_of_which_nothing_is_known() -> None:
    context = {"aws:RequestTag/*": Unknown(optional=True), "aws:RequestTag/owner": "me"}

    assert result({"Null": {"aws:RequestTag/owner": "true"}}, context) == "allowed"
    assert result({"Null": {"aws:RequestTag/cost-center": "true"}}, context) == "unknown"


def test_what_is_unknown_names_the_keys() -> None:
    guard = deny(Condition={"StringEquals": {"ec2:InstanceType": "a", "ec2:Tenancy": "${k:Y}"}})
    context: Mapping[str, Any] = {"ec2:InstanceType": "a", "ec2:Tenancy": "b", "k:y": Unknown()}

    decision = evaluate([[FULL, guard]], Request("ec2:RunInstances", "*", ROLE, context))

    assert (decision.result, decision.keys) == ("unknown", ("k:y",))
    assert decision.explanation == (
        "Whether guard, statement One, at the root denies ec2:RunInstances on * depends on the value of k:y, "
        "not known yet."
    )


def test_a_lone_empty_text_is_an_empty_set_for_all_values_alone() -> None:
    assert result({"ForAllValues:StringEquals": {"k:x": "a"}}, {"k:x": ""}) == "denied"
    assert result({"ForAnyValue:StringEquals": {"k:x": ""}}, {"k:x": ""}) == "denied"
    assert result({"Null": {"k:x": "true"}}, {"k:x": ""}) == "allowed"
    assert result({"Null": {"k:x": "true"}}, {"k:x": []}) == "denied"


def test_an_incomplete_arn_means_all_that_it_begins() -> None:
    sqs = deny(Resource="arn:aws:sqs")
    queue = "arn:aws:sqs:eu-west-1:111122223333:jobs"

    assert evaluate([[FULL, sqs]], Request("sqs:SendMessage", queue, ROLE)).result == "denied"
    assert evaluate([[FULL, sqs]], Request("s3:GetObject", "arn:aws:s3:::jobs/x", ROLE)).result == "allowed"


DENY = {"Effect": "Deny", "Action": "*", "Resource": "*"}


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("{", "p is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("[]", "p is no JSON object"),
        ({"Version": "2020-01-01", "Statement": []}, "p: '2020-01-01' is no version of the policy language"),
        ({"Statement": "x"}, "p, statement 1 is no JSON object"),
        ({"Statement": {"Effect": "deny"}}, "p, statement 1: Effect must be Allow or Deny"),
        (
            {"Statement": {"Effect": "Deny", "Action": "*", "NotAction": "*"}},
            "p, statement 1 must have Action or NotAction, and not both",
        ),
        (
            {"Statement": {"Effect": "Deny", "Action": "*", "Resource": 5}},
            "p, statement 1: Resource must be text, or a list of texts",
        ),
        (
            {"Statement": {**DENY, "Principal": {"AWS": "1"}}},
            "p, statement 1: a policy of an organization names no principal but *",
        ),
        (
            {"Statement": {**DENY, "Condition": {"Is": {"k": "v"}}}},
            "p, statement 1: Is is no condition operator",
        ),
        (
            {"Statement": {**DENY, "Condition": {"Bool": {"k": None}}}},
            "p, statement 1: the values of k must be text, numbers or booleans",
        ),
    ],
)  # fmt: skip
def test_what_is_no_policy_raises_and_says_why(document: Any, message: str) -> None:
    with pytest.raises(PolicyError) as raised:
        evaluate([[FULL, Policy("p", document)]], Request("s3:GetObject", "*", ROLE))

    assert str(raised.value) == message
