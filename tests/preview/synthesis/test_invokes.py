import base64
import re
from importlib.metadata import version
from typing import Any

import pytest

from preview.synthesis import InvokeError, UnknownFunction
from preview.values import UNKNOWN

from .support import ACCOUNT, invoke, provider, synthesizer

ZONES = "aws:index/getAvailabilityZones:getAvailabilityZones"
ZONE = "aws:index/getAvailabilityZone:getAvailabilityZone"
REGION = "aws:index/getRegion:getRegion"


def test_the_caller_is_the_account_of_the_provider() -> None:
    answer = invoke("aws:index/getCallerIdentity:getCallerIdentity")

    assert answer["accountId"] == answer["id"] == ACCOUNT
    assert answer["arn"] == f"arn:aws:sts::{ACCOUNT}:assumed-role/preview/preview"


def test_partition_and_region_are_those_of_the_provider() -> None:
    china = provider(region="cn-north-1")

    assert invoke("aws:index/getPartition:getPartition", by=china) == {
        "id": "aws-cn",
        "partition": "aws-cn",
        "dnsSuffix": "amazonaws.com.cn",
        "reverseDnsPrefix": "cn.com.amazonaws",
    }
    assert invoke(REGION) == {
        "id": "eu-west-1",
        "name": "eu-west-1",
        "region": "eu-west-1",
        "endpoint": "ec2.eu-west-1.amazonaws.com",
        "description": "Europe (Ireland)",
    }


def test_a_region_is_found_by_name_or_endpoint() -> None:
    assert invoke(REGION, {"region": "us-west-2"})["description"] == "US West (Oregon)"
    assert invoke(REGION, {"endpoint": "ec2.eu-north-1.amazonaws.com"})["name"] == "eu-north-1"
    with pytest.raises(InvokeError, match=r"no region has the endpoint 'ec2\.nowhere'"):
        invoke(REGION, {"endpoint": "ec2.nowhere"})


def test_regions_are_those_open_to_every_account_unless_all_are_asked_for() -> None:
    default = invoke("aws:index/getRegions:getRegions")["names"]
    everything = invoke("aws:index/getRegions:getRegions", {"allRegions": True})["names"]

    assert len(default) == 17
    assert set(everything) - set(default) >= {"af-south-1", "me-central-1"}
    assert not any(name.startswith(("cn-", "us-gov-", "eusc-")) for name in everything)


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        ({}, ["eu-west-1a", "eu-west-1b", "eu-west-1c"]),
        ({"state": "available"}, ["eu-west-1a", "eu-west-1b", "eu-west-1c"]),
        ({"state": "impaired"}, []),
        ({"region": "us-west-1"}, ["us-west-1a", "us-west-1c"]),
        ({"excludeNames": ["eu-west-1b"]}, ["eu-west-1a", "eu-west-1c"]),
        ({"excludeZoneIds": ["euw1-az1"]}, ["eu-west-1b", "eu-west-1c"]),
        (
            {"filters": [{"name": "opt-in-status", "values": ["opt-in-not-required"]}]},
            ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
        ),
        ({"filters": [{"name": "opt-in-status", "values": ["opted-in"]}]}, []),
        ({"filters": [{"name": "zone-name", "values": ["*b"]}]}, ["eu-west-1b"]),
        ({"filters": [{"name": "zone-type", "values": ["local-zone"]}]}, []),
    ],
)
def test_zones_are_those_of_the_region_that_the_filters_let_through(
    arguments: dict[str, Any], names: list[str]
) -> None:
    answer = invoke(ZONES, arguments)

    assert answer["names"] == names
    assert len(answer["zoneIds"]) == len(names)


def test_zones_of_a_region_nobody_knows_are_unknown() -> None:
    assert invoke(ZONES, {"region": "xx-north-1"})["names"] is UNKNOWN


def test_one_zone_is_found_by_its_name() -> None:
    zone = invoke(ZONE, {"name": "eu-west-1b"})

    assert (zone["zoneId"], zone["nameSuffix"], zone["region"]) == ("euw1-az2", "b", "eu-west-1")
    with pytest.raises(InvokeError, match="no availability zone 'eu-west-1z' in eu-west-1"):
        invoke(ZONE, {"name": "eu-west-1z"})


def test_an_image_is_typed_as_the_sdk_declares_it() -> None:
    image = invoke(
        "aws:ec2/getAmi:getAmi",
        {"mostRecent": True, "owners": ["amazon"], "filters": [{"name": "name", "values": ["al2023-*"]}]},
    )

    assert image["id"] == image["imageId"]
    assert image["arn"] == f"arn:aws:ec2:eu-west-1::image/{image['id']}"
    assert image["owners"] == ["amazon"]
    assert image["filters"] == [{"name": "name", "values": ["al2023-*"]}]
    assert image["blockDeviceMappings"][0]["ebs"]["volume_size"] == "8"
    assert UNKNOWN not in image.values()


def test_look_ups_depend_on_their_arguments_and_nothing_else() -> None:
    first = invoke("aws:ec2/getVpc:getVpc", {"tags": {"name": "a"}})
    again = invoke("aws:ec2/getVpc:getVpc", {"tags": {"name": "a"}})
    other = invoke("aws:ec2/getVpc:getVpc", {"tags": {"name": "b"}})

    assert first == again
    assert first["id"] != other["id"]
    assert invoke("aws:ec2/getVpc:getVpc", {"id": "vpc-1"})["arn"].endswith(":vpc/vpc-1")


