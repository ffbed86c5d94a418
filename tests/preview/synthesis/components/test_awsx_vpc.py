"""The VPC of awsx: the children that the real plugin makes, and what it gives out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
import pulumi_aws as aws
import pulumi_awsx as awsx
import pytest

from preview.engine import EngineError
from preview.values import UNKNOWN

from .support import below, preview

VPC = "aws:ec2/vpc:Vpc"
SUBNET = "aws:ec2/subnet:Subnet"
ROUTE = "aws:ec2/route:Route"
ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint"
NAT = "aws:ec2/natGateway:NatGateway"
Spec = awsx.ec2.SubnetSpecArgs
Nat = awsx.ec2.NatGatewayConfigurationArgs
SINGLE = awsx.ec2.NatGatewayStrategy.SINGLE
Endpoint = awsx.ec2.VpcEndpointSpecArgs


def a_vpc(**settings: Any) -> awsx.ec2.Vpc:
    return awsx.ec2.Vpc("main", number_of_availability_zones=1, **settings)


def test_a_vpc_has_the_children_that_the_plugin_makes() -> None:
    cloud = preview(a_vpc)

    assert below(cloud, "awsx:ec2:Vpc") == [
        "Eip main-1",
        "InternetGateway main",
        "NatGateway main-1",
        "Route main-private-1",
        "Route main-public-1",
        "RouteTable main-private-1",
        "RouteTable main-public-1",
        "RouteTableAssociation main-private-1",
        "RouteTableAssociation main-public-1",
        "Subnet main-private-1",
        "Subnet main-public-1",
        "Vpc main",
    ]
    base = "urn:pulumi:test::test::awsx:ec2:Vpc$aws:ec2/vpc:Vpc"
    subnet = f"{base}$aws:ec2/subnet:Subnet"
    assert cloud.one(NAT).urn == f"{subnet}$aws:ec2/natGateway:NatGateway::main-1"
    assert cloud.one(NAT).parent == f"{subnet}::main-public-1"
    assert cloud.one(ROUTE, "main-public-1").urn == (
        f"{subnet}$aws:ec2/routeTable:RouteTable$aws:ec2/route:Route::main-public-1"
    )
    assert cloud.one("aws:ec2/internetGateway:InternetGateway").parent == f"{base}::main"


def test_the_children_lead_private_subnets_through_the_gateways() -> None:
    cloud = preview(lambda: a_vpc(cidr_block="10.9.0.0/16", tags={"team": "shop"}))
    private, public = cloud.one(SUBNET, "main-private-1"), cloud.one(SUBNET, "main-public-1")

    assert cloud.one(VPC).inputs == {
        "cidrBlock": "10.9.0.0/16",
        "tags": {"Name": "main", "team": "shop"},
        "tagsAll": {"Name": "main", "team": "shop"},
    }
    assert private.inputs["cidrBlock"] == "10.9.0.0/17"
    assert (private.inputs["mapPublicIpOnLaunch"], public.inputs["mapPublicIpOnLaunch"]) == (False, True)
    assert private.inputs["assignIpv6AddressOnCreation"] is False
    assert "ipv6CidrBlock" not in private.inputs
    assert private.inputs["tags"] == {"Name": "main-private-1", "SubnetType": "Private", "team": "shop"}
    assert cloud.one(NAT).inputs["subnetId"] == public.id
    assert cloud.one(NAT).inputs["allocationId"] == cloud.one("aws:ec2/eip:Eip").outputs["allocationId"]
    assert cloud.one(NAT).inputs["tags"] == {"Name": "main-1", "team": "shop"}
    assert cloud.one(ROUTE, "main-private-1").inputs["natGatewayId"] == cloud.one(NAT).id
    gateway = cloud.one("aws:ec2/internetGateway:InternetGateway")
    assert cloud.one(ROUTE, "main-public-1").inputs["gatewayId"] == gateway.id
    assert private.dependencies == [cloud.one(VPC).urn]
    assert private.property_dependencies["vpcId"] == [cloud.one(VPC).urn]


@pytest.mark.parametrize(
    ("strategy", "gateways", "ways"),
    [
        ("OnePerAz", ["main-1", "main-2"], {"main-private-1": "main-1", "main-private-2": "main-2"}),
        ("Single", ["main-1"], {"main-private-1": "main-1", "main-private-2": "main-1"}),
        ("None", [], {}),
    ],
)
def test_the_strategy_decides_how_many_gateways_there_are(
    strategy: Any, gateways: list[str], ways: dict[str, str]
) -> None:
    cloud = preview(
        lambda: awsx.ec2.Vpc(
            "main",
            number_of_availability_zones=2,
            nat_gateways=Nat(strategy=strategy),
            cidr_block="10.0.0.0/16",
        )
    )
    by_id = {each.id: each.name for each in cloud.all(NAT)}

    assert sorted(by_id.values()) == gateways
    assert {
        route.name: by_id[route.inputs["natGatewayId"]]
        for route in cloud.all(ROUTE)
        if "natGatewayId" in route.inputs
    } == ways


def test_addresses_of_ones_own_serve_the_gateways() -> None:
    def program() -> None:
        address = aws.ec2.Eip("own")
        a_vpc(nat_gateways=Nat(strategy=SINGLE, elastic_ip_allocation_ids=[address.allocation_id]))

    cloud = preview(program)

    assert cloud.one("aws:ec2/eip:Eip").name == "own"
    assert cloud.one(NAT).inputs["allocationId"] == cloud.named("own").outputs["allocationId"]


def test_isolated_subnets_have_no_way_out_and_unused_ones_are_not_made() -> None:
    specs = [
        Spec(type=awsx.ec2.SubnetType.PUBLIC, cidr_mask=24, tags={"role": "elb"}),
        Spec(type=awsx.ec2.SubnetType.UNUSED, cidr_mask=24),
        Spec(type=awsx.ec2.SubnetType.ISOLATED, cidr_mask=24, name="data"),
    ]
    cloud = preview(
        lambda: a_vpc(
            subnet_specs=specs,
            subnet_strategy=awsx.ec2.SubnetAllocationStrategy.AUTO,
            subnet_name_tag_strategy=awsx.ec2.SubnetNameTagStrategy.AVAILABILITY_ZONE,
            nat_gateways=Nat(strategy=awsx.ec2.NatGatewayStrategy.NONE),
        )
    )

    assert {each.name: each.inputs["cidrBlock"] for each in cloud.all(SUBNET)} == {
        "main-public-1": "10.0.0.0/24",
        "main-data-1": "10.0.2.0/24",
    }
    assert [route.name for route in cloud.all(ROUTE)] == ["main-public-1"]
    assert cloud.one(SUBNET, "main-public-1").inputs["tags"] == {
        "Name": "main-public-1a", "SubnetType": "Public", "role": "elb",
    }  # fmt: skip
    assert cloud.one("aws:ec2/routeTable:RouteTable", "main-public-1").inputs["tags"] == {
        "Name": "main-public-1a", "SubnetType": "Public",
    }  # fmt: skip


def test_a_vpc_gives_out_its_parts_and_all_outputs_rest_on_all_of_them() -> None:
    def program() -> None:
        made = a_vpc(subnet_strategy="Auto")
        pulumi.export("vpc", made.vpc_id)
        pulumi.export("private", made.private_subnet_ids)
        pulumi.export("isolated", made.isolated_subnet_ids)
        pulumi.export("zones", made.subnets.apply(lambda all: [each.availability_zone for each in all]))
        pulumi.export("layout", made.subnet_layout)
        aws.ec2.SecurityGroup("after", vpc_id=made.vpc_id)

    cloud = preview(program)

    assert cloud.exports == {
        "vpc": cloud.one(VPC).id,
        "private": [cloud.one(SUBNET, "main-private-1").id],
        "isolated": [],
        "zones": ["eu-west-1a", "eu-west-1a"],
        "layout": [{"type": "Private", "cidrMask": 17}, {"type": "Public", "cidrMask": 18}],
    }
    after = cloud.named("after")
    assert cloud.one(ROUTE, "main-private-1").urn in after.dependencies
    assert after.inputs["vpcId"] == cloud.one(VPC).id


def test_endpoints_are_completed_only_with_the_strategy_auto() -> None:
    specs = [
        Endpoint(service_name="com.amazonaws.eu-west-1.s3"),
        Endpoint(service_name="com.amazonaws.eu-west-1.ecr.api", vpc_endpoint_type="Interface"),
    ]

    plain = preview(lambda: a_vpc(vpc_endpoint_specs=specs))
    auto = preview(lambda: a_vpc(vpc_endpoint_specs=specs, vpc_endpoint_strategy="Auto"))

    assert [sorted(each.inputs) for each in plain.all(ENDPOINT)] == [
        ["serviceName", "tags", "tagsAll", "vpcEndpointType", "vpcId"],
        ["serviceName", "tags", "tagsAll", "vpcId"],
    ]
    ecr, s3 = auto.all(ENDPOINT)
    assert (s3.name, ecr.name) == ("com.amazonaws.eu-west-1.s3", "com.amazonaws.eu-west-1.ecr.api")
    tables = {table.id for table in auto.all("aws:ec2/routeTable:RouteTable")}
    assert set(s3.inputs["routeTableIds"]) == tables
    assert ecr.inputs["subnetIds"] == [auto.one(SUBNET, "main-private-1").id]
    assert ecr.inputs["securityGroupIds"] == [auto.named("com.amazonaws.eu-west-1.ecr.api-sg").id]
    assert ecr.inputs["privateDnsEnabled"] is True
    assert auto.named("com.amazonaws.eu-west-1.ecr.api-ingress").inputs["cidrBlocks"] == ["10.0.0.0/16"]
    assert auto.one(VPC).inputs["enableDnsHostnames"] is True


def test_the_addresses_of_a_pool_are_not_known_beforehand() -> None:
    cloud = preview(
        lambda: a_vpc(ipv4_ipam_pool_id="ipam-pool-1", ipv4_netmask_length=20, subnet_strategy="Auto")
    )

    assert cloud.one(VPC).inputs["ipv4NetmaskLength"] == 20
    assert "cidrBlock" not in cloud.one(VPC).inputs
    subnet = cloud.one(SUBNET, "main-private-1")
    assert subnet.inputs["cidrBlock"] is UNKNOWN
    assert subnet.property_dependencies["cidrBlock"] == [cloud.one(VPC).urn]


def test_subnets_with_ipv6_have_their_part_of_the_addresses_of_the_vpc() -> None:
    cloud = preview(lambda: a_vpc(assign_generated_ipv6_cidr_block=True))
    whole = str(cloud.one(VPC).outputs["ipv6CidrBlock"])
    stem = whole.removesuffix("00::/56")

    assert {each.name: each.inputs["ipv6CidrBlock"] for each in cloud.all(SUBNET)} == {
        "main-public-1": f"{stem}00::/64",
        "main-private-1": f"{stem}01::/64",
    }
    assert all(each.inputs["assignIpv6AddressOnCreation"] is True for each in cloud.all(SUBNET))


@pytest.mark.parametrize(
    ("program", "message"),
    [
        (
            lambda: awsx.ec2.Vpc("v", availability_zone_names=["a"], number_of_availability_zones=1),
            "availabilityZoneNames excludes numberOfAvailabilityZones",
        ),
        (
            lambda: awsx.ec2.Vpc("v", number_of_availability_zones=9),
            "the region has 3 availability zones, and 9",
        ),
        (lambda: a_vpc(ipv4_ipam_pool_id="p"), "give one of cidrBlock and ipv4NetmaskLength"),
        (lambda: a_vpc(ipv4_ipam_pool_id="p", ipv4_netmask_length=20), "set subnetStrategy to another one"),
        (
            lambda: a_vpc(nat_gateways=Nat(strategy=SINGLE, elastic_ip_allocation_ids=["a", "b"])),
            "brings 2 elasticIpAllocationIds, and its strategy takes 1",
        ),
        (
            lambda: a_vpc(subnet_specs=[Spec(type=awsx.ec2.SubnetType.PRIVATE)]),
            "NAT gateways stand in public subnets",
        ),
        (
            lambda: a_vpc(
                vpc_endpoint_strategy="Auto",
                vpc_endpoint_specs=[Endpoint(service_name="s", vpc_endpoint_type="Interface")],
                enable_dns_support=False,
            ),
            "private DNS names of VPC endpoints need enableDnsSupport",
        ),
    ],
)
def test_what_the_plugin_refuses_is_an_error(program: Callable[[], Any], message: str) -> None:
    with pytest.raises(EngineError) as error:
        preview(program)

    assert message in str(error.value)
