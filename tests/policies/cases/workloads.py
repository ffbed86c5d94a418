"""What runs: containers, builds, notebooks, and what stands in front of them."""

import json

from tests.policies.cases.shapes import also, must_be, must_be_given, must_be_off, must_be_on, must_not_be
from tests.policies.harness import UNKNOWN, Case, Properties


def _tasks(*containers: object) -> Properties:
    return {"containerDefinitions": json.dumps(list(containers))}


_JOB = "aws:batch/jobDefinition:JobDefinition"

CASES = {
    "ecs-privileged-readonly": Case(
        bad=[
            (_tasks({"name": "web", "privileged": True}), 'container "web" is privileged.'),
            (
                _tasks({"name": "web"}),
                'readonlyRootFilesystem of container "web" is not set, and false by default.',
            ),
            (
                _tasks({"name": "a", "readonlyRootFilesystem": True}, {"readonlyRootFilesystem": False}),
                "readonlyRootFilesystem of the container is false.",
            ),
        ],
        good=[
            {},
            _tasks({"name": "web", "readonlyRootFilesystem": True, "privileged": False}),
            _tasks({"name": "w"})
            | {"runtimePlatform": {"operatingSystemFamily": "WINDOWS_SERVER_2022_CORE"}},
        ],
        unknown=[{"containerDefinitions": UNKNOWN}],
        type="aws:ecs/taskDefinition:TaskDefinition",
    ),
    "lambda-code-signing": Case(
        bad=[
            ({}, "codeSigningConfigArn is not set."),
            ({"packageType": "Zip", "codeSigningConfigArn": ""}, 'codeSigningConfigArn is "".'),
        ],
        good=[{"codeSigningConfigArn": UNKNOWN}, {"packageType": "Image"}],
        unknown=[{"packageType": UNKNOWN}],
        settings={"required": True},
    ),
    "ecs-not-root": Case(
        bad=[
            (
                {"containerProperties": json.dumps({"image": "i", "user": "root"})},
                'user of the container is "root".',
            ),
            (
                {"containerProperties": json.dumps({"image": "i", "user": "0:0"})},
                'user of the container is "0:0".',
            ),
            (
                {
                    "ecsProperties": json.dumps(
                        {"taskProperties": [{"containers": [{"name": "a", "user": "0"}]}]}
                    )
                },
                'user of container "a" is "0".',
            ),
            (
                {"nodeProperties": json.dumps({"nodeRangeProperties": [{"container": {"user": "root"}}]})},
                'user of the container is "root".',
            ),
        ],
        good=[
            {"containerProperties": json.dumps({"image": "i"})},
            {"containerProperties": '{"user": "1000"}'},
        ],
        unknown=[{"containerProperties": UNKNOWN}],
        type=_JOB,
    ),
    "ecs-host-namespaces": also(
        must_not_be("pidMode", "host", "task"), good=({"ipcMode": "none"},), unknown=({"ipcMode": UNKNOWN},)
    ),
    "ecs-separate-roles": Case(
        bad=[
            (
                {"taskRoleArn": "arn:aws:iam::1:role/a", "executionRoleArn": "arn:aws:iam::1:role/a"},
                "taskRoleArn is the executionRoleArn.",
            )
        ],
        good=[
            {},
            {"executionRoleArn": UNKNOWN},
            {"taskRoleArn": "arn:aws:iam::1:role/a", "executionRoleArn": "arn:aws:iam::1:role/b"},
            {"taskRoleArn": UNKNOWN, "executionRoleArn": UNKNOWN},
        ],
        unknown=[{"taskRoleArn": UNKNOWN, "executionRoleArn": "arn:aws:iam::1:role/b"}],
    ),
    "codebuild-privileged": must_be_off("environment.privilegedMode"),
    "codebuild-source-credential": must_not_be("authType", "PERSONAL_ACCESS_TOKEN", "CODECONNECTIONS"),
    "ecr-immutable-tags": must_be(
        "imageTagMutability",
        "IMMUTABLE",
        "MUTABLE",
        default="MUTABLE",
        wanted="one of IMMUTABLE, IMMUTABLE_WITH_EXCLUSION",
    ),
    "sagemaker-notebook-root": must_be("rootAccess", "Disabled", "Enabled", default="Enabled"),
    "sagemaker-notebook-vpc": must_be_given("subnetId", "subnet-1"),
    "sagemaker-model-isolation": must_be_on("enableNetworkIsolation"),
    "bedrock-agent-guardrail": Case(
        bad=[({}, "guardrailConfigurations is not set.")],
        good=[{"guardrailConfigurations": [{"guardrailIdentifier": "g", "guardrailVersion": "1"}]}],
        unknown=[{"guardrailConfigurations": UNKNOWN}],
    ),
    "ec2-instance-profile": also(
        must_be_given("iamInstanceProfile", "app"), good=({"launchTemplate": {"id": "lt-1"}},)
    ),
    "efs-access-point": Case(
        bad=[
            ({"posixUser": {"uid": 1, "gid": 1}}, "rootDirectory.path is not set: the whole file system."),
            (
                {"posixUser": {"uid": 1, "gid": 1}, "rootDirectory": {"path": "/"}},
                'rootDirectory.path is "/": the whole file system.',
            ),
            ({"rootDirectory": {"path": "/app"}}, "posixUser is not set."),
        ],
        good=[{"posixUser": {"uid": 1, "gid": 1}, "rootDirectory": {"path": "/app"}}],
        unknown=[{"posixUser": UNKNOWN, "rootDirectory": {"path": "/app"}}],
    ),
    "opensearch-fine-grained": must_be_on("advancedSecurityOptions.enabled"),
    "elasticache-login": Case(
        bad=[({}, "Neither authToken nor userGroupIds is set.")],
        good=[
            {"authToken": "x"},
            {"userGroupIds": UNKNOWN},
            {"userGroupIds": ["g"]},
            {"globalReplicationGroupId": "g"},
        ],
    ),
    "alarm-has-action": Case(
        bad=[
            ({}, "alarmActions is not set."),
            ({"alarmActions": []}, "alarmActions is empty."),
            ({"alarmActions": ["arn:x"], "actionsEnabled": False}, "actionsEnabled is false, not true."),
        ],
        good=[{"alarmActions": ["arn:x"]}, {"alarmActions": [UNKNOWN]}],
        unknown=[{"alarmActions": UNKNOWN}],
    ),
    "instance-type-allowlist": Case(
        bad=[
            (
                {"instanceType": "x2idn.32xlarge"},
                'instanceType is "x2idn.32xlarge", not one of m7g, t4g.small.',
            )
        ],
        good=[{}, {"instanceType": "m7g.large"}, {"instanceType": "t4g.small"}],
        unknown=[{"instanceType": UNKNOWN}],
        settings={"allowed": ["m7g", "t4g.small"]},
    ),
}
