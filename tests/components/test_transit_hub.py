"""The transit hub: closed until told otherwise, shared with the organization, entered by one narrow role."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
import pytest

from components.config.segments import Segment
from components.config.transit import TransitSettings
from components.network import TransitHub, TransitHubArgs
from preview.testing import Cloud

from .support import (
    ACCOUNT,
    ORGANIZATION_ARN,
    ORGANIZATION_ID,
    export,
    in_account,
    refusal,
    statements,
    surroundings,
    written,
)

GATEWAY = "aws:ec2transitgateway/transitGateway:TransitGateway"
TABLE = "aws:ec2transitgateway/routeTable:RouteTable"
POOL = "aws:ec2/vpcIpamPool:VpcIpamPool"
ROLE = "aws:iam/role:Role"
ROUTE = "aws:ec2transitgateway/route:Route"
UNITS = {"Work": "ou-ab12-work0000", "Work/Live": "ou-ab12-live0000", "Tools": "ou-ab12-tools000"}
SEGMENTS = {
    "production": Segment(units=("Work/Live",), internet=True, propagates_to=("shared", "inspection")),
    "shared": Segment(units=("Tools", "Work"), propagates_to=("production",)),
    "inspection": Segment(propagates_to=()),
}
ATTACHMENTS = "arn:aws:ec2:eu-west-1:*:transit-gateway-attachment/*"


def build(asn: int = 64512, units: Mapping[str, str] = UNITS, ipam: bool = False) -> Cloud:
    def make(opts: pulumi.ResourceOptions) -> None:
        args = TransitHubArgs(
            settings=TransitSettings(asn=asn),
            around=surroundings(SEGMENTS, units=units, ipam=ipam),
            account_id=pulumi.Output.from_input(ACCOUNT),
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
        "hub-inspection": cloud.one(GATEWAY).id,
    }


def test_what_is_private_and_not_learned_goes_nowhere_where_a_default_route_leads_out() -> None:
    cloud = build()

    assert {route.name: route.inputs for route in cloud.all(ROUTE)} == {
        f"hub-production-{private.replace('/', '-')}": {
            "transitGatewayRouteTableId": cloud.one(TABLE, "hub-production").id,
            "destinationCidrBlock": private,
            "blackhole": True,
        }
        for private in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10")
    }


def test_the_gateway_is_shared_with_the_organization_and_nobody_outside() -> None:
    cloud = build()
    share = cloud.one("aws:ram/resourceShare:ResourceShare")

    assert written(share) == {"name": "acme-transit-gateway", "allowExternalPrincipals": False}
    assert cloud.one("aws:ram/principalAssociation:PrincipalAssociation").inputs == {
        "principal": ORGANIZATION_ARN,
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


def test_the_role_of_a_segment_is_for_deploy_roles_of_its_units_and_of_those_below() -> None:
    cloud = build()

    assert {role.name: role.inputs["name"] for role in cloud.all(ROLE)} == {
        "hub-attachment-role-production": "acme-transit-production",
        "hub-attachment-role-shared": "acme-transit-shared",
    }
    assert statements(cloud.one(ROLE, "hub-attachment-role-production"), "assumeRolePolicy") == {
        "DeployRolesOfTheUnits": {
            "Sid": "DeployRolesOfTheUnits",
            "Effect": "Allow",
            "Principal": {"AWS": "*"},
            "Action": "sts:AssumeRole",
            "Condition": {
                "StringEquals": {"aws:PrincipalOrgID": ORGANIZATION_ID},
                "ForAnyValue:StringLike": {
                    "aws:PrincipalOrgPaths": f"{ORGANIZATION_ID}/r-ab12/ou-ab12-work0000/ou-ab12-live0000/*"
                },
                "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/Deploy"},
            },
        }
    }
    shared = statements(cloud.one(ROLE, "hub-attachment-role-shared"), "assumeRolePolicy")
    assert shared["DeployRolesOfTheUnits"]["Condition"]["ForAnyValue:StringLike"] == {
        "aws:PrincipalOrgPaths": [
            f"{ORGANIZATION_ID}/r-ab12/ou-ab12-tools000/*",
            f"{ORGANIZATION_ID}/r-ab12/ou-ab12-work0000/*",
        ]
    }


def test_a_role_associates_with_its_own_table_and_propagates_only_where_the_segment_says() -> None:
    cloud = build()
    policy = statements(cloud.one("aws:iam/rolePolicy:RolePolicy", "hub-attachment-role-production-policy"))
    arns = {
        name: cloud.one(TABLE, f"hub-{name}").outputs["arn"]
        for name in ("production", "shared", "inspection")
    }

    assert {sid: statement["Resource"] for sid, statement in policy.items()} == {
        "Accept": ATTACHMENTS,
        "Associate": [arns["production"], ATTACHMENTS],
        "Propagate": [arns["shared"], arns["inspection"], ATTACHMENTS],
        "ReadTables": [arns["production"], arns["shared"], arns["inspection"]],
        "Describe": "*",
    }
    assert policy["Accept"]["Action"] == [
        "ec2:AcceptTransitGatewayVpcAttachment",
        "ec2:CreateTags",
        "ec2:DeleteTags",
    ]
    assert policy["Associate"]["Action"] == [
        "ec2:AssociateTransitGatewayRouteTable",
        "ec2:DisassociateTransitGatewayRouteTable",
    ]
    assert policy["Propagate"]["Action"] == [
        "ec2:DisableTransitGatewayRouteTablePropagation",
        "ec2:EnableTransitGatewayRouteTablePropagation",
    ]
    assert all(
        action.startswith(("ec2:Describe", "ec2:Get"))
        for sid in ("ReadTables", "Describe")
        for action in policy[sid]["Action"]
    )


def test_no_role_makes_or_deletes_routes_tables_or_attachments() -> None:
    actions = {
        action
        for policy in build().all("aws:iam/rolePolicy:RolePolicy")
        for statement in statements(policy).values()
        for action in statement["Action"]
    }

    assert {
        action for action in actions if action.startswith(("ec2:Create", "ec2:Delete", "ec2:Modify"))
    } == {
        "ec2:CreateTags",
        "ec2:DeleteTags",
    }


def test_a_unit_that_the_organization_does_not_have_yet_breaks_the_program() -> None:
    with pytest.raises(pulumi.RunError) as raised:
        build(units={"Work": "ou-ab12-work0000", "Tools": "ou-ab12-tools000"})

    assert str(raised.value) == (
        "segment production names the unit Work/Live, which the organization does not have yet: "
        "deploy the stack that builds the organization first"
    )


def test_the_exports_say_how_to_join() -> None:
    cloud = build()

    assert cloud.exports == {
        "hub_account_id": ACCOUNT,
        "transit_gateway_id": cloud.one(GATEWAY).id,
        "transit_route_table_ids": {
            "production": cloud.one(TABLE, "hub-production").id,
            "shared": cloud.one(TABLE, "hub-shared").id,
            "inspection": cloud.one(TABLE, "hub-inspection").id,
        },
        "attachment_role_arns": {
            name: cloud.one(ROLE, f"hub-attachment-role-{name}").outputs["arn"]
            for name in ("production", "shared")
        },
        "address_pool_ids": {},
        "ipv6_pool_ids": {},
    }


def test_there_are_no_pools_unless_the_facts_ask_for_them() -> None:
    assert build().all(POOL) == []


def test_each_region_has_a_pool_with_its_supernet_that_the_organization_may_take_from() -> None:
    cloud = build(ipam=True)
    manager = cloud.one("aws:ec2/vpcIpam:VpcIpam")
    share = cloud.one("aws:ram/resourceShare:ResourceShare", "hub-addresses-share")

    assert written(manager) == {
        "description": "Addresses of the organization",
        "operatingRegions": [{"regionName": "eu-west-1"}, {"regionName": "eu-central-1"}],
        "tier": "advanced",
        "tags": {"Name": "hub-addresses"},
    }
    pool = cloud.one(POOL, "hub-addresses-eu-central-1")
    assert written(pool) == {
        "description": "Networks of eu-central-1",
        "addressFamily": "ipv4",
        "ipamScopeId": manager.outputs["privateDefaultScopeId"],
        "locale": "eu-central-1",
        "allocationMinNetmaskLength": 16,
        "allocationMaxNetmaskLength": 24,
        "tags": {"Name": "hub-addresses-eu-central-1"},
    }
    assert cloud.one("aws:ec2/vpcIpamPoolCidr:VpcIpamPoolCidr", "hub-addresses-eu-central-1").inputs == {
        "ipamPoolId": pool.id,
        "cidr": "10.32.0.0/12",
    }
    assert written(share) == {"name": "acme-address-pools", "allowExternalPrincipals": False}
    assert {
        each.inputs["resourceArn"]
        for each in cloud.all("aws:ram/resourceAssociation:ResourceAssociation")
        if each.inputs["resourceShareArn"] == share.outputs["arn"]
    } == {each.outputs["arn"] for each in cloud.all(POOL)}
    assert cloud.exports["address_pool_ids"] == {
        region: cloud.one(POOL, f"hub-addresses-{region}").id for region in ("eu-west-1", "eu-central-1")
    }


@pytest.mark.parametrize("asn", [64512, 65534, 4200000000, 4294967294])
def test_a_private_asn_is_accepted(asn: int) -> None:
    assert TransitSettings(asn=asn).asn == asn


@pytest.mark.parametrize("asn", [0, 7224, 64511, 65535, 4199999999, 4294967295])
def test_an_asn_that_a_transit_gateway_refuses_is_refused(asn: int) -> None:
    refused = refusal(lambda: TransitSettings(asn=asn))

    assert refused.message == f"{asn} is no private autonomous system number that a transit gateway accepts"
    assert refused.allowed == "64512 to 65534 or 4200000000 to 4294967294"
