"""The life of a resource, as an engine leads it."""

from __future__ import annotations

from collections.abc import Callable

import grpc
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import provider_pb2

from preview.urn import make_urn
from preview.values import UNKNOWN, Secret, Value, contains_unknown
from tests.preview.serve.client import Connection, urn_of

Dial = Callable[[str], Connection]
QUEUE = urn_of("aws:sqs/queue:Queue", "orders")
SOME = provider_pb2.DiffResponse.DIFF_SOME
NONE = provider_pb2.DiffResponse.DIFF_NONE


def test_what_a_preview_shows_is_what_a_deployment_makes(aws: Connection) -> None:
    previewed = aws.create(QUEUE, {"delaySeconds": 5}, preview=True)
    deployed = aws.create(QUEUE, {"delaySeconds": 5})
    name = deployed.inputs["name"]
    assert name.startswith("orders-")
    assert previewed.id == deployed.id == f"https://sqs.eu-west-1.amazonaws.com/111111111111/{name}"
    assert deployed.outputs["arn"] == f"arn:aws:sqs:eu-west-1:111111111111:{name}"
    known = {key: value for key, value in previewed.outputs.items() if value is not UNKNOWN}
    assert known == {key: deployed.outputs[key] for key in known}


def test_the_tags_of_the_provider_are_part_of_the_inputs(aws: Connection) -> None:
    made = aws.create(QUEUE, {"tags": {"stack": "mine", "team": "orders"}})
    assert made.inputs["tags"] == {"stack": "mine", "team": "orders"}
    assert made.inputs["tagsAll"] == {"owner": "platform", "stack": "mine", "team": "orders"}


def test_only_a_preview_leaves_anything_unknown(aws: Connection) -> None:
    urn = urn_of("aws:ec2/instance:Instance", "web")
    inputs = {"ami": "ami-0123456789abcdef0", "instanceType": "t3.micro"}
    assert contains_unknown(aws.create(urn, inputs, preview=True).outputs)
    deployed = aws.create(urn, inputs)
    assert not contains_unknown(deployed.outputs)
    assert deployed == aws.create(urn, inputs)


def test_an_input_that_is_unknown_yet_stays_so_in_a_preview(aws: Connection) -> None:
    previewed = aws.create(QUEUE, {"kmsMasterKeyId": UNKNOWN}, preview=True)
    assert previewed.outputs["kmsMasterKeyId"] is UNKNOWN
    assert previewed.id.startswith("https://")


def test_a_refresh_finds_what_the_state_says(aws: Connection) -> None:
    made = aws.create(QUEUE, {"delaySeconds": 5})
    assert aws.refresh(QUEUE, made) == made


def test_the_same_inputs_change_nothing(aws: Connection) -> None:
    made = aws.create(QUEUE, {"delaySeconds": 5})
    again = aws.create(QUEUE, {"delaySeconds": 5}, preview=True).inputs
    found = aws.diff(QUEUE, made, again)
    assert (found.changes, list(found.diffs), list(found.replaces)) == (NONE, [], [])


def test_a_changed_setting_updates_just_that(aws: Connection) -> None:
    made = aws.create(QUEUE, {"delaySeconds": 5, "tags": {"team": "orders"}})
    new = {"delaySeconds": 6, "tags": {"team": "billing"}}
    checked = aws.create(QUEUE, new, preview=True).inputs
    found = aws.diff(QUEUE, made, checked)
    update = provider_pb2.PropertyDiff(kind=provider_pb2.PropertyDiff.UPDATE, inputDiff=True)
    assert found.changes == SOME
    assert not found.replaces
    assert dict(found.detailedDiff) == {
        "delaySeconds": update,
        "tags.team": update,
        "tagsAll.team": update,
    }
    updated = aws.update(QUEUE, made, new)
    assert updated.outputs == {
        **made.outputs,
        "delaySeconds": 6,
        "tags": {"team": "billing"},
        "tagsAll": {"owner": "platform", "stack": "dev", "team": "billing"},
    }


