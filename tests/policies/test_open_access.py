"""Rules about who is let in, on the types that their cases do not have."""

from typing import Any

import pytest

from tests.policies.harness import UNKNOWN, judged

REPLICATION = "aws:dms/replicationInstance:ReplicationInstance"
PERMISSION = "aws:lambda/permission:Permission"


@pytest.mark.parametrize(
    ("properties", "told"),
    [
        ({}, ["publiclyAccessible is not set, and true by default."]),
        ({"publiclyAccessible": True}, ["publiclyAccessible is true."]),
        ({"publiclyAccessible": False}, []),
    ],
)
def test_a_replication_instance_has_a_public_address_unless_told_otherwise(
    properties: dict[str, Any], told: list[str]
) -> None:
    verdicts = judged("rds-not-public", properties, type=REPLICATION)

    assert [verdict.message for verdict in verdicts] == told


@pytest.mark.parametrize(
    ("properties", "told"),
    [
        ({"principal": "*"}, "principal is everybody, and nothing narrows it down."),
        (
            {"principal": "*", "functionUrlAuthType": "NONE"},
            "principal is everybody, and nothing narrows it down.",
        ),
        ({"principal": "*", "principalOrgId": "o-1"}, None),
        ({"principal": "*", "sourceArn": "arn:aws:s3:::x"}, None),
        ({"principal": "s3.amazonaws.com"}, None),
        ({"principal": "123456789012"}, None),
    ],
)
def test_a_permission_lets_everybody_call_a_function(properties: dict[str, Any], told: str | None) -> None:
    verdicts = judged("resource-policy-public", properties, type=PERMISSION)

    assert [verdict.message for verdict in verdicts] == ([told] if told else [])


def test_a_permission_for_whom_nobody_knows_is_unknown() -> None:
    verdicts = judged("resource-policy-public", {"principal": UNKNOWN}, type=PERMISSION)

    assert [(verdict.result, verdict.property) for verdict in verdicts] == [("unknown", "principal")]
