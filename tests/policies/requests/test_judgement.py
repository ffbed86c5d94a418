"""What the policies of a place deny, and what nobody can tell."""

from typing import Any

import pytest
from guardrails import Policy, Unknown
from guardrails.requests import Caller, Judgement, Place, Planned, denial, judged, mapped

ALLOW = Policy("FullAWSAccess", {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
BUCKET = "aws:s3/bucket:Bucket"
CALLER = Caller(role="deploy", region="eu-west-1")


def deny(**statement: Any) -> Policy:
    statement = {"Effect": "Deny", "Action": "s3:CreateBucket", "Resource": "*", **statement}
    return Policy("own", {"Version": "2012-10-17", "Statement": [statement]})


def place(*policies: Policy, resource: tuple[Policy, ...] = ()) -> Place:
    return Place(
        levels=("Root", "Workloads"),
        service_policies=((ALLOW, *policies), (ALLOW,)),
        resource_policies=(resource, ()),
    )


def judge(*places: Place, caller: Caller = CALLER, token: str = BUCKET, **properties: Any) -> list[Judgement]:
    found = mapped(token)
    assert found
    planned = Planned(type=token, name="data", properties={"bucket": "data", **properties})
    return judged(found, planned, caller, places)


def results(*places: Place, **more: Any) -> list[tuple[str, str]]:
    return [(one.result, one.property) for one in judge(*places, **more)]


def test_a_denied_request_names_the_property_that_decides() -> None:
    condition = {"Null": {"aws:RequestTag/owner": "true"}}
    policy = deny(Condition=condition)

    assert results(place(policy)) == [("denied", "")]
    assert results(place(policy), tags={"owner": "x"}) == []
    assert results(place(policy), tags=Unknown()) == [("unknown", "aws:RequestTag/owner")]


def test_one_finding_stands_for_all_requests_that_a_statement_denies() -> None:
    (one,) = judge(place(deny(Action="s3:*", Sid="All")), objectLockEnabled=True, policy="{}")

    assert one.more == 2
    assert denial(one, "data", BUCKET) == (
        "s3:CreateBucket on data, with 2 more requests, would be denied by `own` (SCP attached to Root): it "
        "denies this to everybody."
    )


def test_a_level_without_a_matching_allow_is_named() -> None:
    storage = Policy("storage", {"Statement": [{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}]})
    here = Place(levels=("Root", "Sandbox"), service_policies=((ALLOW,), (storage,)))

    (one,) = judge(here)

    assert denial(one, "data", BUCKET) == (
        "s3:CreateBucket on data would be denied at Sandbox: no service control policy there allows it."
    )


def test_a_resource_control_policy_is_named_as_one() -> None:
    policy = deny(Principal="*", Condition={"StringNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/ci"}})

    (one,) = judge(place(resource=(policy,)))

    assert denial(one, "data", BUCKET) == (
        "s3:CreateBucket on data would be denied by `own` (RCP attached to Root): the role deploy is not "
        "exempt."
    )


@pytest.mark.parametrize(
    ("pattern", "known", "expected"),
    [
        ("arn:aws:iam::*:role/deploy", None, []),
        ("arn:aws:iam::*:role/other", None, [("denied", "")]),
        ("arn:aws:iam::444455556666:role/deploy", None, [("unknown", "")]),
        ("arn:aws:iam::444455556666:role/deploy", "444455556666", []),
        ("arn:aws:iam::444455556666:role/deploy", "777788889999", [("denied", "")]),
    ],
)
def test_an_account_that_is_not_known_may_be_any_that_a_policy_mentions(
    pattern: str, known: str | None, expected: list[tuple[str, str]]
) -> None:
    policy = deny(Condition={"ArnNotLike": {"aws:PrincipalArn": pattern}})

    assert results(place(policy), caller=Caller(role="deploy", account=known)) == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [(None, [("unknown", "")]), ("o-a1b2c3d4e5", []), ("o-zzzzzzzzzz", [("denied", "")])],
)
def test_an_organization_that_is_not_known_may_be_the_one_that_a_policy_names(
    known: str | None, expected: list[tuple[str, str]]
) -> None:
    policy = deny(Principal="*", Condition={"StringNotEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}})

    assert results(place(resource=(policy,)), caller=Caller(role="deploy", organization=known)) == expected


def test_whoever_asks_within_the_organization_passes_a_perimeter_without_ids() -> None:
    policy = deny(
        Principal="*", Condition={"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "${aws:ResourceOrgID}"}}
    )

    assert results(place(resource=(policy,))) == []


def test_with_several_places_only_what_all_deny_is_denied() -> None:
    denying, other = place(deny()), place()

    assert results(denying, place(deny())) == [("denied", "")]
    assert results(other, denying) == [("unknown", "")]
    assert results(other, other) == []


def test_a_request_that_may_not_be_made_is_not_known() -> None:
    policy = deny(Action="s3:PutBucketPolicy")

    assert results(place(policy), policy=Unknown()) == [("unknown", "policy")]
    assert results(place(policy), policy="{}") == [("denied", "")]
    assert results(place(policy)) == []


def test_a_resource_that_is_not_known_is_neither_denied_nor_passed() -> None:
    policy = deny(Resource="arn:aws:s3:::secret-*")

    assert results(place(policy), bucket=Unknown()) == [("unknown", "bucket")]
    assert results(place(policy), bucket="secret-1") == [("denied", "")]
    assert results(place(policy)) == []


def test_an_id_that_is_not_known_holds_no_colon() -> None:
    launches = deny(Action="ec2:RunInstances", Resource="arn:*:ec2:*:*:instance/*")

    found = judge(place(launches), token="aws:ec2/instance:Instance", ami="ami-1")

    assert [(one.result, one.implied.kind) for one in found] == [("denied", "instance")]


def test_no_message_shows_a_secret() -> None:
    policy = deny(Condition={"StringNotEquals": {"aws:RequestTag/owner": "platform"}})

    (one,) = judge(place(policy), tags={"owner": "abc"})

    assert "aws:RequestTag/owner is a secret value and must be platform" in denial(
        one, "data", BUCKET, secrets=frozenset({"abc"})
    )
    assert "aws:RequestTag/owner is abc and must be platform" in denial(one, "data", BUCKET)