def test_an_update_keeps_what_only_the_cloud_chose(aws: Connection) -> None:
    found = aws.read(QUEUE, "https://sqs.eu-west-1.amazonaws.com/111111111111/theirs")
    found.outputs["arn"] = "arn:aws:sqs:eu-west-1:999999999999:theirs"
    updated = aws.update(QUEUE, found, {"name": "theirs", "delaySeconds": 9})
    assert updated.outputs["arn"] == "arn:aws:sqs:eu-west-1:999999999999:theirs"
    assert updated.outputs["delaySeconds"] == 9


@pytest.mark.parametrize(
    ("old", "new", "replaces"),
    [
        ({"region": "eu-west-1"}, {"region": "eu-central-1"}, ["region"]),
        ({"name": "a"}, {"name": "b"}, ["name"]),
        ({"namePrefix": "a"}, {"namePrefix": "b"}, ["namePrefix"]),
        ({"fifoQueue": False}, {"fifoQueue": True}, []),
    ],
)
def test_a_region_and_a_name_cannot_be_changed(
    aws: Connection, old: dict[str, str], new: dict[str, str], replaces: list[str]
) -> None:
    made = aws.create(QUEUE, old)
    found = aws.diff(QUEUE, made, {**made.inputs, **new})
    assert list(found.replaces) == replaces
    update, replace = provider_pb2.PropertyDiff.UPDATE, provider_pb2.PropertyDiff.UPDATE_REPLACE
    assert {each.kind for each in found.detailedDiff.values()} == {replace if replaces else update}


def test_what_the_sdk_documents_as_fixed_is_replaced(aws: Connection) -> None:
    urn = urn_of("aws:rds/cluster:Cluster", "db")
    made = aws.create(urn, {"engine": "aurora-mysql", "availabilityZones": ["eu-west-1a"]})
    found = aws.diff(urn, made, {**made.inputs, "storageEncrypted": True, "kmsKeyId": "k"})
    assert "kmsKeyId" not in found.replaces
    instance = urn_of("aws:ec2/networkInterface:NetworkInterface", "eni")
    made = aws.create(instance, {"subnetId": "subnet-1", "enablePrimaryIpv6": True})
    found = aws.diff(instance, made, {**made.inputs, "enablePrimaryIpv6": False})
    assert list(found.replaces) == ["enablePrimaryIpv6"]


def test_a_resource_is_read_by_its_id(aws: Connection) -> None:
    urn = urn_of("aws:ec2/vpc:Vpc", "theirs")
    found = aws.read(urn, "vpc-0123456789abcdef0")
    assert found.id == "vpc-0123456789abcdef0"
    assert found.outputs["arn"] == "arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-0123456789abcdef0"
    assert found.inputs == {}
    assert aws.refresh(urn, found) == found
    assert not contains_unknown(found.outputs)


def test_an_imported_resource_becomes_what_the_program_says(aws: Connection) -> None:
    urn = urn_of("aws:ec2/vpc:Vpc", "theirs")
    inputs: dict[str, Value] = {"cidrBlock": "10.0.0.0/16", "enableDnsSupport": True}
    found = aws.read(urn, "vpc-0123456789abcdef0", importing=True)
    assert found.inputs == {}
    difference = aws.diff(urn, found, inputs)
    assert difference.changes == SOME
    assert list(difference.diffs) == ["cidrBlock", "enableDnsSupport"]
    assert list(difference.replaces) == []
    kept = aws.update(urn, found, inputs)
    assert kept.inputs["cidrBlock"] == "10.0.0.0/16"
    assert kept.outputs["arn"] == "arn:aws:ec2:eu-west-1:111111111111:vpc/vpc-0123456789abcdef0"
    assert aws.refresh(urn, kept) == kept


def test_once_imported_a_resource_is_replaced_like_any_other(aws: Connection) -> None:
    urn = urn_of("aws:s3/bucket:Bucket", "old-logs")
    found = aws.read(urn, "acme-logs", importing=True)
    assert list(aws.diff(urn, found, {"bucket": "acme-old-logs"}).replaces) == []
    assert list(aws.diff(urn, found, {"bucket": "acme-old-logs"}).replaces) == ["bucket"]


def test_an_import_knows_the_name_that_its_id_tells(aws: Connection) -> None:
    urn = urn_of("aws:s3/bucket:Bucket", "logs")
    found = aws.read(urn, "acme-logs", importing=True)
    assert found.inputs == {"bucket": "acme-logs"}
    assert aws.diff(urn, found, {"bucket": "acme-logs"}).changes == NONE


