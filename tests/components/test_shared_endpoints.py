"""Shared endpoints: called by HTTPS from the spokes, found by the names of a shared profile."""

from __future__ import annotations

import json
from typing import Any

import pulumi
import pytest

from components.config.segments import Segment
from components.config.shared_endpoints import SharedEndpointsSettings
from components.network import SharedEndpoints, SharedEndpointsArgs
from preview.testing import Cloud

from .support import ORGANIZATION_ARN, export, hub, in_account, refusal, surroundings, written

ZONES = ("eu-west-1a", "eu-west-1b")
SPOKES = "10.16.0.0/12"
SETTINGS = {
    "segment": "shared",
    "cidr": "10.16.1.0/24",
    "zones": list(ZONES),
    "services": ["sqs", "ecr.api"],
}
SUBNET = "aws:ec2/subnet:Subnet"
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
PROFILE = "aws:route53/profilesProfile:ProfilesProfile"


def build() -> Cloud:
    def make(opts: pulumi.ResourceOptions) -> None:
        args = SharedEndpointsArgs(
            settings=SharedEndpointsSettings.model_validate_json(json.dumps(SETTINGS)),
            around=surroundings({"shared": Segment(propagates_to=("production",))}),
            hub=hub({"shared": "tgw-rtb-1", "production": "tgw-rtb-2"}),
        )
        export(SharedEndpoints("shared", args, opts).exports)

    return in_account(make)


def test_the_network_has_room_for_endpoints_and_a_passage_in_each_zone() -> None:
    assert {subnet.name: subnet.inputs["cidrBlock"] for subnet in build().all(SUBNET)} == {
        "shared-endpoint-eu-west-1a": "10.16.1.0/27",
        "shared-attachment-eu-west-1a": "10.16.1.48/28",
        "shared-endpoint-eu-west-1b": "10.16.1.64/27",
        "shared-attachment-eu-west-1b": "10.16.1.112/28",
    }


def test_endpoints_stand_in_every_zone_and_are_called_by_https_from_the_spokes() -> None:
    cloud = build()
    group = cloud.one("aws:ec2/securityGroup:SecurityGroup")
    rule = cloud.one("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").inputs

    assert {each.name for each in cloud.all(ENDPOINT)} == {"shared-service-sqs", "shared-service-ecr.api"}
    for endpoint in cloud.all(ENDPOINT):
        assert endpoint.inputs["subnetIds"] == [
            cloud.one(SUBNET, f"shared-endpoint-{zone}").id for zone in ZONES
        ]
        assert endpoint.inputs["securityGroupIds"] == [group.id]
        assert endpoint.inputs["vpcEndpointType"] == "Interface"
    assert (rule["cidrIpv4"], rule["ipProtocol"], rule["fromPort"], rule["toPort"]) == (
        SPOKES,
        "tcp",
        443,
        443,
    )


def test_answers_find_back_to_the_spokes_through_the_hub() -> None:
    cloud = build()

    assert {
        route.name: (
            route.inputs["routeTableId"],
            route.inputs["destinationCidrBlock"],
            route.inputs["transitGatewayId"],
        )
        for route in cloud.all("aws:ec2/route:Route")
    } == {
        f"shared-endpoint-{zone}-to-transit": (
            cloud.one("aws:ec2/routeTable:RouteTable", f"shared-endpoint-{zone}").id,
            SPOKES,
            "tgw-1",
        )
        for zone in ZONES
    }
    attachment = cloud.one("aws:ec2transitgateway/vpcAttachment:VpcAttachment").id
    assert cloud.one("aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation").inputs == {
        "transitGatewayAttachmentId": attachment,
        "transitGatewayRouteTableId": "tgw-rtb-1",
    }
    assert cloud.one("aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation").inputs == {
        "transitGatewayAttachmentId": attachment,
        "transitGatewayRouteTableId": "tgw-rtb-2",
    }


@pytest.mark.parametrize(
    ("tier", "ingress", "egress"),
    [
        ("endpoint", [(SPOKES, "tcp", 443, 443)], [(SPOKES, "tcp", 32768, 65535)]),
        ("attachment", [("10.16.1.0/24", "-1", 0, 0)], [("10.16.1.0/24", "-1", 0, 0)]),
    ],
)
def test_acls_pass_https_of_the_spokes_and_the_answers(tier: str, ingress: Any, egress: Any) -> None:
    acl = build().one("aws:ec2/networkAcl:NetworkAcl", f"shared-acl-{tier}").inputs
    keys = ("cidrBlock", "protocol", "fromPort", "toPort")

    assert [tuple(rule[key] for key in keys) for rule in acl["ingress"]] == ingress
    assert [tuple(rule[key] for key in keys) for rule in acl["egress"]] == egress


def test_a_profile_that_the_organization_may_use_carries_the_names() -> None:
    cloud = build()
    profile = cloud.one(PROFILE)
    share = cloud.one("aws:ram/resourceShare:ResourceShare")

    assert {
        each.name: each.inputs
        for each in cloud.all("aws:route53/profilesResourceAssociation:ProfilesResourceAssociation")
    } == {
        f"shared-names-{service}": {
            "name": name,
            "profileId": profile.id,
            "resourceArn": cloud.one(ENDPOINT, f"shared-service-{service}").outputs["arn"],
        }
        for service, name in (("sqs", "sqs"), ("ecr.api", "ecr-api"))
    }
    assert written(share) == {"name": "acme-endpoint-names", "allowExternalPrincipals": False}
    assert (
        cloud.one("aws:ram/resourceAssociation:ResourceAssociation").inputs["resourceArn"]
        == (profile.outputs["arn"])
    )
    assert (
        cloud.one("aws:ram/principalAssociation:PrincipalAssociation").inputs["principal"] == ORGANIZATION_ARN
    )
    assert cloud.exports == {"endpoint_profile_id": profile.id}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"services": ["sqss"]}, "There is no endpoint for sqss here; did you mean sqs?"),
        ({"cidr": "10.16.0.0/25"}, "The network of endpoints cannot have 128 addresses"),
        ({"zones": ["eu-west-1a", "eu-west-1a"]}, "eu-west-1a is listed twice"),
    ],
)
def test_settings_that_make_no_network_are_refused(change: dict[str, Any], message: str) -> None:
    given = json.dumps(SETTINGS | change)

    assert refusal(lambda: SharedEndpointsSettings.model_validate_json(given)).message == message
