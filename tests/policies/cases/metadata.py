"""IMDSv2."""

import base64
import json
from typing import Any

from tests.policies.cases.shapes import nested
from tests.policies.harness import UNKNOWN, Case

_NOT_SET = "metadataOptions.httpTokens is not set: IMDSv1 may answer, too."
_OPTIONAL = 'metadataOptions.httpTokens is "optional", not "required".'
_TOKENS: dict[str, Any] = {
    "bad": [
        ({}, _NOT_SET),
        ({"metadataOptions": None}, _NOT_SET),
        ({"metadataOptions": {"httpEndpoint": "enabled"}}, _NOT_SET),
        ({"metadataOptions": {"httpTokens": "optional"}}, _OPTIONAL),
        ({"metadataOptions": {"httpTokens": 17}}, 'metadataOptions.httpTokens is 17, not "required".'),
    ],
    "good": [
        {"metadataOptions": {"httpTokens": "required"}},
        {"metadataOptions": {"httpEndpoint": "disabled"}},
        {"metadataOptions": {"httpTokens": "required", "httpEndpoint": UNKNOWN}},
    ],
    "unknown": [
        {"metadataOptions": UNKNOWN},
        {"metadataOptions": {"httpTokens": UNKNOWN}},
        {"metadataOptions": {"httpEndpoint": UNKNOWN}},
    ],
}
_NOTEBOOK = "instanceMetadataServiceConfiguration.minimumInstanceMetadataServiceVersion"
_EMR = "InstanceMetadataServiceConfiguration.MinimumInstanceMetadataServiceVersion"
_BATCH_TEMPLATE = {"launchTemplateName": "hardened"}


