"""The stacks as a whole: what they take from each other, where each resource goes, and how it is tagged."""

from __future__ import annotations

import json
from typing import Any

import pulumi
import pytest

from components.config import Settings, load_settings
from components.config.settings import LAYERS
from preview.engine import Resource
from preview.testing import Cloud, deploy
from preview.values import UNKNOWN, contains_unknown

from .urns.previews import STACKS, outputs, preview, previews, project

ACCOUNT = {
    "management": "management",
    "security": "log-archive",
    "network": "network-hub",
    "dev": "tracking-dev",
    "staging": "tracking-staging",
    "prod": "tracking-prod",
}
SEGMENT = {"dev": "non-production", "staging": "non-production", "prod": "production"}
WORKLOADS = ("dev", "staging", "prod")


def stack(name: str, /, **changes: Any) -> Cloud:
    """A stack with changed settings, beside the others as they are."""
    return preview(name, outputs(previews()), changes)


def provider_of(resource: Resource) -> str:
    """The name of the provider that manages a resource."""
    return resource.provider.partition("::")[2].rpartition("::")[0].rpartition("::")[2]


def decoded(provider: Resource, key: str) -> Any:
    """A nested input of a provider, which travels as JSON."""
    return json.loads(provider.inputs[key])


@pytest.mark.parametrize("name", STACKS)
def test_a_stack_builds_the_layers_of_its_sections_and_nothing_else(name: str) -> None:
    cloud = previews()[name]
    root = cloud.one("pulumi:pulumi:Stack").urn
    built = {each.name for each in cloud.resources if not each.custom and each.parent == root}

    assert built == {
        "management": {"organization"},
        "security": {"audit"},
        "network": {"transit", "egress", "endpoints"},
    }.get(name, {"spoke"})


@pytest.mark.parametrize("name", STACKS)
def test_every_resource_is_in_the_account_of_its_stack_or_joins_it_to_the_hub(name: str) -> None:
    aws = [each for each in previews()[name].resources if each.type.startswith("aws:")]
    elsewhere = {each.type for each in aws if provider_of(each) != ACCOUNT[name]}

    assert elsewhere == (
        {
            "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation",
            "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation",
            "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter",
        }
        if name in WORKLOADS
        else set()
    )


def test_the_management_account_is_entered_with_the_callers_own_credentials() -> None:
    provider = previews()["management"].one("pulumi:providers:aws", "management")

    assert "assumeRoles" not in provider.inputs
    assert decoded(provider, "allowedAccountIds") == ["111122223333"]
    assert provider.inputs["region"] == "eu-west-1"


@pytest.mark.parametrize("name", [name for name in STACKS if name != "management"])
def test_another_account_is_entered_through_its_role_by_the_id_that_the_organization_gave_it(
    name: str,
) -> None:
    account = previews()["management"].exports["account_ids"][ACCOUNT[name]]
    provider = previews()[name].one("pulumi:providers:aws", ACCOUNT[name])

    assert decoded(provider, "allowedAccountIds") == [account]
    assert decoded(provider, "assumeRoles") == [
        {
            "role_arn": f"arn:aws:iam::{account}:role/OrganizationAccountAccessRole",
            "session_name": f"landfall-{name}",
        }
    ]


@pytest.mark.parametrize("name", WORKLOADS)
def test_the_hub_is_entered_from_the_stacks_account_through_its_narrow_role(name: str) -> None:
    accounts = previews()["management"].exports["account_ids"]
    provider = previews()[name].one("pulumi:providers:aws", "hub-attachment")

    assert decoded(provider, "allowedAccountIds") == [accounts["network-hub"]]
    assert [step["role_arn"] for step in decoded(provider, "assumeRoles")] == [
        f"arn:aws:iam::{accounts[ACCOUNT[name]]}:role/OrganizationAccountAccessRole",
        f"arn:aws:iam::{accounts['network-hub']}:role/meridian-transit-{SEGMENT[name]}",
    ]


@pytest.mark.parametrize("name", STACKS)
def test_everything_carries_the_tags_of_the_account_that_pays(name: str) -> None:
    cloud = previews()[name]
    tags = decoded(cloud.one("pulumi:providers:aws", ACCOUNT[name]), "defaultTags")["tags"]

    assert tags.keys() == {
        "owner",
        "cost-center",
        "environment",
        "data-classification",
        "managed-by",
        "stack",
    }
    assert (tags["managed-by"], tags["stack"]) == ("landfall", name)
    tagged = [each for each in cloud.resources if "tagsAll" in each.inputs]
    assert tagged
    assert all(tags.keys() <= each.inputs["tagsAll"].keys() for each in tagged)


@pytest.mark.parametrize("name", STACKS)
def test_nothing_that_stacks_pass_on_is_unknown_at_preview(name: str) -> None:
    unknown = [key for key, value in previews()[name].exports.items() if contains_unknown(value)]

    assert unknown == []


