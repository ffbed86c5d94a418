from typing import Any

import pytest

from preview.synthesis import Created
from preview.values import UNKNOWN, Reference, Secret

from .support import check, make, provider, synthesizer, urn


def test_inputs_are_echoed_optional_ones_stay_unset_and_the_rest_is_unknown() -> None:
    queue = make("aws:sqs/queue:Queue", {"name": "q", "delaySeconds": 5})

    assert queue.outputs["delaySeconds"] == 5
    assert "kmsMasterKeyId" not in queue.outputs
    assert queue.outputs["policy"] is UNKNOWN
    assert queue.outputs["url"] == "https://sqs.eu-west-1.amazonaws.com/222233334444/q"


def test_sizes_of_lists_and_keys_of_maps_are_never_guessed() -> None:
    address = make("aws:ec2/eip:Eip")
    endpoint = make("aws:ec2/vpcEndpoint:VpcEndpoint", {"vpcId": "vpc-1", "serviceName": "s"})

    assert address.outputs["publicIp"] is UNKNOWN
    assert endpoint.outputs["dnsEntries"] is UNKNOWN
    assert endpoint.outputs["networkInterfaceIds"] is UNKNOWN


def test_unknown_elements_stay_where_they_are() -> None:
    group = make("aws:lb/loadBalancer:LoadBalancer", {"name": "n", "subnets": ["subnet-1", UNKNOWN]})

    assert group.outputs["subnets"] == ["subnet-1", UNKNOWN]


def test_an_unknown_name_makes_the_arn_unknown() -> None:
    bucket = make("aws:s3/bucket:Bucket", {"bucket": UNKNOWN})

    assert bucket.id is UNKNOWN
    assert bucket.outputs["arn"] is UNKNOWN
    assert bucket.synthetic == ()


def test_objects_that_a_program_gave_are_completed_by_what_is_known() -> None:
    cluster = make("aws:eks/cluster:Cluster", {"name": "c", "vpcConfig": {"subnetIds": ["subnet-1"]}})

    network = cluster.outputs["vpcConfig"]
    assert network["subnetIds"] == ["subnet-1"]
    assert network["vpcId"] is UNKNOWN
    assert network["clusterSecurityGroupId"].startswith("sg-")
    assert "vpcConfig.clusterSecurityGroupId" in cluster.synthetic
    assert cluster.outputs["identities"][0]["oidcs"][0]["issuer"].startswith("https://oidc.eks.eu-west-1.")


def test_a_cluster_that_asks_for_no_version_gets_the_default_of_eks() -> None:
    network = {"subnetIds": ["subnet-1"]}

    assert make("aws:eks/cluster:Cluster", {"vpcConfig": network}).outputs["version"] == "1.36"
    asked = make("aws:eks/cluster:Cluster", {"vpcConfig": network, "version": "1.35"})
    assert asked.outputs["version"] == "1.35"


def test_inputs_are_not_changed_by_completing_outputs() -> None:
    network = {"subnetIds": ["subnet-1"]}

    make("aws:eks/cluster:Cluster", {"name": "c", "vpcConfig": network})

    assert network == {"subnetIds": ["subnet-1"]}


def test_validation_records_follow_the_names_of_a_certificate() -> None:
    inputs = {"domainName": "a.org", "subjectAlternativeNames": ["*.a.org", "b.org", "a.org"]}

    options = make("aws:acm/certificate:Certificate", inputs).outputs["domainValidationOptions"]

    assert [option["domainName"] for option in options] == ["a.org", "*.a.org", "b.org"]
    assert {option["resourceRecordType"] for option in options} == {"CNAME"}
    assert options[1]["resourceRecordName"].endswith(".a.org.")


@pytest.mark.parametrize(("names", "region"), [(["a.org", UNKNOWN], "eu-west-1"), (UNKNOWN, "eu-west-1")])
def test_validation_records_of_unknown_names_are_not_invented(names: Any, region: str) -> None:
    inputs = {"domainName": "a.org", "subjectAlternativeNames": names}

    options = make("aws:acm/certificate:Certificate", inputs).outputs["domainValidationOptions"]

    assert options is UNKNOWN or options[-1]["domainName"] is UNKNOWN


def test_endpoints_and_zones_are_those_of_the_region() -> None:
    balancer = make("aws:lb/loadBalancer:LoadBalancer", {"name": "n", "internal": True})
    network = make("aws:lb/loadBalancer:LoadBalancer", {"name": "n", "loadBalancerType": "network"})
    api = make("aws:apigatewayv2/api:Api", {"name": "n", "protocolType": "WEBSOCKET"})
    graph = make("aws:appsync/graphQLApi:GraphQLApi", {"name": "n"})

    assert balancer.outputs["zoneId"] == "Z32O12XQLNTSW2"
    assert balancer.outputs["dnsName"].startswith("internal-n-")
    assert network.outputs["zoneId"] == "Z2IFOLAFXWLO4F"
    assert api.outputs["apiEndpoint"] == f"wss://{api.id}.execute-api.eu-west-1.amazonaws.com"
    assert sorted(graph.outputs["uris"]) == ["GRAPHQL", "REALTIME"]


def test_shared_parts_of_a_vpc_are_the_same_everywhere() -> None:
    vpc = make("aws:ec2/vpc:Vpc", {"cidrBlock": "10.0.0.0/16"})

    assert vpc.outputs["mainRouteTableId"] == vpc.outputs["defaultRouteTableId"]
    assert vpc.outputs["defaultSecurityGroupId"] != vpc.outputs["defaultNetworkAclId"]


def test_a_resource_given_as_an_input_becomes_its_id() -> None:
    role = Reference("urn:r", "role-1")
    component = Reference("urn:c", None)
    later = Reference("urn:l", UNKNOWN)

    checked = check(
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        {"role": role, "policyArn": Secret([{"x": component}, later])},
    )

    assert checked == {"role": "role-1", "policyArn": Secret([{"x": "urn:c"}, UNKNOWN])}


def test_references_stay_for_providers_that_take_them() -> None:
    role = Reference("urn:r", "role-1")

    assert check("eks:index:ManagedNodeGroup", {"nodeRole": role}, by=None) == {"nodeRole": role}


@pytest.mark.parametrize(
    ("package", "accepted"),
    [("aws", False), ("random", False), ("kubernetes", True), ("pulumi", True), ("eks", True)],
)
def test_who_takes_secrets_is_known(package: str, accepted: bool) -> None:
    assert synthesizer().accepts_secrets(package) is accepted


def test_a_provider_that_is_not_configured_checks_and_makes_nothing() -> None:
    later = provider(configured=False, region=UNKNOWN)
    inputs = {"delaySeconds": 5, "tags": {"a": "b"}}

    assert check("aws:sqs/queue:Queue", inputs, by=later) == inputs
    queue = make("aws:sqs/queue:Queue", inputs, by=later)

    assert queue.id is UNKNOWN
    assert queue.outputs == inputs | {"arn": UNKNOWN, "url": UNKNOWN, "tagsAll": UNKNOWN}
    assert queue.synthetic == ()


def test_packages_without_a_cloud_model_give_back_their_inputs_and_know_no_id() -> None:
    thing = synthesizer().create("pulumi-python:dynamic:Resource", urn("x"), {"a": 1, "b": None}, None)

    assert thing == Created(id=UNKNOWN, outputs={"a": 1})
