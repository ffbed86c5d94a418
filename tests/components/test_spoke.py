"""The spoke: closed, logged, and joined to the hub as its segment says."""

from __future__ import annotations

from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from components.config.endpoints import endpoint_services
from components.config.segments import Segment
from components.config.spoke import SpokeSettings
from components.network import Spoke, SpokeArgs
from components.shared.exports import EndpointExports
from preview.testing import Cloud

from .support import ORGANIZATION_ID, export, hub, in_account, refusal, statements, surroundings, written

SUBNET = "aws:ec2/subnet:Subnet"
ATTACHMENT = "aws:ec2transitgateway/vpcAttachment:VpcAttachment"
ACCEPTER = "aws:ec2transitgateway/vpcAttachmentAccepter:VpcAttachmentAccepter"
ASSOCIATION = "aws:ec2transitgateway/routeTableAssociation:RouteTableAssociation"
PROPAGATION = "aws:ec2transitgateway/routeTablePropagation:RouteTablePropagation"
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
ACL = "aws:ec2/networkAcl:NetworkAcl"
TABLES = {"production": "tgw-rtb-1", "shared": "tgw-rtb-2", "inspection": "tgw-rtb-3"}
CIDR = "10.16.32.0/20"
ZONES = ("eu-west-1a", "eu-west-1b")
ANOTHER_SIZE = "Choose a range of another size."


def build(
    in_hub_account: bool = False,
    internet: bool = False,
    ipam: bool = False,
    shared: bool = False,
    **changes: Any,
) -> Cloud:
    settings: dict[str, Any] = {"segment": "production", "cidr": CIDR, "zones": list(ZONES)} | changes

    def make(opts: pulumi.ResourceOptions) -> None:
        names = EndpointExports(endpoint_profile_id=pulumi.Output.from_input("rp-1"))
        args = SpokeArgs(
            settings=SpokeSettings.model_validate(settings),
            around=surroundings(
                {settings["segment"]: Segment(propagates_to=("shared", "inspection"), internet=internet)},
                ipam=ipam,
            ),
            hub=hub(TABLES, attachment_role_arns={"production": "arn:aws:iam::999988887777:role/Attach"}),
            endpoints=names if shared else None,
            hub_provider=None if in_hub_account else aws.Provider("hub", region="eu-west-1"),
        )
        export(Spoke("net", args, opts).exports)

    return in_account(make)


def test_the_network_has_its_range_and_names_resolve_in_it() -> None:
    assert written(build().one("aws:ec2/vpc:Vpc")) == {
        "cidrBlock": CIDR,
        "enableDnsHostnames": True,
        "enableDnsSupport": True,
        "tags": {"Name": "net"},
    }


def test_the_range_comes_from_the_pool_of_the_region_where_there_are_pools() -> None:
    network = build(ipam=True).one("aws:ec2/vpc:Vpc").inputs

    assert (network["cidrBlock"], network["ipv4IpamPoolId"]) == (CIDR, "ipam-pool-1")


def test_subnets_follow_the_plan_and_give_no_public_addresses() -> None:
    cloud = build()

    assert {subnet.name: subnet.inputs["cidrBlock"] for subnet in cloud.all(SUBNET)} == {
        "net-app-eu-west-1a": "10.16.32.0/23",
        "net-app-eu-west-1b": "10.16.36.0/23",
        "net-attachment-eu-west-1a": "10.16.35.0/28",
        "net-attachment-eu-west-1b": "10.16.39.0/28",
        "net-data-eu-west-1a": "10.16.34.0/24",
        "net-data-eu-west-1b": "10.16.38.0/24",
    }
    assert written(cloud.one(SUBNET, "net-data-eu-west-1b")) == {
        "vpcId": cloud.one("aws:ec2/vpc:Vpc").id,
        "availabilityZone": "eu-west-1b",
        "cidrBlock": "10.16.38.0/24",
        "mapPublicIpOnLaunch": False,
        "tags": {"Name": "net-data-eu-west-1b", "tier": "data"},
    }


