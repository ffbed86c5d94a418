"""Policies of the organization: each made once, attached once, and never replaced."""

from __future__ import annotations

import json
from dataclasses import replace

import pulumi
import pulumi_aws as aws
import pytest
from guardrails.kinds import PolicyType
from guardrails.packing import PackedPolicy

from components.config.organization import OrganizationSettings
from components.organization import Organization
from components.organization.guardrails import policy_name
from preview.testing import Cloud, deploy

from .test_organization import ARGS

POLICY = "aws:organizations/policy:Policy"
ATTACHMENT = "aws:organizations/policyAttachment:PolicyAttachment"
DENY = {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "s3:PutObject", "Resource": "*"}}


def packed(node: str, *guardrails: str, kind: PolicyType = PolicyType.SERVICE_CONTROL) -> PackedPolicy:
    return PackedPolicy(node=node, type=kind, guardrails=guardrails, document=DENY)


def build(*policies: PackedPolicy, settings: OrganizationSettings = ARGS.settings) -> Cloud:
    def program() -> None:
        provider = aws.Provider("management", region="eu-west-1", allowed_account_ids=["111122223333"])
        args = replace(ARGS, policies=policies, settings=settings)
        Organization("organization", args, pulumi.ResourceOptions(provider=provider))

    return deploy(program)


def test_a_policy_says_which_guardrails_it_holds() -> None:
    policy = build(packed("Root", "imds-v2", "tls-only")).one(POLICY)

    assert policy.name == "Root/imds-v2"
    assert {key: policy.inputs[key] for key in ("name", "type", "description")} == {
        "name": "imds-v2 (Root)",
        "type": "SERVICE_CONTROL_POLICY",
        "description": "imds-v2, tls-only",
    }
    assert json.loads(policy.inputs["content"]) == DENY
    assert " " not in policy.inputs["content"]


def test_policies_attach_to_the_root_and_to_units() -> None:
    cloud = build(packed("Root", "imds-v2"), packed("Workloads/Production", "quarantine"))

    unit = cloud.one("aws:organizations/organizationalUnit:OrganizationalUnit", "Workloads/Production")
    organization = cloud.one("aws:organizations/organization:Organization")
    targets = {one.name: one.inputs["targetId"] for one in cloud.all(ATTACHMENT)}
    assert targets["Workloads/Production/quarantine"] == unit.id
    assert targets["Root/imds-v2"] == organization.outputs["roots"][0]["id"]
    for attachment in cloud.all(ATTACHMENT):
        assert attachment.inputs["policyId"] == cloud.one(POLICY, attachment.name).id


def test_policies_come_after_the_organization_that_enables_their_type() -> None:
    cloud = build(packed("Root", "imds-v2"))

    assert cloud.one("aws:organizations/organization:Organization").urn in cloud.one(POLICY).dependencies


def test_another_guardrail_changes_no_urn() -> None:
    before = build(packed("Root", "imds-v2"), packed("Sandbox", "sandbox-identity"))
    after = build(packed("Root", "imds-v2", "tls-only"), packed("Sandbox", "sandbox-identity"))

    assert before.urns() == after.urns()


def test_a_policy_name_is_cut_where_organizations_would_refuse_it() -> None:
    long = packed("/".join(["Unit" * 20] * 2), "imds-v2")
    other = packed("/".join(["Unit" * 20, "Unit" * 19 + "Unix"]), "imds-v2")

    assert len(policy_name(long)) == 128
    assert policy_name(long) != policy_name(other)


@pytest.mark.parametrize("accounts", [{}, {"iam.amazonaws.com": "shop"}])
def test_services_get_the_administrators_that_are_named(accounts: dict[str, str]) -> None:
    settings = ARGS.settings.model_copy(update={"delegated_administrators": accounts})
    cloud = build(settings=settings)

    delegated = cloud.all("aws:organizations/delegatedAdministrator:DelegatedAdministrator")
    assert [(one.inputs["servicePrincipal"], one.inputs["accountId"]) for one in delegated] == [
        (service, cloud.one("aws:organizations/account:Account", key).id) for service, key in accounts.items()
    ]