def test_a_spoke_is_routed_by_its_segment_and_known_where_the_segment_propagates() -> None:
    tables = previews()["network"].exports["transit_route_table_ids"]
    association = "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation"
    propagation = "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation"

    # What production exchanges with shared services is inspected: only the firewall's table knows the way.
    for name, segment, known in (
        ("dev", "non-production", {"shared-services", "inspection"}),
        ("prod", "production", {"inspection"}),
    ):
        cloud = previews()[name]
        assert cloud.one(association).inputs["transitGatewayRouteTableId"] == tables[segment]
        assert {each.inputs["transitGatewayRouteTableId"] for each in cloud.all(propagation)} == {
            tables[each] for each in known
        }


def test_flow_logs_of_the_hub_and_of_every_spoke_go_to_the_archive() -> None:
    bucket = previews()["security"].exports["flow_log_bucket_arn"]

    for name in ("network", *WORKLOADS):
        logs = previews()[name].all("aws:ec2/flowLog:FlowLog")
        assert {log.inputs["logDestination"] for log in logs} == {bucket}
        assert len(logs) == (3 if name == "network" else 1)


def test_a_preview_of_the_same_stack_is_the_same() -> None:
    again = stack("prod")

    assert [(each.urn, each.inputs, each.id) for each in again.resources] == [
        (each.urn, each.inputs, each.id) for each in previews()["prod"].resources
    ]


HOME_OF_LAYER = ("management", "security", "network", "network", "network", "dev")


def test_one_stack_may_hold_every_layer() -> None:
    sections = {
        layer: json.loads(json.dumps(getattr(settings_of(name), layer).model_dump(mode="json")))
        for layer, name in zip(LAYERS, HOME_OF_LAYER, strict=True)
    }
    # It would block the hub's way out, which is in the same account here.
    sections["spoke"]["never_public"] = False
    one = dict.fromkeys(("organization", "archive", "hub"), "management")
    cloud = preview("management", {}, {**sections, "stacks": one})

    assert cloud.all("pulumi:pulumi:StackReference") == []
    assert [each.name for each in cloud.all("pulumi:providers:aws")] == ["management"]
    assert cloud.all("aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter") == []
    assert {"account_ids", "flow_log_bucket_arn", "transit_gateway_id", "vpc_id"} <= cloud.exports.keys()


def settings_of(name: str) -> Settings:
    """The settings of a stack as it is shipped."""
    found: list[Settings] = []

    def load() -> None:
        found.append(load_settings())

    deploy(load, stack=name, project="landfall", config=dict(project().configuration(name).values))
    return found[0]


def test_a_section_that_is_missing_is_a_layer_that_is_absent() -> None:
    cloud = stack("dev", spoke=None)

    assert [each.type for each in cloud.resources if each.type.startswith("aws:")] == []
    assert cloud.exports == {}


def test_a_misspelt_setting_stops_the_program_before_anything_is_registered() -> None:
    with pytest.raises(pulumi.RunError, match="zone_names"):
        stack("dev", spoke={"segment": "production", "cidr": "10.16.32.0/20", "zone_names": ["eu-west-1a"]})


def test_an_archive_stack_of_another_version_is_an_error_that_names_both_stacks() -> None:
    published = outputs(previews())
    archive = dict(published["organization/landfall/security"])
    archive["bucket_arn"] = archive.pop("flow_log_bucket_arn")

    with pytest.raises(pulumi.RunError) as raised:
        preview("dev", {**published, "organization/landfall/security": archive})

    assert str(raised.value) == (
        "stack 'organization/landfall/dev' needs output 'flow_log_bucket_arn' of stack "
        "'organization/landfall/security', which has bucket_arn, flow_log_bucket_name, flow_log_key_arn: "
        "deploy 'organization/landfall/security' with this version of the program first"
    )


def test_an_account_that_the_organization_has_not_made_yet_is_an_error_that_names_it() -> None:
    published = outputs(previews())
    management = dict(published["organization/landfall/management"])
    management["account_ids"] = {"management": "111122223333", "log-archive": "222233334444"}

    with pytest.raises(pulumi.RunError) as raised:
        preview("dev", {**published, "organization/landfall/management": management})

    assert str(raised.value) == (
        "stack 'dev' needs the id of account 'tracking-dev', which does not exist among log-archive, "
        "management: deploy the stack that makes it first, or correct the name"
    )


def test_a_stack_whose_accounts_are_not_known_yet_is_still_previewed() -> None:
    published = outputs(previews())
    management = {**published["organization/landfall/management"], "account_ids": UNKNOWN}
    cloud = preview("prod", {**published, "organization/landfall/management": management})

    assert cloud.urns() == previews()["prod"].urns()
    assert cloud.one("pulumi:providers:aws", "tracking-prod").inputs["allowedAccountIds"] is UNKNOWN