def test_every_subnet_has_a_route_table_of_its_own() -> None:
    cloud = build()
    pairs = {
        association.name: (association.inputs["subnetId"], association.inputs["routeTableId"])
        for association in cloud.all("aws:ec2/routeTableAssociation:RouteTableAssociation")
    }

    assert pairs == {
        subnet.name: (subnet.id, cloud.one("aws:ec2/routeTable:RouteTable", subnet.name).id)
        for subnet in cloud.all(SUBNET)
    }


def test_applications_reach_the_organization_through_the_hub_and_data_reaches_nobody() -> None:
    cloud = build()
    routes = {
        route.name: (
            route.inputs["routeTableId"],
            route.inputs["destinationCidrBlock"],
            route.inputs["transitGatewayId"],
        )
        for route in cloud.all("aws:ec2/route:Route")
    }
    table = {zone: cloud.one("aws:ec2/routeTable:RouteTable", f"net-app-{zone}").id for zone in ZONES}

    assert routes == {
        "net-app-eu-west-1a-to-eu-west-1": (table["eu-west-1a"], "10.16.0.0/12", "tgw-1"),
        "net-app-eu-west-1a-to-eu-central-1": (table["eu-west-1a"], "10.32.0.0/12", "tgw-1"),
        "net-app-eu-west-1b-to-eu-west-1": (table["eu-west-1b"], "10.16.0.0/12", "tgw-1"),
        "net-app-eu-west-1b-to-eu-central-1": (table["eu-west-1b"], "10.32.0.0/12", "tgw-1"),
    }


def test_applications_of_a_segment_with_internet_reach_it_through_the_hub() -> None:
    cloud = build(internet=True)
    ways = {
        route.inputs["routeTableId"]: route.inputs["transitGatewayId"]
        for route in cloud.all("aws:ec2/route:Route")
        if route.inputs["destinationCidrBlock"] == "0.0.0.0/0"
    }

    assert ways == {
        cloud.one("aws:ec2/routeTable:RouteTable", f"net-app-{zone}").id: "tgw-1" for zone in ZONES
    }


def test_a_route_to_the_gateway_waits_until_the_hub_has_accepted_the_network() -> None:
    cloud = build()

    for route in cloud.all("aws:ec2/route:Route"):
        assert cloud.one(ACCEPTER).urn in route.dependencies


def test_the_network_is_attached_in_its_attachment_subnets() -> None:
    cloud = build()

    assert written(cloud.one(ATTACHMENT)) == {
        "vpcId": cloud.one("aws:ec2/vpc:Vpc").id,
        "subnetIds": [cloud.one(SUBNET, f"net-attachment-{zone}").id for zone in ZONES],
        "transitGatewayId": "tgw-1",
        "applianceModeSupport": "disable",
        "dnsSupport": "enable",
        "ipv6Support": "disable",
        "securityGroupReferencingSupport": "enable",
        "tags": {"Name": "net-transit"},
    }


def test_the_hub_accepts_associates_and_propagates_as_the_segment_says() -> None:
    cloud = build()
    attachment = cloud.one(ATTACHMENT).id

    assert written(cloud.one(ACCEPTER)) == {
        "transitGatewayAttachmentId": attachment,
        "transitGatewayDefaultRouteTableAssociation": False,
        "transitGatewayDefaultRouteTablePropagation": False,
        "tags": {"Name": "net-transit"},
    }
    assert cloud.one(ASSOCIATION).inputs == {
        "transitGatewayAttachmentId": attachment,
        "transitGatewayRouteTableId": "tgw-rtb-1",
    }
    assert {each.name: each.inputs["transitGatewayRouteTableId"] for each in cloud.all(PROPAGATION)} == {
        "net-transit-propagation-shared": "tgw-rtb-2",
        "net-transit-propagation-inspection": "tgw-rtb-3",
    }


def test_what_belongs_to_the_hub_is_done_in_its_account_after_accepting() -> None:
    cloud = build()
    hub = cloud.one("pulumi:providers:aws", "hub").urn

    in_hub = {each.name for each in cloud.resources if each.provider.startswith(hub)}
    assert in_hub == {
        "net-transit-accepter",
        "net-transit-association",
        "net-transit-propagation-inspection",
        "net-transit-propagation-shared",
    }
    for each in [*cloud.all(ASSOCIATION), *cloud.all(PROPAGATION)]:
        assert cloud.one(ACCEPTER).urn in each.dependencies
    # The role may not delete attachments, so the network's own account does.
    assert cloud.one(ACCEPTER).retain_on_delete


