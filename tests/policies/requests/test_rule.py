"""The rule around it: whose policies, which account, which role, and at what level."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pack.configuration import configure
from pack.facts import Shared
from pack.judge import Judge
from pack.problems import ConfigurationError
from pack.reader import Reader
from pack.resource import Identity, Provider, Resource
from pack.values import UNKNOWN, Opaque, Secret
from rules import CATALOGUE
from rules.guardrails.denied import DENIED, DERIVED, DenialSettings, check
from rules.guardrails.folder import organization_in
from rules.guardrails.organization import UNBOUND, organization_of

from tests.policies.cases.guardrails import FOLDER
from tests.policies.process import environment, running

INSTANCE = "aws:ec2/instance:Instance"
FACTS: dict[str, Any] = {
    "account": "shop-prod",
    "company": {"prefix": "acme"},
    "regions": {"home": "eu-west-1", "approved": ["eu-west-1"]},
    "tags": {"owner": {"values": ["platform"]}},
    "units": {"Workloads": {"Production": {}}, "Sandbox": {}},
    "accounts": {
        "management": {"id": "111122223333"},
        "shop-prod": {"unit": "Workloads/Production"},
        "billing-prod": {"unit": "Workloads/Production", "id": "444455556666"},
        "trial": {"unit": "Sandbox"},
    },
    "guardrails": {
        "attach": {"Root": ["imds-v2"], "Workloads": ["required-tags"], "Sandbox": ["quarantine"]}
    },
}
BAD = {"instanceType": "t3.micro", "tags": {"owner": "platform"}}


def provider(name: str = "default", **inputs: Any) -> Provider:
    reader = Reader({"region": "eu-west-1", **inputs}, "provider")
    return Provider("pulumi:providers:aws", name, f"urn:{name}", reader)


def role(account: str, name: str = "deploy") -> dict[str, Any]:
    return {"assumeRoles": [{"roleArn": f"arn:aws:iam::{account}:role/{name}"}]}


def told(
    properties: Mapping[str, Any] = BAD,
    made_by: Provider | None = None,
    facts: Mapping[str, Any] = FACTS,
    token: str = INSTANCE,
    **chosen: Any,
) -> list[tuple[str, str]]:
    identity = Identity(type=token, name="web-1", urn="urn:web-1", provider=made_by or provider())
    resource = Resource(properties, identity, DenialSettings(**chosen), Shared(facts))
    return [(one.result, one.message or one.property) for one in check(resource)]


def listing(kind: str) -> str:
    """An index of one policy."""
    return json.dumps({"policies": [{"file": "a.json", "unit": "Root", "type": f"{kind}_CONTROL_POLICY"}]})


IMDS = (
    "fail",
    "ec2:RunInstances on web-1 would be denied by `imds-v2` (SCP attached to Root): ec2:MetadataHttpTokens "
    "is absent and must be required. Fix: Set metadataOptions.httpTokens to required, on the instance or in "
    "its launch template.",
)


def test_a_denial_names_policy_unit_reason_and_fix() -> None:
    assert told() == [IMDS]
    assert told({**BAD, "metadataOptions": {"httpTokens": "required"}}) == []


@pytest.mark.parametrize(
    ("made_by", "expected"),
    [
        (provider("management"), []),
        (provider(**role("111122223333")), []),
        (provider("shop-prod", **role("999900001111")), [IMDS]),
        (provider("billing-prod", assumeRoles=UNKNOWN), [IMDS]),
        (provider("other", **role("444455556666")), [IMDS]),
        (provider("other", assumeRoles=[{"role_arn": "arn:aws:iam::111122223333:role/x"}]), []),
        (provider(assumeRoles=[{"roleArn": UNKNOWN}]), [("unknown", "metadataOptions.httpTokens")]),
        (provider(allowedAccountIds=["111122223333"]), []),
    ],
)
def test_the_account_comes_from_the_provider(made_by: Provider, expected: list[Any]) -> None:
    assert told(made_by=made_by) == expected


def test_an_account_that_is_not_recognized_is_bound_by_what_binds_all_of_them() -> None:
    stranger = provider("hub-attachment", **role("123456789012", "attachment"))
    bucket = "aws:s3/bucket:Bucket"

    at_root, *others = told(made_by=stranger)
    elsewhere = told({"bucket": "b", "tags": {}}, stranger, token=bucket)

    assert at_root == IMDS
    assert set(others) == {("unknown", "provider")}
    # Denied for want of a tag in the one unit, by quarantine in the other: whatever the account, denied.
    assert [result for result, _ in elsewhere] == ["fail"]
    assert [
        result for result, _ in told({"bucket": "b", "tags": {"owner": "platform"}}, stranger, token=bucket)
    ] == ["unknown"]


def test_the_role_is_the_last_one_that_the_provider_assumes() -> None:
    quarantined = provider("trial", **role("999900001111", "ci"))
    administrator = provider("trial", **role("999900001111", "OrganizationAccountAccessRole"))
    properties = {"metadataOptions": {"httpTokens": "required"}}

    assert [result for result, _ in told(properties, quarantined)] == ["fail"]
    assert told(properties, administrator) == []
    chain = [*role("999900001111", "ci")["assumeRoles"], *administrator.inputs.value["assumeRoles"]]
    assert told(properties, provider("trial", assumeRoles=chain)) == []
    assert [result for result, _ in told(properties, provider("trial", assumeRoles=chain[::-1]))] == ["fail"]
    assert told(properties, provider("trial")) == []
    assert [result for result, _ in told(properties, provider("trial"), deploy_role="ci")] == ["fail"]


def test_without_an_organization_nothing_is_judged() -> None:
    assert told(facts={}) == []
    assert told(facts={"accounts": ["a"], "guardrails": {"attach": {}}}) == []
    assert told(facts={**FACTS, "guardrails": {"other": "tool"}}) == []


def test_the_management_account_is_bound_by_nothing() -> None:
    organization = organization_of(Shared(FACTS))

    assert organization
    assert organization.by_name["management"] is UNBOUND
    assert told(facts={**FACTS, "account": "management"}) == []


def test_tags_of_the_provider_count() -> None:
    tagged = provider(defaultTags={"tags": {"owner": "platform"}})
    properties = {"bucket": "b"}

    assert told(properties, tagged, token="aws:s3/bucket:Bucket") == []
    (one,) = told(properties, token="aws:s3/bucket:Bucket")
    assert one[1].startswith(
        "s3:CreateBucket on web-1 would be denied by `required-tags` (SCP attached to Workloads): "
        "aws:RequestTag/owner is absent and must be given."
    )


def test_a_relative_folder_starts_from_the_pack() -> None:
    assert told(folder="../tests/policies/requests/organization") == told(folder=str(FOLDER))
    assert [result for result, _ in told(folder=str(FOLDER))] == ["fail"]


def test_a_folder_replaces_the_facts() -> None:
    organization = organization_in(str(FOLDER))

    assert organization.id == "o-a1b2c3d4e5"
    assert organization.by_id["444455556666"].levels == (
        "Root",
        "Workloads",
        "Workloads/Production",
        "the account 444455556666",
    )
    (sandbox,) = told({}, provider(**role("777788889999")), folder=str(FOLDER), token="aws:sqs/queue:Queue")
    assert sandbox == (
        "fail",
        "sqs:CreateQueue on web-1 would be denied at Sandbox: no service control policy there allows it.",
    )
    assert told({}, provider(**role("111122223333")), folder=str(FOLDER)) == []
    (name,) = told({"name": "web"}, folder=str(FOLDER), token="aws:iam/role:Role")
    assert name[1] == (
        "iam:CreateRole on web-1 would be denied by `names` (SCP attached to the account 444455556666): it "
        "denies this to everybody."
    )
    assert told({"name": "app-web"}, folder=str(FOLDER), token="aws:iam/role:Role") == []


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({}, "index.json cannot be read: No such file or directory; a relative path starts from the pack's"),
        ({"index.json": "{"}, "index.json: Invalid JSON: EOF while parsing an object at line 1 column 1"),
        (
            {"index.json": '{"policies": [{"file": "a.json", "unit": "Root"}]}'},
            "policies.0.type: Field required",
        ),
        (
            {"index.json": listing("SERVICE")},
            "a.json cannot be read: No such file or directory",
        ),
        ({"index.json": '{"policies": [], "acounts": {}}'}, "acounts: Extra inputs are not permitted"),
        ({"index.json": '{"policies": [], "account": "1"}'}, "account: 1 is none of the accounts"),
        (
            {
                "index.json": listing("SERVICE"),
                "a.json": '{"Statement": [{"Effect": "Deny", "Action": "*"}]}',
            },
            "a.json is no policy: a, statement 1 must have Resource or NotResource, and not both",
        ),
        (
            {
                "index.json": listing("RESOURCE"),
                "a.json": "{'a'}",
            },
            "a.json is no policy: it is not JSON: Expecting property name",
        ),
    ],
)
def test_a_folder_that_is_wrong_stops_the_pack_with_the_reason(
    tmp_path: Path, files: dict[str, str], problem: str
) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    overrides = {"guardrail-denies": {"folder": str(tmp_path)}}
    config = {"landfall:policies": {"overrides": overrides}}

    with pytest.raises(ConfigurationError) as error:
        configure(CATALOGUE, environment(config))

    (told_problem,) = error.value.problems
    assert told_problem.startswith("policies.overrides.guardrail-denies.folder: ")
    assert problem in told_problem


def test_derived_requests_deny_at_advisory_level_and_say_why() -> None:
    config = {f"landfall:{key}": value for key, value in FACTS.items()}
    resolved = configure(CATALOGUE, environment(config)).rules

    assert resolved["guardrail-denies"].level == "mandatory"
    assert resolved["guardrail-denies-derived"].level == "advisory"
    assert INSTANCE in DENIED.types
    assert INSTANCE not in DERIVED.types
    assert "aws:scheduler/schedule:Schedule" in DERIVED.types
    assert "aws:x/y:Y" not in DERIVED.types
    assert "aws:x/y:Y" not in DENIED.types


def test_the_pack_reads_the_facts_from_the_engine() -> None:
    config = {f"landfall:{key}": value for key, value in FACTS.items()}

    with running(config) as pack:
        denied = [
            one.message.partition("\n")[2]
            for one in pack.analyze(INSTANCE, BAD, name="web-1", provider={"region": "eu-west-1"})
            if one.policyName == "guardrail-denies"
        ]

    assert denied == [IMDS[1]]


@pytest.mark.parametrize("value", [Secret("optional"), {"httpTokens": Secret("optional")}])
def test_no_message_shows_a_secret(value: Any) -> None:
    for _, message in told({"metadataOptions": value, "tags": {"owner": Secret("abc")}}):
        assert "optional" not in message
        assert "abc" not in message


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=4)
    | st.sampled_from([UNKNOWN, Opaque(), Secret("x"), "arn:", "*", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["key", "id", "name"]), inner)
    ),
    max_leaves=6,
)
NAMES = [
    "tags",
    "tagsAll",
    "name",
    "region",
    "vpcSecurityGroupIds",
    "ebsBlockDevices",
    "launchTemplate",
    "bucket",
]
JUDGE = Judge(configure(CATALOGUE, environment({f"landfall:{key}": value for key, value in FACTS.items()})))


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from(NAMES), VALUES),
    st.sampled_from(
        [INSTANCE, "aws:s3/bucket:Bucket", "aws:autoscaling/group:Group", "aws:lb/loadBalancer:LoadBalancer"]
    ),
    VALUES,
)
def test_no_value_makes_the_rule_raise(properties: dict[str, Any], token: str, given_value: Any) -> None:
    made_by = provider(assumeRoles=given_value, defaultTags=given_value, region=given_value)
    resource = Resource(properties, Identity(type=token, name="it", urn="urn:it", provider=made_by))

    outcome = JUDGE.resource(DENIED, resource, None)

    assert [report.message for report in outcome.reports if report.result == "error"] == []


def test_every_policy_of_the_fixture_is_listed() -> None:
    index = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))

    assert sorted(one["file"] for one in index["policies"]) == sorted(
        path.name for path in FOLDER.glob("*.json") if path.name != "index.json"
    )