def test_deleting_and_cancelling_say_nothing(aws: Connection) -> None:
    aws.delete(QUEUE, aws.create(QUEUE, {}))
    aws.stub.Cancel(empty_pb2.Empty())


def test_instances_of_one_package_are_told_apart_by_their_connection(dial: Dial) -> None:
    places = {"111111111111": "eu-west-1", "222222222222": "eu-central-1", "333333333333": "us-gov-west-1"}
    connections = {account: dial("aws") for account in places}
    for account, region in places.items():
        connections[account].load()
        role = {"roleArn": f"arn:aws:iam::{account}:role/deploy"}
        connections[account].configure("aws", region=region, assumeRoles=[role])
    arns = {
        account: each.create(QUEUE, {"name": "q"}).outputs["arn"] for account, each in connections.items()
    }
    assert arns == {
        "111111111111": "arn:aws:sqs:eu-west-1:111111111111:q",
        "222222222222": "arn:aws:sqs:eu-central-1:222222222222:q",
        "333333333333": "arn:aws-us-gov:sqs:us-gov-west-1:333333333333:q",
    }


def test_a_call_on_a_connection_that_was_not_configured_is_refused(dial: Dial) -> None:
    connection = dial("aws")
    connection.load()
    with pytest.raises(grpc.RpcError) as caught:
        connection.create(QUEUE, {})
    assert caught.value.code() == grpc.StatusCode.FAILED_PRECONDITION
    assert caught.value.details().startswith("Check: this connection was not configured")


def test_a_mistake_of_the_servers_is_called_one(aws: Connection) -> None:
    with pytest.raises(grpc.RpcError) as caught:
        aws.create("no URN", {})
    assert caught.value.code() == grpc.StatusCode.INTERNAL
    assert caught.value.details().startswith("internal error of the preview in Check: ValueError: ")


def test_bridged_providers_take_neither_secrets_nor_references(dial: Dial) -> None:
    accepted = {}
    for package in ("aws", "kubernetes", "random"):
        connection = dial(package)
        connection.load()
        answer = connection.configure(package)
        accepted[package] = (answer.acceptSecrets, answer.acceptResources, answer.acceptOutputs)
        assert answer.supportsPreview
    assert accepted == {
        "aws": (False, False, False),
        "kubernetes": (True, False, False),
        "random": (False, False, False),
    }


def test_secrets_of_kubernetes_objects_stay_secret(dial: Dial) -> None:
    connection = dial("kubernetes")
    connection.load()
    connection.configure("kubernetes")
    urn = urn_of("kubernetes:core/v1:Secret", "token")
    made = connection.create(urn, {"metadata": {"namespace": "web"}, "stringData": Secret({"t": "hush"})})
    assert made.inputs["stringData"] == Secret({"t": "hush"})
    assert made.outputs["stringData"] == Secret({"t": "hush"})
    assert made.id == f"web/{made.inputs['metadata']['name']}"
    moved = {**made.inputs, "metadata": {**made.inputs["metadata"], "namespace": "api"}}
    found = connection.diff(urn, made, moved)
    assert list(found.replaces) == ["metadata"]
    assert found.detailedDiff["metadata.namespace"].kind == provider_pb2.PropertyDiff.UPDATE_REPLACE


def test_a_package_without_a_model_still_deploys(dial: Dial) -> None:
    connection = dial("random")
    connection.load()
    connection.configure("random")
    urn = urn_of("random:index/randomPassword:RandomPassword", "db")
    previewed = connection.create(urn, {"length": 20}, preview=True)
    deployed = connection.create(urn, {"length": 20})
    assert previewed.id == ""
    assert previewed.outputs["result"] is UNKNOWN
    assert len(deployed.id) == 24
    assert deployed.outputs["result"].startswith("result-")
    assert deployed.outputs["length"] == 20


def test_the_resources_of_two_parents_differ(aws: Connection) -> None:
    parent = urn_of("shop:index:Cell", "a")
    below = make_urn("dev", "shop", parent, "aws:sqs/queue:Queue", "orders")
    assert aws.create(below, {}).id != aws.create(QUEUE, {}).id