def test_a_network_in_the_account_of_the_hub_needs_no_accepting() -> None:
    cloud = build(in_hub_account=True)

    assert cloud.all(ACCEPTER) == []
    assert cloud.one(ASSOCIATION).inputs["transitGatewayRouteTableId"] == "tgw-rtb-1"


def test_a_segment_that_the_hub_does_not_have_breaks_the_program() -> None:
    with pytest.raises(pulumi.RunError) as raised:
        build(segment="prod")

    assert str(raised.value) == (
        "stack 'test' needs the transit gateway route table of segment 'prod', which does not exist among "
        "inspection, production, shared: deploy the stack that makes it first, or correct the name"
    )


def test_what_aws_puts_into_every_network_is_emptied() -> None:
    cloud = build()
    vpc = cloud.one("aws:ec2/vpc:Vpc")
    unused = {"Name": "net-default-unused"}

    assert written(cloud.one("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup")) == {
        "vpcId": vpc.id,
        "ingress": [],
        "egress": [],
        "tags": unused,
    }
    acl = cloud.one("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl")
    assert written(acl) == {
        "defaultNetworkAclId": vpc.outputs["defaultNetworkAclId"],
        "ingress": [],
        "egress": [],
        "tags": unused,
    }
    assert acl.ignore_changes == ["subnetIds"]
    assert written(cloud.one("aws:ec2/defaultRouteTable:DefaultRouteTable")) == {
        "defaultRouteTableId": vpc.outputs["defaultRouteTableId"],
        "routes": [],
        "tags": unused,
    }


