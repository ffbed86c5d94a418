"""Each guardrail is sound, denies what it is for, and lets the rest pass."""

from __future__ import annotations

from typing import Any

import pytest
from guardrails import Request, Unknown, evaluate
from guardrails.attachments import Attachments
from guardrails.catalogue import CATALOGUE
from guardrails.documents import refused_document
from guardrails.guardrail import Guardrail
from guardrails.kinds import PolicyType

from .facts import facts

ADMINISTRATOR = "arn:aws:iam::111122223333:role/OrganizationAccountAccessRole"
DEVELOPER = "arn:aws:iam::111122223333:role/Developer"
ROOT_USER = "arn:aws:iam::111122223333:root"
INSTANCE = "arn:aws:ec2:eu-west-1:111122223333:instance/*"
ALIKE = {"aws:RequestedRegion": "eu-west-1", "aws:PrincipalOrgID": "o-ours", "aws:ResourceOrgID": "o-ours"}

# id: (unit, what is asked, the context or role that is denied, the one that passes)
CASES: dict[str, tuple[str | None, str, str, Any, Any]] = {
    "leave-organization": (None, "organizations:LeaveOrganization", "*", {}, None),
    "root-user": (None, "s3:PutObject", "arn:aws:s3:::a/b", ROOT_USER, DEVELOPER),
    "approved-regions": (
        None, "sqs:CreateQueue", "arn:aws:sqs:ap-south-1:1:q",
        {"aws:RequestedRegion": "ap-south-1"}, {"aws:RequestedRegion": "us-east-1"},
    ),
    "imds-v2": (None, "ec2:RunInstances", INSTANCE, {}, {"ec2:MetadataHttpTokens": "required"}),
    "imds-changes": (None, "ec2:ModifyInstanceMetadataOptions", INSTANCE, DEVELOPER, ADMINISTRATOR),
    "protect-trail": (None, "cloudtrail:StopLogging", "*", DEVELOPER, ADMINISTRATOR),
    "protect-config": (None, "config:StopConfigurationRecorder", "*", DEVELOPER, ADMINISTRATOR),
    "protect-detection": (None, "guardduty:DeleteDetector", "*", DEVELOPER, ADMINISTRATOR),
    "protect-log-archive": ("Security", "s3:PutBucketPolicy", "arn:aws:s3:::logs", DEVELOPER, ADMINISTRATOR),
    "required-tags": (
        "Workloads", "sqs:CreateQueue", "arn:aws:sqs:eu-west-1:1:q",
        {"aws:RequestTag/owner": "tracking"},
        {"aws:RequestTag/owner": "tracking", "aws:RequestTag/cost-center": "CC-1000"},
    ),
    "deletes-need-mfa": (
        "Workloads/Production", "rds:DeleteDBInstance", "arn:aws:rds:x:1:db:d",
        {}, {"aws:MultiFactorAuthPresent": "true"},
    ),
    "deletion-protection": (
        "Workloads/Production", "ec2:ModifyInstanceAttribute", INSTANCE,
        {"ec2:Attribute": "DisableApiTermination"}, {"ec2:Attribute": "InstanceType"},
    ),
    "development-sizes": (
        "Workloads/Non-production", "rds:ModifyDBInstance", "arn:aws:rds:x:1:db:d",
        {"rds:DatabaseClass": "db.r7g.16xlarge"}, {},
    ),
    "sandbox-identity": ("Sandbox", "iam:CreateRole", "arn:aws:iam::1:role/r", DEVELOPER, ADMINISTRATOR),
    "quarantine": ("Suspended", "ec2:DescribeInstances", "*", DEVELOPER, ADMINISTRATOR),
    "organization-access": (
        None, "s3:GetObject", "arn:aws:s3:::a/b", {"aws:PrincipalOrgID": "o-theirs"}, {},
    ),
    "tls-only": (
        None, "s3:GetObject", "arn:aws:s3:::a/b",
        {"aws:SecureTransport": "false"}, {"aws:SecureTransport": "true"},
    ),
    "confused-deputy": (
        None, "s3:PutObject", "arn:aws:s3:::a/b",
        {"aws:PrincipalIsAWSService": "true", "aws:SourceAccount": "999", "aws:SourceOrgID": "o-theirs"},
        {"aws:PrincipalIsAWSService": "true", "aws:SourceAccount": "111", "aws:SourceOrgID": "o-ours"},
    ),
}  # fmt: skip


