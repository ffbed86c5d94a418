"""What Check refuses, and resources that are made anew."""

from __future__ import annotations

from typing import Any

import pytest
from pulumi.runtime.proto import provider_pb2

from tests.preview.serve.client import Connection, State, urn_of

QUEUE = urn_of("aws:sqs/queue:Queue", "anew")
BUCKET = urn_of("aws:s3/bucket:Bucket", "named")
VPC = urn_of("aws:ec2/vpc:Vpc", "net")
ZONE = urn_of("aws:route53/zone:Zone", "zone")


def refused(connection: Connection, urn: str, inputs: dict[str, Any]) -> list[str]:
    return [each.property for each in connection.check(urn, inputs).failures]


def replaced(connection: Connection, urn: str, state: State, inputs: dict[str, Any]) -> State:
    """The calls of an engine that makes a resource anew: the difference, then Check without old inputs."""
    checked = connection.update(urn, state, inputs, preview=True).inputs
    assert connection.diff(urn, state, checked).changes == provider_pb2.DiffResponse.DIFF_SOME
    made = connection.create(urn, inputs)
    connection.delete(urn, state)
    return made


@pytest.mark.parametrize(
    ("inputs", "path"),
    [
        ({"delaySecond": 5}, "delaySecond"),
        ({"delaySeconds": "soon"}, "delaySeconds"),
        ({"policy": "{"}, "policy"),
        ({"kmsMasterKeyId": "Calling __str__ on an Output[T] is not supported."}, "kmsMasterKeyId"),
    ],
)
def test_inputs_that_the_cloud_would_refuse_fail_their_check(
    aws: Connection, inputs: dict[str, Any], path: str
) -> None:
    assert refused(aws, QUEUE, inputs) == [path]


def test_a_refusal_says_what_was_given_and_what_to_do(aws: Connection) -> None:
    (failure,) = aws.check(QUEUE, {"delaySecond": 5}).failures

    assert "delaySecond" in failure.reason
    assert "delaySeconds" in failure.reason


def test_what_stands_in_for_an_unmodelled_output_is_not_refused(aws: Connection) -> None:
    grants = [{"permissions": ["READ"], "type": "Group", "uri": "uri-0123456789ab"}]

    assert refused(aws, VPC, {"cidrBlock": "cidr-0123456789ab"}) == []
    assert refused(aws, VPC, {"cidrBlock": "cidr"}) == ["cidrBlock"]
    assert refused(aws, BUCKET, {"grants": grants}) == []


def test_a_replacement_has_another_id_and_another_made_up_name(aws: Connection) -> None:
    first = aws.create(QUEUE, {"fifoQueue": False})
    second = replaced(aws, QUEUE, first, {"fifoQueue": True})
    third = replaced(aws, QUEUE, second, {"fifoQueue": False})

    assert first.id != second.id
    assert first.inputs["name"] != second.inputs["name"]
    assert str(second.inputs["name"]).startswith("anew-")
    assert third.id != second.id
    assert third.inputs["name"] != second.inputs["name"]


def test_a_replacement_stays_as_it_was_made(aws: Connection) -> None:
    first = aws.create(QUEUE, {"fifoQueue": False})
    second = replaced(aws, QUEUE, first, {"fifoQueue": True})

    again = aws.update(QUEUE, second, {"fifoQueue": True}, preview=True)
    changed = aws.update(QUEUE, second, {"fifoQueue": True, "delaySeconds": 3})

    assert again.inputs == second.inputs
    assert changed.inputs == second.inputs | {"delaySeconds": 3}


def test_a_name_of_the_program_stays_the_id_of_what_it_names(aws: Connection) -> None:
    first = aws.create(BUCKET, {"bucket": "logs", "objectLockEnabled": False})
    second = replaced(aws, BUCKET, first, {"bucket": "logs", "objectLockEnabled": True})

    assert (first.id, second.id) == ("logs", "logs")


def test_what_was_deleted_is_made_as_at_first(aws: Connection) -> None:
    first = aws.create(VPC, {"cidrBlock": "10.0.0.0/16"})
    aws.diff(VPC, first, first.inputs)
    aws.delete(VPC, first)

    assert aws.create(VPC, {"cidrBlock": "10.0.0.0/16"}).id == first.id