def allowed(rules: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """Number, range, protocol and ports of the rules that allow."""
    keys = ("ruleNo", "cidrBlock", "protocol", "fromPort", "toPort")
    return [tuple(rule[key] for key in keys) for rule in rules if rule["action"] == "allow"]


@pytest.mark.parametrize(
    ("tier", "reached"),
    [
        ("app", [(100, "10.32.0.0/12", "-1", 0, 0), (110, "10.16.0.0/12", "-1", 0, 0)]),
        ("data", [(100, CIDR, "-1", 0, 0)]),
    ],
)
def test_a_tier_talks_to_its_neighbours_and_calls_https(
    tier: str, reached: list[tuple[int, str, str, int, int]]
) -> None:
    cloud = build()
    acl = cloud.one(ACL, f"net-acl-{tier}")

    assert acl.inputs["subnetIds"] == [cloud.one(SUBNET, f"net-{tier}-{zone}").id for zone in ZONES]
    assert allowed(acl.inputs["egress"]) == [*reached, (900, "0.0.0.0/0", "tcp", 443, 443)]
    assert allowed(acl.inputs["ingress"]) == [*reached, (900, "0.0.0.0/0", "tcp", 32768, 65535)]


@pytest.mark.parametrize("direction", ["ingress", "egress"])
def test_data_exchanges_nothing_with_private_ranges_but_its_own(direction: str) -> None:
    cloud = build()
    denied = {
        tier: [
            (rule["ruleNo"], rule["cidrBlock"])
            for rule in cloud.one(ACL, f"net-acl-{tier}").inputs[direction]
            if rule["action"] == "deny" and rule["protocol"] == "-1"
        ]
        for tier in ("app", "data", "attachment")
    }

    assert denied == {
        "app": [],
        "data": [
            (800, "10.0.0.0/8"),
            (810, "172.16.0.0/12"),
            (820, "192.168.0.0/16"),
            (830, "100.64.0.0/10"),
        ],
        "attachment": [],
    }


def test_attachment_subnets_talk_to_their_own_network_alone() -> None:
    acl = build().one(ACL, "net-acl-attachment")

    assert allowed(acl.inputs["ingress"]) == [(100, CIDR, "-1", 0, 0)]
    assert allowed(acl.inputs["egress"]) == [(100, CIDR, "-1", 0, 0)]


def test_every_flow_is_archived_in_parquet_by_the_hour() -> None:
    cloud = build()
    log = cloud.one("aws:ec2/flowLog:FlowLog")

    assert {key: value for key, value in written(log).items() if key != "logFormat"} == {
        "vpcId": cloud.one("aws:ec2/vpc:Vpc").id,
        "trafficType": "ALL",
        "logDestinationType": "s3",
        "logDestination": "arn:aws:s3:::logs",
        "maxAggregationInterval": 600,
        "destinationOptions": {
            "fileFormat": "parquet",
            "hiveCompatiblePartitions": True,
            "perHourPartition": True,
        },
        "tags": {"Name": "net-flow-log"},
    }
    fields = log.inputs["logFormat"].split(" ")
    assert fields[:5] == ["${version}", "${account-id}", "${interface-id}", "${srcaddr}", "${dstaddr}"]
    assert {"${vpc-id}", "${pkt-srcaddr}", "${flow-direction}"} <= set(fields)


@pytest.mark.parametrize("service", ["s3", "dynamodb"])
def test_endpoints_serve_app_and_data_with_the_organizations_data_only(service: str) -> None:
    cloud = build()
    endpoint = cloud.one(ENDPOINT, f"net-endpoint-{service}")

    assert endpoint.inputs["vpcEndpointType"] == "Gateway"
    assert endpoint.inputs["serviceName"] == f"com.amazonaws.eu-west-1.{service}"
    assert endpoint.inputs["routeTableIds"] == [
        cloud.one("aws:ec2/routeTable:RouteTable", f"net-{tier}-{zone}").id
        for tier in ("app", "data")
        for zone in ZONES
    ]
    ours = statements(endpoint)["OurPrincipalsToOurData"]
    assert ours["Condition"] == {
        "StringEquals": {"aws:PrincipalOrgID": ORGANIZATION_ID, "aws:ResourceOrgID": ORGANIZATION_ID}
    }
    assert all(action.startswith(f"{service}:") and "*" not in action for action in ours["Action"])


def test_the_s3_endpoint_lets_machines_read_what_aws_publishes_in_the_region() -> None:
    published = statements(build().one(ENDPOINT, "net-endpoint-s3"))["ReadWhatAwsPublishes"]

    assert published["Action"] == "s3:GetObject"
    assert published["Resource"] == [
        "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*",
        "arn:aws:s3:::al2023-repos-eu-west-1-de612dc2/*",
    ]


def test_services_are_reached_in_every_zone_under_their_own_names() -> None:
    cloud = build(endpoints=["kms", "ecr.api"])
    group = cloud.one("aws:ec2/securityGroup:SecurityGroup", "net-service")

    assert {each.name for each in cloud.all(ENDPOINT) if each.inputs["vpcEndpointType"] == "Interface"} == {
        "net-service-kms",
        "net-service-ecr.api",
    }
    endpoint = cloud.one(ENDPOINT, "net-service-ecr.api")
    assert {key: value for key, value in written(endpoint).items() if key != "policy"} == {
        "vpcId": cloud.one("aws:ec2/vpc:Vpc").id,
        "vpcEndpointType": "Interface",
        "serviceName": "com.amazonaws.eu-west-1.ecr.api",
        "subnetIds": [cloud.one(SUBNET, f"net-app-{zone}").id for zone in ZONES],
        "securityGroupIds": [group.id],
        "privateDnsEnabled": True,
        "tags": {"Name": "net-service-ecr.api"},
    }


def test_services_are_called_by_https_from_the_network_alone() -> None:
    cloud = build(endpoints=["kms"])
    group = cloud.one("aws:ec2/securityGroup:SecurityGroup", "net-service")

    assert "ingress" not in group.inputs
    assert "egress" not in group.inputs
    assert written(cloud.one("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")) == {
        "description": "HTTPS from the network",
        "securityGroupId": group.id,
        "ipProtocol": "tcp",
        "fromPort": 443,
        "toPort": 443,
        "cidrIpv4": CIDR,
        "tags": {"Name": "net-service-https"},
    }


@pytest.mark.parametrize(
    ("service", "sid", "keys"),
    [
        ("kms", "OurPrincipalsToOurData", {"aws:PrincipalOrgID", "aws:ResourceOrgID"}),
        ("ecr.api", "OurPrincipals", {"aws:PrincipalOrgID"}),
    ],
)
def test_an_endpoint_serves_the_organizations_principals_for_what_workloads_do(
    service: str, sid: str, keys: set[str]
) -> None:
    found = statements(build(endpoints=[service]).one(ENDPOINT, f"net-service-{service}"))

    assert found.keys() == {sid}
    assert found[sid]["Action"] == list(endpoint_services()[service].actions)
    assert found[sid]["Condition"] == {"StringEquals": dict.fromkeys(sorted(keys), ORGANIZATION_ID)}


def test_shared_endpoints_are_found_by_the_names_of_their_profile() -> None:
    kind = "aws:route53/profilesAssociation:ProfilesAssociation"
    cloud = build(shared=True)

    assert build().all(kind) == []
    assert {key: value for key, value in written(cloud.one(kind)).items() if key != "name"} == {
        "profileId": "rp-1",
        "resourceId": cloud.one("aws:ec2/vpc:Vpc").id,
        "tags": {"Name": "net-shared-endpoints"},
    }


def test_a_network_without_services_has_no_group_for_them() -> None:
    assert build().all("aws:ec2/securityGroup:SecurityGroup") == []


def test_a_network_that_is_never_public_blocks_gateways_for_its_account() -> None:
    options = "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions"

    assert build().all(options) == []
    assert build(never_public=True).one(options).inputs == {"internetGatewayBlockMode": "block-bidirectional"}


def test_the_exports_name_the_subnets_by_zone() -> None:
    cloud = build()

    assert cloud.exports == {
        "vpc_id": cloud.one("aws:ec2/vpc:Vpc").id,
        "app_subnet_ids": {zone: cloud.one(SUBNET, f"net-app-{zone}").id for zone in ZONES},
        "data_subnet_ids": {zone: cloud.one(SUBNET, f"net-data-{zone}").id for zone in ZONES},
        "transit_attachment_id": cloud.one(ATTACHMENT).id,
    }


def test_another_zone_adds_resources_and_changes_no_subnet_route_or_table() -> None:
    two = {each.urn: each.inputs for each in build().resources}
    three = {each.urn: each.inputs for each in build(zones=[*ZONES, "eu-west-1c"]).resources}

    assert two.keys() < three.keys()
    changed = {urn.rpartition("::")[2] for urn in two if two[urn] != three[urn]}
    assert changed == {  # those that list the subnets or tables of all zones
        "net-acl-app",
        "net-acl-attachment",
        "net-acl-data",
        "net-endpoint-dynamodb",
        "net-endpoint-s3",
        "net-transit",
    }


@pytest.mark.parametrize(
    ("change", "at", "message", "fix"),
    [
        (
            {"cidr": "10.0.0.0/15"},
            (),
            "A spoke cannot have 131072 addresses",
            ANOTHER_SIZE,
        ),
        ({"cidr": "10.0.0.0/25"}, (), "A spoke cannot have 128 addresses", ANOTHER_SIZE),
        ({"cidr": "10.0.0.1/24"}, (), "10.0.0.1/24 has bits set beyond its prefix", "Write 10.0.0.0/24."),
        (
            {"zones": ["eu-west-1a", "eu-west-1a"]},
            (1,),
            "eu-west-1a is listed twice",
            "Remove the second one.",
        ),
        (
            {"zones": ["eu-west-1a", "eu-central-1a"]},
            (1,),
            "eu-central-1a lies outside eu-west-1",
            "Name zones of one region: a VPC has no other.",
        ),
        (
            {"endpoints": ["kms", "secretmanager"]},
            (1,),
            "There is no endpoint for secretmanager here; did you mean secretsmanager?",
            "Write secretsmanager.",
        ),
        ({"endpoints": ["kms", "kms"]}, (1,), "kms is listed twice", "Remove the second one."),
        (
            {"zones": ["eu-west-1a", "eu-west-1f"]},
            (1,),
            "eu-west-1 has no zone f that a network can use",
            "Name one of these.",
        ),
    ],
)
def test_settings_that_make_no_network_are_refused(
    change: dict[str, Any], at: tuple[object, ...], message: str, fix: str
) -> None:
    given = {"segment": "production", "cidr": CIDR, "zones": list(ZONES)} | change
    refused = refusal(lambda: SpokeSettings.model_validate(given))

    assert (refused.message, refused.fix, tuple(refused.at)) == (message, fix, at)