def judged(
    guardrail: str, unit: str | None, action: str, resource: str, given: Any
) -> tuple[str, str | None]:
    """What the guardrail alone decides for a role, or for the developer in a context."""
    attachments = Attachments(facts({unit or "Root": [guardrail]}))
    principal, context = (given, {}) if isinstance(given, str) else (DEVELOPER, given)
    decision = evaluate(
        attachments.levels(unit, PolicyType.SERVICE_CONTROL),
        Request(action, resource, principal, {**ALIKE, **context}),
        resource_policies=attachments.levels(unit, PolicyType.RESOURCE_CONTROL),
    )
    return decision.result, decision.policy


@pytest.mark.parametrize("identifier", CASES)
def test_a_guardrail_denies_what_it_is_for_and_lets_the_rest_pass(identifier: str) -> None:
    unit, action, resource, denied, passes = CASES[identifier]

    assert judged(identifier, unit, action, resource, denied) == ("denied", identifier)
    if passes is not None:
        assert judged(identifier, unit, action, resource, passes) == ("allowed", None)


def test_an_account_may_look_at_the_organization_that_it_cannot_leave() -> None:
    asked = "organizations:DescribeOrganization", "*", DEVELOPER

    assert judged("leave-organization", None, *asked) == ("allowed", None)


def test_every_guardrail_that_denies_has_a_case() -> None:
    assert {one.id for one in CATALOGUE.values() if one.type.decides} == set(CASES)


@pytest.mark.parametrize("guardrail", CATALOGUE.values(), ids=list(CATALOGUE))
def test_aws_would_take_each_document_and_each_statement_can_apply(guardrail: Guardrail) -> None:
    assert refused_document(guardrail.type, guardrail.document(facts())) == []


def test_instances_without_session_tokens_are_denied_whatever_role_launches_them() -> None:
    for principal in (DEVELOPER, ADMINISTRATOR):
        assert judged("imds-v2", None, "ec2:RunInstances", INSTANCE, principal) == ("denied", "imds-v2")


def test_development_launches_what_the_facts_allow() -> None:
    attachments = Attachments(facts({"Dev": ["development-sizes"]}, instance_types=["x2.large"]))
    levels = attachments.levels("Dev", PolicyType.SERVICE_CONTROL)

    results = {
        kind: evaluate(
            levels, Request("ec2:RunInstances", INSTANCE, DEVELOPER, {"ec2:InstanceType": kind})
        ).result
        for kind in ("x2.large", "t4g.micro")
    }

    assert results == {"x2.large": "allowed", "t4g.micro": "denied"}


def test_an_exemption_of_the_facts_joins_those_of_the_catalogue() -> None:
    partner = "arn:aws:iam::999988887777:role/Partner"
    exempted = Attachments(
        facts({"Root": ["organization-access"]}, exempt={"organization-access": [partner]})
    )
    context = {"aws:PrincipalOrgID": "o-theirs", "aws:ResourceOrgID": "o-ours"}

    results = {
        role: evaluate(
            [], Request("s3:GetObject", "arn:aws:s3:::a/b", role, context),
            resource_policies=exempted.levels(None, PolicyType.RESOURCE_CONTROL),
        ).result
        for role in (partner, DEVELOPER)
    }  # fmt: skip

    assert results == {partner: "allowed", DEVELOPER: "denied"}


def test_a_tag_that_is_not_known_yet_is_a_tag() -> None:
    context = {"aws:RequestTag/owner": Unknown(), "aws:RequestTag/cost-center": "CC-1"}

    assert (
        judged("required-tags", "Workloads", "sqs:CreateQueue", "arn:aws:sqs:x:1:q", context)[0] == "allowed"
    )


def test_a_tag_policy_says_the_values_of_the_facts() -> None:
    tags = CATALOGUE["tag-values"].document(facts())["tags"]

    assert tags["owner"]["tag_value"] == {"@@assign": ["platform", "tracking"]}
    assert tags["cost-center"]["tag_value"] == {"@@assign": ["CC-*"]}
    assert tags["cost-center"]["enforced_for"] == tags["owner"]["report_required_tag_for"]
