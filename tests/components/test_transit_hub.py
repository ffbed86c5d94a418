"""The transit hub: closed until told otherwise, shared with the organization, entered by one narrow role."""

from __future__ import annotations

import pulumi
import pytest

from components.config.transit import TransitSettings
from components.network import TransitHub, TransitHubArgs
from preview.testing import Cloud

from .support import ACCOUNT, ORGANIZATION_ID, export, in_account, refusal, statements, written

GATEWAY = "aws:ec2transitgateway/transitGateway:TransitGateway"
TABLE = "aws:ec2transitgateway/routeTable:RouteTable"
ORGANIZATION = f"arn:aws:organizations::111122223333:organization/{ORGANIZATION_ID}"
ATTACHMENTS = "arn:aws:ec2:eu-west-1:*:transit-gateway-attachment/*"


def build(asn: int = 64512) -> Cloud:
    def make(opts: pulumi.ResourceOptions) -> None:
        args = TransitHubArgs(
            settings=TransitSettings(asn=asn),
            segments=["production", "shared"],
            prefix="acme",
            region="eu-west-1",
            account_id=pulumi.Output.from_input(ACCOUNT),
            organization_id=pulumi.Output.from_input(ORGANIZATION_ID),
            organization_arn=pulumi.Output.from_input(ORGANIZATION),
            account_role=pulumi.Output.from_input("Deploy"),
            flow_log_bucket_arn=pulumi.Output.from_input("arn:aws:s3:::logs"),
        )
        export(TransitHub("hub", args, opts).exports)

    return in_account(make)


def test_the_gateway_routes_nothing_by_itself() -> None:
    gateway = build().one(GATEWAY)

    assert written(gateway) == {
        "description": "Joins the networks of the organization",
        "amazonSideAsn": 64512,
        "autoAcceptSharedAttachments": "disable",
        "defaultRouteTableAssociation": "disable",
        "defaultRouteTablePropagation": "disable",
        "dnsSupport": "enable",
        "securityGroupReferencingSupport": "enable",
        "vpnEcmpSupport": "enable",
        "tags": {"Name": "hub"},
    }
    assert gateway.protect


def test_there_is_a_route_table_for_each_segment() -> None:
    cloud = build()

    assert {table.name: table.inputs["transitGatewayId"] for table in cloud.all(TABLE)} == {
        "hub-production": cloud.one(GATEWAY).id,
        "hub-shared": cloud.one(GATEWAY).id,
    }


def test_the_gateway_is_shared_with_the_organization_and_nobody_outside() -> None:
    cloud = build()
    share = cloud.one("aws:ram/resourceShare:ResourceShare")

    assert written(share) == {"name": "acme-transit-gateway", "allowExternalPrincipals": False}
    assert cloud.one("aws:ram/principalAssociation:PrincipalAssociation").inputs == {
        "principal": ORGANIZATION,
        "resourceShareArn": share.outputs["arn"],
    }
    assert cloud.one("aws:ram/resourceAssociation:ResourceAssociation").inputs == {
        "resourceArn": cloud.one(GATEWAY).outputs["arn"],
        "resourceShareArn": share.outputs["arn"],
    }


def test_flows_through_the_gateway_are_archived() -> None:
    cloud = build()

    assert written(cloud.one("aws:ec2/flowLog:FlowLog")) == {
        "transitGatewayId": cloud.one(GATEWAY).id,
        "logDestinationType": "s3",
        "logDestination": "arn:aws:s3:::logs",
        "maxAggregationInterval": 60,
        "destinationOptions": {
            "fileFormat": "parquet",
            "hiveCompatiblePartitions": True,
            "perHourPartition": True,
        },
        "tags": {"Name": "hub-flow-log"},
    }


def test_the_attachment_role_is_for_deploy_roles_of_the_organization() -> None:
    role = build().one("aws:iam/role:Role")

    assert role.inputs["name"] == "acme-transit-attachment"
    assert statements(role, "assumeRolePolicy") == {
        "DeployRolesOfTheOrganization": {
            "Sid": "DeployRolesOfTheOrganization",
            "Effect": "Allow",
            "Principal": {"AWS": "*"},
            "Action": "sts:AssumeRole",
            "Condition": {
                "StringEquals": {"aws:PrincipalOrgID": ORGANIZATION_ID},
                "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/Deploy"},
            },
        }
    }


def test_the_attachment_role_accepts_and_routes_on_the_tables_of_this_hub_only() -> None:
    cloud = build()
    policy = statements(cloud.one("aws:iam/rolePolicy:RolePolicy"))
    tables = [cloud.one(TABLE, name).outputs["arn"] for name in ("hub-production", "hub-shared")]

    assert {sid: statement["Resource"] for sid, statement in policy.items()} == {
        "Accept": ATTACHMENTS,
        "Route": [*tables, ATTACHMENTS],
        "ReadTables": tables,
        "Describe": "*",
    }
    assert policy["Accept"]["Action"] == [
        "ec2:AcceptTransitGatewayVpcAttachment",
        "ec2:CreateTags",
        "ec2:DeleteTags",
    ]
    assert all(
        action.startswith(("ec2:Describe", "ec2:Get", "ec2:Search"))
        for sid in ("ReadTables", "Describe")
        for action in policy[sid]["Action"]
    )


def test_the_attachment_role_can_make_and_delete_nothing_but_routes() -> None:
    policy = statements(build().one("aws:iam/rolePolicy:RolePolicy"))
    actions = {action for statement in policy.values() for action in statement["Action"]}

    assert {action for action in actions if action.startswith(("ec2:Create", "ec2:Delete"))} == {
        "ec2:CreateTags",
        "ec2:DeleteTags",
        "ec2:CreateTransitGatewayRoute",
        "ec2:DeleteTransitGatewayRoute",
    }


def test_the_exports_say_how_to_join() -> None:
    cloud = build()

    assert cloud.exports == {
        "hub_account_id": ACCOUNT,
        "transit_gateway_id": cloud.one(GATEWAY).id,
        "transit_route_table_ids": {
            "production": cloud.one(TABLE, "hub-production").id,
            "shared": cloud.one(TABLE, "hub-shared").id,
        },
        "attachment_role_arn": cloud.one("aws:iam/role:Role").outputs["arn"],
    }


@pytest.mark.parametrize("asn", [64512, 65534, 4200000000, 4294967294])
def test_a_private_asn_is_accepted(asn: int) -> None:
    assert TransitSettings(asn=asn).asn == asn


@pytest.mark.parametrize("asn", [0, 7224, 64511, 65535, 4199999999, 4294967295])
def test_an_asn_that_a_transit_gateway_refuses_is_refused(asn: int) -> None:
    refused = refusal(lambda: TransitSettings(asn=asn))

    assert refused.message == f"{asn} is no private autonomous system number that a transit gateway accepts"
    assert refused.allowed == "64512 to 65534 or 4200000000 to 4294967294"
