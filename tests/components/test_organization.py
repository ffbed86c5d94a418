"""The organization, its units, and accounts that nothing can lose."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest
from guardrails.organization import Account as AccountFacts
from guardrails.organization import Units

from components.config.organization import OrganizationSettings
from components.organization import Organization, OrganizationArgs
from preview.testing import Cloud, deploy

from .support import export, refusal, written

ACCOUNT = "aws:organizations/account:Account"
UNIT = "aws:organizations/organizationalUnit:OrganizationalUnit"
MANAGEMENT = AccountFacts(
    id="111122223333",
    name="Management",
    email="aws@example.com",
    owner="platform",
    cost_center="CC-1000",
    environment="shared",
    data_classification="confidential",
)
SHOP = AccountFacts(
    name="Shop",
    email="aws+shop@example.com",
    unit="Workloads/Production",
    owner="shop",
    cost_center="CC-2000",
    environment="production",
    data_classification="restricted",
)
SETTINGS = OrganizationSettings.model_validate(
    {
        "service_access": ["iam.amazonaws.com", "ram.amazonaws.com"],
        "policy_types": ["SERVICE_CONTROL_POLICY", "TAG_POLICY"],
    }
)
ARGS = OrganizationArgs(
    settings=SETTINGS,
    units=Units.model_validate({"Workloads": {"Production": {}}, "Sandbox": {}}),
    accounts={"management": MANAGEMENT, "shop": SHOP},
)


def build(args: OrganizationArgs = ARGS) -> Cloud:
    def program() -> None:
        provider = aws.Provider("management", region="eu-west-1", allowed_account_ids=["111122223333"])
        made = Organization("organization", args, pulumi.ResourceOptions(provider=provider))
        export(made.exports)

    return deploy(program)


def test_the_organization_has_all_features_and_what_the_stack_file_enables() -> None:
    organization = build().one("aws:organizations/organization:Organization")

    assert organization.inputs == {
        "featureSet": "ALL",
        "awsServiceAccessPrincipals": ["iam.amazonaws.com", "ram.amazonaws.com"],
        "enabledPolicyTypes": ["SERVICE_CONTROL_POLICY", "TAG_POLICY"],
    }
    assert organization.protect
    assert organization.retain_on_delete


def test_root_access_is_central_and_sharing_needs_no_invitation_once_the_organization_trusts_them() -> None:
    cloud = build()
    organization = cloud.one("aws:organizations/organization:Organization").urn

    root = cloud.one("aws:iam/organizationsFeatures:OrganizationsFeatures")
    assert root.inputs == {"enabledFeatures": ["RootCredentialsManagement", "RootSessions"]}
    assert root.dependencies == [organization]
    assert cloud.one("aws:ram/sharingWithOrganization:SharingWithOrganization").dependencies == [organization]


def test_what_the_organization_does_not_trust_is_not_switched_on() -> None:
    settings = OrganizationSettings.model_validate(
        {"service_access": ["sso.amazonaws.com"], "policy_types": [], "central_root_access": False}
    )
    cloud = build(replace(ARGS, settings=settings))

    assert cloud.all("aws:iam/organizationsFeatures:OrganizationsFeatures") == []
    assert cloud.all("aws:ram/sharingWithOrganization:SharingWithOrganization") == []


def test_units_are_named_by_their_path_and_hang_below_their_parent() -> None:
    cloud = build()

    assert {unit.name: unit.inputs["name"] for unit in cloud.all(UNIT)} == {
        "Sandbox": "Sandbox",
        "Workloads": "Workloads",
        "Workloads/Production": "Production",
    }
    above = cloud.one(UNIT, "Workloads")
    assert cloud.one(UNIT, "Workloads/Production").inputs["parentId"] == above.id


def test_an_account_lives_in_its_unit_and_carries_its_own_tags() -> None:
    cloud = build()
    account = cloud.one(ACCOUNT)

    assert account.name == "shop"
    assert written(account) == {
        "name": "Shop",
        "email": "aws+shop@example.com",
        "parentId": cloud.one(UNIT, "Workloads/Production").id,
        "roleName": "OrganizationAccountAccessRole",
        "iamUserAccessToBilling": "ALLOW",
        "closeOnDeletion": False,
        "tags": {
            "owner": "shop",
            "cost-center": "CC-2000",
            "environment": "production",
            "data-classification": "restricted",
        },
    }


def test_an_account_is_never_closed_forgotten_by_accident_or_replaced() -> None:
    account = build().one(ACCOUNT)

    assert account.protect
    assert account.retain_on_delete
    assert sorted(account.ignore_changes) == ["email", "iamUserAccessToBilling", "name", "roleName"]


def test_moving_and_renaming_an_account_keep_its_identity() -> None:
    moved = SHOP.model_copy(update={"unit": "Sandbox", "name": "Shop, closing"})
    cloud = build(replace(ARGS, accounts={"management": MANAGEMENT, "shop": moved}))

    assert cloud.one(ACCOUNT).urn == build().one(ACCOUNT).urn
    assert cloud.one(ACCOUNT).inputs["parentId"] == cloud.one(UNIT, "Sandbox").id


def test_an_account_that_existed_before_is_imported_by_its_id() -> None:
    adopted = SHOP.model_copy(update={"id": "444455556666"})
    cloud = build(replace(ARGS, accounts={"management": MANAGEMENT, "shop": adopted}))

    assert cloud.one(ACCOUNT).import_id == "444455556666"
    assert build().one(ACCOUNT).import_id in (None, "")


def test_the_exports_name_every_account_and_unit() -> None:
    cloud = build()

    assert cloud.exports["account_ids"] == {"management": "111122223333", "shop": cloud.one(ACCOUNT).id}
    assert cloud.exports["unit_ids"] == {unit.name: unit.id for unit in cloud.all(UNIT)}
    assert cloud.exports["account_role"] == "OrganizationAccountAccessRole"
    assert cloud.exports["organization_id"] == cloud.one("aws:organizations/organization:Organization").id


def test_an_account_in_a_unit_that_does_not_exist_breaks_the_program() -> None:
    lost = SHOP.model_copy(update={"unit": "Workloads/Prod"})
    with pytest.raises(KeyError, match="Workloads/Prod"):
        build(replace(ARGS, accounts={"shop": lost}))


@pytest.mark.parametrize(
    ("change", "path", "message", "fix"),
    [
        (
            {"service_access": ["iam.amazonaws.com", "Config"]},
            (1,),
            "Config is no service principal",
            "Write the principal that the service's documentation gives for trusted access.",
        ),
        (
            {"service_access": ["iam.amazonaws.com", "iam.amazonaws.com"]},
            (1,),
            "iam.amazonaws.com is listed twice",
            "Remove the second one.",
        ),
        (
            {"policy_types": ["TAG_POLICY", "TAG_POLICY"]},
            (1,),
            "TAG_POLICY is listed twice",
            "Remove the second one.",
        ),
        (
            {"account_role": "roles/Deploy"},
            (),
            "roles/Deploy is no name of an IAM role",
            "Write the name alone, without path or account.",
        ),
        (
            {"service_access": ["ram.amazonaws.com"]},
            ("service_access",),
            "Without trusted access for iam.amazonaws.com, AWS refuses central_root_access",
            "Add iam.amazonaws.com to service_access, or leave central_root_access out.",
        ),
        (
            {"policy_types": ["INSPECTOR_POLICY"]},
            ("service_access",),
            "Without trusted access for inspector2.amazonaws.com, AWS refuses INSPECTOR_POLICY",
            "Add inspector2.amazonaws.com to service_access, or leave INSPECTOR_POLICY out.",
        ),
    ],
)
def test_settings_that_aws_would_refuse_are_refused(
    change: dict[str, Any],
    path: tuple[object, ...],
    message: str,
    fix: str,
) -> None:
    given = {"service_access": ["iam.amazonaws.com"], "policy_types": []} | change
    refused = refusal(lambda: OrganizationSettings.model_validate(given))

    assert (refused.message, refused.fix, tuple(refused.at)) == (message, fix, path)