def _user_data(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def _emr(**service: object) -> str:
    return json.dumps({"InstanceMetadataServiceConfiguration": service})


CASES = {
    "ec2-imdsv2": Case(
        bad=_TOKENS["bad"],
        good=[*_TOKENS["good"], {"launchTemplate": {"id": "lt-1"}}],
        unknown=_TOKENS["unknown"],
    ),
    "launchtemplate-imdsv2": Case(**_TOKENS),
    "launchconfig-imdsv2": Case(**_TOKENS),
    "imagebuilder-imdsv2": Case(
        bad=[
            ({}, "instanceMetadataOptions.httpTokens is not set: IMDSv1 may answer, too."),
            (
                {"instanceMetadataOptions": {"httpTokens": "optional"}},
                'instanceMetadataOptions.httpTokens is "optional", not "required".',
            ),
        ],
        good=[{"instanceMetadataOptions": {"httpTokens": "required"}}],
        unknown=[{"instanceMetadataOptions": UNKNOWN}],
    ),
    "account-imds-defaults": Case(
        bad=[
            ({}, "httpTokens is not set; it has to be required."),
            ({"httpTokens": "no-preference"}, 'httpTokens is "no-preference", not required.'),
        ],
        good=[{"httpTokens": "required"}],
        unknown=[{"httpTokens": UNKNOWN}],
    ),
    "sagemaker-notebook-imdsv2": Case(
        bad=[
            (
                {},
                f"{_NOTEBOOK} is not set; it has to be 2 or more.",
            ),
            (
                {"instanceMetadataServiceConfiguration": {"minimumInstanceMetadataServiceVersion": "1"}},
                f'{_NOTEBOOK} is "1", less than 2.',
            ),
        ],
        good=[nested(_NOTEBOOK, "2"), nested(_NOTEBOOK, 2)],
        unknown=[{"instanceMetadataServiceConfiguration": UNKNOWN}],
    ),
    "imds-hop-limit": Case(
        bad=[
            (
                {"metadataOptions": {"httpPutResponseHopLimit": 2}},
                "metadataOptions.httpPutResponseHopLimit is 2, more than 1.",
            ),
            (
                {"metadataOptions": {"httpPutResponseHopLimit": 3}, "userData": UNKNOWN},
                "metadataOptions.httpPutResponseHopLimit is 3, more than 1.",
            ),
            (
                {"metadataOptions": {"httpPutResponseHopLimit": 3}, "userData": _user_data("nodeadm init")},
                "metadataOptions.httpPutResponseHopLimit is 3, more than 1.",
            ),
        ],
        good=[
            {},
            {"metadataOptions": {"httpPutResponseHopLimit": 1}},
            {"metadataOptions": {"httpPutResponseHopLimit": 5, "httpEndpoint": "disabled"}},
            {"metadataOptions": {"httpPutResponseHopLimit": 2}, "userData": "echo ECS_CLUSTER=a"},
            {"metadataOptions": {"httpPutResponseHopLimit": 2}, "userData": "yum install -y docker"},
            {
                "metadataOptions": {"httpPutResponseHopLimit": 2},
                "tagSpecifications": [
                    {"resourceType": "instance", "tags": {"kubernetes.io/cluster/web": "owned"}}
                ],
            },
            {"metadataOptions": {"httpPutResponseHopLimit": 2}, "userData": _user_data("nodeadm init")},
        ],
        unknown=[
            {"metadataOptions": {"httpPutResponseHopLimit": UNKNOWN}},
            {"metadataOptions": {"httpPutResponseHopLimit": 2}, "userData": UNKNOWN},
        ],
    ),
    "spotfleet-imdsv2": Case(
        bad=[
            (
                {"launchSpecifications": [{"ami": "ami-1"}]},
                "launchSpecifications can't require IMDSv2; a launch template can.",
            )
        ],
        good=[{}, {"launchTemplateConfigs": [{"launchTemplateSpecification": {"id": "lt-1"}}]}],
        unknown=[{"launchSpecifications": UNKNOWN}],
    ),
    "batch-imdsv2": Case(
        bad=[
            (
                {"computeResources": {"type": "EC2", "ec2Configurations": [{"imageType": "ECS_AL2"}]}},
                'computeResources.ec2Configurations[0].imageType is "ECS_AL2", '
                "and no launch template requires IMDSv2.",
            ),
            (
                {"computeResources": {"type": "EC2", "imageId": "ami-1"}},
                "computeResources.imageId is an own image, and no launch template requires IMDSv2.",
            ),
        ],
        good=[
            {},
            {"computeResources": {"type": "FARGATE"}},
            {"computeResources": {"type": "EC2"}},
            {"computeResources": {"type": "EC2", "ec2Configurations": [{"imageType": "ECS_AL2023"}]}},
            {"computeResources": {"type": "SPOT", "imageId": "ami-1", "launchTemplate": _BATCH_TEMPLATE}},
        ],
        unknown=[
            {
                "computeResources": {
                    "type": "EC2",
                    "launchTemplate": UNKNOWN,
                    "ec2Configurations": [{"imageType": "ECS_AL2"}],
                }
            },
        ],
    ),
    "emr-imdsv2": Case(
        bad=[
            (
                {"configuration": "{}"},
                f"{_EMR} is not set, not 2.",
            ),
            (
                {"configuration": _emr(MinimumInstanceMetadataServiceVersion=1)},
                f"{_EMR} is 1, not 2.",
            ),
        ],
        good=[{"configuration": _emr(MinimumInstanceMetadataServiceVersion=2, HttpPutResponseHopLimit=1)}],
        unknown=[{"configuration": UNKNOWN}],
    ),
    "elasticbeanstalk-imdsv2": Case(
        bad=[
            (
                {
                    "settings": [
                        {
                            "namespace": "aws:autoscaling:launchconfiguration",
                            "name": "DisableIMDSv1",
                            "value": "false",
                        }
                    ]
                },
                'settings[0].value of DisableIMDSv1 is "false".',
            )
        ],
        good=[
            {},
            {"settings": [{"namespace": "aws:elb", "name": "DisableIMDSv1", "value": "false"}]},
            {
                "settings": [
                    {
                        "namespace": "aws:autoscaling:launchconfiguration",
                        "name": "DisableIMDSv1",
                        "value": "true",
                    }
                ]
            },
        ],
        unknown=[
            {
                "settings": [
                    {
                        "namespace": "aws:autoscaling:launchconfiguration",
                        "name": "DisableIMDSv1",
                        "value": UNKNOWN,
                    }
                ]
            }
        ],
    ),
}