def test_subnets_and_groups_of_a_vpc_are_found() -> None:
    subnets = invoke("aws:ec2/getSubnets:getSubnets", {"filters": [{"name": "vpc-id", "values": ["vpc-1"]}]})
    groups = invoke("aws:ec2/getSecurityGroups:getSecurityGroups", {"tags": {"a": "b"}})

    assert len(set(subnets["ids"])) == 3
    assert [f"arn:aws:ec2:eu-west-1:{ACCOUNT}:security-group/{groups['ids'][0]}"] == groups["arns"]


def test_parameters_that_name_images_hold_one() -> None:
    image = invoke(
        "aws:ssm/getParameter:getParameter", {"name": "/aws/service/ami-amazon-linux-latest/al2023"}
    )
    other = invoke("aws:ssm/getParameter:getParameter", {"name": "/app/url", "withDecryption": True})

    assert image["value"].startswith("ami-")
    assert other["value"].startswith("preview-")
    assert other["arn"] == f"arn:aws:ssm:eu-west-1:{ACCOUNT}:parameter/app/url"
    assert (other["version"], other["withDecryption"]) == (1, True)


def test_registry_credentials_can_be_decoded_and_split() -> None:
    answer = invoke("aws:ecr/getAuthorizationToken:getAuthorizationToken")

    user, password = base64.b64decode(answer["authorizationToken"]).decode().split(":")
    assert (user, password) == (answer["userName"], answer["password"]) == ("AWS", password)
    assert answer["proxyEndpoint"] == f"https://{ACCOUNT}.dkr.ecr.eu-west-1.amazonaws.com"


def test_a_function_that_looks_up_a_resource_answers_as_the_resource_would() -> None:
    topic = invoke("aws:sns/getTopic:getTopic", {"name": "alarms"})
    table = invoke("aws:dynamodb/getTable:getTable", {"name": "orders"})

    assert topic["arn"] == topic["id"] == f"arn:aws:sns:eu-west-1:{ACCOUNT}:alarms"
    assert table["arn"] == f"arn:aws:dynamodb:eu-west-1:{ACCOUNT}:table/orders"
    assert table["streamArn"] is UNKNOWN


def test_arns_are_taken_apart_and_wrong_ones_refused() -> None:
    parts = invoke("aws:index/getArn:getArn", {"arn": "arn:aws:rds:eu-west-1:111122223333:db:orders"})

    assert (parts["service"], parts["account"], parts["resource"]) == ("rds", "111122223333", "db:orders")
    with pytest.raises(InvokeError, match="'orders' is no ARN"):
        invoke("aws:index/getArn:getArn", {"arn": "orders"})


def test_services_and_principals_have_their_names() -> None:
    service = invoke("aws:index/getService:getService", {"serviceId": "s3"})
    principal = invoke("aws:index/getServicePrincipal:getServicePrincipal", {"serviceName": "s3"})

    assert service["reverseDnsName"] == "com.amazonaws.eu-west-1.s3"
    assert service["dnsName"] == "s3.eu-west-1.amazonaws.com"
    assert principal["name"] == "s3.amazonaws.com"


def test_default_tags_are_those_of_the_provider() -> None:
    by = provider(defaultTags={"tags": {"owner": "platform"}})

    assert invoke("aws:index/getDefaultTags:getDefaultTags", by=by)["tags"] == {"owner": "platform"}
    assert invoke("aws:index/getDefaultTags:getDefaultTags")["tags"] == {}


def test_the_role_behind_a_session_is_found() -> None:
    arn = f"arn:aws:sts::{ACCOUNT}:assumed-role/path/deploy/session"

    answer = invoke("aws:iam/getSessionContext:getSessionContext", {"arn": arn})

    assert answer["issuerArn"] == f"arn:aws:iam::{ACCOUNT}:role/path/deploy"
    assert (answer["issuerName"], answer["sessionName"]) == ("deploy", "session")


def test_arguments_are_brought_to_the_type_of_the_result() -> None:
    answer = invoke("aws:ec2/getVpc:getVpc", {"default": "true", "tags": {"n": 5}})

    assert answer["default"] is True
    assert answer["tags"] == {"n": "5"}


def test_what_nobody_can_answer_is_unknown_in_the_declared_shape() -> None:
    answer = invoke("aws:pricing/getProduct:getProduct", {"serviceCode": "AmazonEC2", "filters": []})

    assert answer["result"] is UNKNOWN
    assert answer["serviceCode"] == "AmazonEC2"


@pytest.mark.parametrize(
    ("token", "sdk"),
    [
        ("unheard:of/getThing:getThing", "any SDK that is installed here"),
        ("kubernetes:helm:unheardOf", f"pulumi_kubernetes {version('pulumi-kubernetes')}"),
    ],
)
def test_a_function_that_nothing_declares_is_refused_by_name(token: str, sdk: str) -> None:
    with pytest.raises(UnknownFunction, match=f"^{re.escape(f'{token} is not declared by {sdk}')}$"):
        invoke(token, {"a": 1})


@pytest.mark.parametrize("arguments", [{"name": UNKNOWN}, {"filters": [{"name": UNKNOWN, "values": []}]}])
def test_unknown_arguments_or_an_unconfigured_provider_make_the_whole_answer_unknown(
    arguments: dict[str, Any],
) -> None:
    function = synthesizer().schemas.function(ZONES)
    assert function is not None
    unknown = dict.fromkeys(function.results, UNKNOWN)

    assert invoke(ZONES, arguments) == unknown
    assert invoke(ZONES, by=provider(configured=False)) == unknown
