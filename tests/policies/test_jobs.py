"""Batch jobs: what their JSON says about roles and about the host."""

import json
from typing import Any

import pytest

from tests.policies.harness import UNKNOWN, judged

JOB = "aws:batch/jobDefinition:JobDefinition"
A, B = "arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:role/b"


@pytest.mark.parametrize(
    ("properties", "told"),
    [
        (
            {"containerProperties": {"jobRoleArn": A, "executionRoleArn": A}},
            ["containerProperties.jobRoleArn is the executionRoleArn."],
        ),
        (
            {"ecsProperties": {"taskProperties": [{"taskRoleArn": A, "executionRoleArn": A}]}},
            ["ecsProperties.taskProperties[0].taskRoleArn is the executionRoleArn."],
        ),
        (
            {
                "nodeProperties": {
                    "nodeRangeProperties": [{"container": {"jobRoleArn": B, "executionRoleArn": B}}]
                }
            },
            ["nodeProperties.nodeRangeProperties[0].container.jobRoleArn is the executionRoleArn."],
        ),
        ({"containerProperties": {"jobRoleArn": A, "executionRoleArn": B}}, []),
        ({"containerProperties": {"executionRoleArn": A}}, []),
        ({}, []),
    ],
)
def test_a_job_runs_as_another_role_than_the_one_that_starts_it(
    properties: dict[str, Any], told: list[str]
) -> None:
    texts = {name: json.dumps(value) for name, value in properties.items()}

    assert [one.message for one in judged("ecs-separate-roles", texts, type=JOB)] == told


def test_roles_of_a_job_that_cannot_be_compared_yet_are_unknown() -> None:
    job = {"containerProperties": {"jobRoleArn": UNKNOWN, "executionRoleArn": B}}

    assert [one.result for one in judged("ecs-separate-roles", job, type=JOB)] == ["unknown"]


@pytest.mark.parametrize(
    ("task", "told"),
    [
        ({"pidMode": "host"}, ['ecsProperties.taskProperties[0].pidMode is "host".']),
        ({"ipcMode": "host"}, ['ecsProperties.taskProperties[0].ipcMode is "host".']),
        ({"pidMode": "task", "ipcMode": "none"}, []),
        ({}, []),
    ],
)
def test_no_task_of_a_job_shares_what_its_host_runs(task: dict[str, str], told: list[str]) -> None:
    job = {"ecsProperties": json.dumps({"taskProperties": [task]})}

    assert [one.message for one in judged("ecs-host-namespaces", job, type=JOB)] == told
