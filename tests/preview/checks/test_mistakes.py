# ruff: noqa: E501 - a mistake and the message it gets stand on one line
"""Seeded mistakes in inputs, each with the finding that it gets."""

from __future__ import annotations

from typing import Any

import pytest

from preview.values import UNKNOWN, Archive, Secret
from tests.preview.synthesis.support import synthesizer

ARN = "arn:aws:iam::111122223333:role/deploy"
TRUST = '{"Version": "2012-10-17", "Statement": []}'
GROUP = "aws:ec2/securityGroup:SecurityGroup"
CLUSTER = "aws:eks/cluster:Cluster"
VPC = "aws:ec2/vpc:Vpc"
ROLE = "aws:iam/role:Role"
FUNCTION = "aws:lambda/function:Function"
PYTHON = {"handler": "main.handler", "runtime": "python3.13"}
CODE = {"code": Archive("path", "dist"), "role": ARN, **PYTHON}

UNKNOWN_PROPERTY = "input-unknown-property"
MISSING = "input-missing-property"
TYPE = "input-wrong-type"
VALUE = "input-invalid-value"


def ingress(**settings: Any) -> dict[str, Any]:
    return {"ingress": [{"protocol": "tcp", "fromPort": 443, "toPort": 443, **settings}]}


# Type, inputs, rule, message, level.
MISTAKES: list[tuple[str, dict[str, Any], str, str, str]] = [
    # misspelt and unknown properties
    (VPC, {"cidrBlok": "10.0.0.0/16"}, UNKNOWN_PROPERTY, "the resource has no property 'cidrBlok'; did you mean cidrBlock?", "error"),
    (
        CLUSTER,
        {"roleArn": ARN, "vpcConfig": {"subnetIds": ["a"], "endpoint_publc_access": False}},
        UNKNOWN_PROPERTY,
        "vpcConfig has no property 'endpoint_publc_access'; did you mean endpoint_public_access?",
        "error",
    ),
    (
        "aws:s3/bucketVersioning:BucketVersioning",
        {"bucket": "b", "versioningConfiguration": {"status": "Enabled", "mfa": "Enabled"}},
        UNKNOWN_PROPERTY,
        "versioningConfiguration has no property 'mfa'; did you mean mfaDelete?",
        "error",
    ),
    (
        "kubernetes:apps/v1:Deployment",
        {"spec": {"selector": {}, "template": {"spec": {"containers": [{"name": "web", "imagee": "nginx"}]}}}},
        UNKNOWN_PROPERTY,
        "spec.template.spec.containers[0] has no property 'imagee'; did you mean image?",
        "error",
    ),
    ("pulumi:providers:aws", {"regoin": "eu-west-1"}, UNKNOWN_PROPERTY, "the resource has no property 'regoin'; did you mean region?", "error"),
    # missing
    (CLUSTER, {"roleArn": ARN}, MISSING, "vpcConfig is required and missing", "error"),
    (CLUSTER, {"roleArn": ARN, "vpcConfig": {}}, MISSING, "vpcConfig.subnetIds is required and missing", "error"),
    (
        GROUP,
        {"ingress": [{"protocol": "tcp", "fromPort": 443}]},
        MISSING,
        "ingress[0].toPort is required and missing",
        "error",
    ),
    # wrong types
    (VPC, {"cidrBlock": ["10.0.0.0/16"]}, TYPE, "cidrBlock must be text, but is a list", "error"),
    (VPC, {"enableDnsHostnames": "yes"}, TYPE, "enableDnsHostnames must be true or false, but is the text 'yes'", "error"),
    (FUNCTION, {**CODE, "timeout": "a minute"}, TYPE, "timeout must be a whole number, but is the text 'a minute'", "error"),
    (FUNCTION, {**CODE, "timeout": 1.5}, TYPE, "timeout must be a whole number, but is the number 1.5", "error"),
    (FUNCTION, {**CODE, "layers": "layer"}, TYPE, "layers must be a list, but is the text 'layer'", "error"),
    (FUNCTION, {**CODE, "environment": []}, TYPE, "environment must be an object, but is a list", "error"),
    (FUNCTION, {"role": ARN, "code": "dist", **PYTHON}, TYPE, "code must be an archive, but is the text 'dist'", "error"),
    (VPC, {"tags": ["a"]}, TYPE, "tags must be a map, but is a list", "error"),
    (FUNCTION, {**CODE, "timeout": "5"}, TYPE, "timeout should be a whole number, but is the text '5'", "hint"),
    (VPC, {"tags": {"cost": 5}}, TYPE, "tags.cost should be text, but is the number 5", "hint"),
    # values
    (
        "aws:s3/bucket:Bucket",
        {"acl": "publik-read"},
        VALUE,
        "acl is 'publik-read', which is not one of private, public-read, public-read-write, "
        "aws-exec-read, authenticated-read, bucket-owner-read, bucket-owner-full-control, "
        "log-delivery-write; did you mean public-read?",
        "hint",
    ),
    # formats
    (CLUSTER, {"roleArn": "deploy", "vpcConfig": {"subnetIds": ["subnet-1"]}}, "input-malformed-arn", "roleArn is 'deploy', which is not an ARN: these are arn:partition:service:region:account:resource", "error"),
    (CLUSTER, {"roleArn": "arn:aws:iam::1234:role/x", "vpcConfig": {"subnetIds": ["subnet-1"]}}, "input-malformed-arn", "roleArn is 'arn:aws:iam::1234:role/x', which is not an ARN: its account is '1234'", "error"),
    (VPC, {"cidrBlock": "10.0.0.0-16"}, "input-malformed-cidr", "cidrBlock is '10.0.0.0-16', which is not a CIDR block: the prefix length is missing", "error"),
    (VPC, {"cidrBlock": "10.0.0.1/16"}, "input-malformed-cidr", "cidrBlock is '10.0.0.1/16', which is not the address of its network: 10.0.0.0/16", "error"),
    (GROUP, ingress(cidrBlocks=["10.0.0.0/33"]), "input-malformed-cidr", "ingress[0].cidrBlocks[0] is '10.0.0.0/33', which is not a CIDR block", "error"),
    (ROLE, {"assumeRolePolicy": "{'Version': '2012-10-17'}"}, "input-malformed-json", "assumeRolePolicy is \"{'Version': '2012-10-17'}\", which is not JSON: expecting property name enclosed in double quotes: line 1 column 2 (char 1)", "error"),
    (GROUP, ingress(toPort=65536), "input-malformed-port", "ingress[0].toPort is 65536, which is not a port: ports go up to 65535", "error"),
    (
        VPC,
        {"tags": {"Name": "vpc-Calling __str__ on an Output[T] is not supported. To get the value ..."}},
        "input-output-as-text",
        "tags.Name is the text that Pulumi makes of an Output which is formatted as text",
        "error",
    ),
    # secrets are not shown
    (VPC, {"cidrBlock": Secret("10.0.0.1/16")}, "input-malformed-cidr", "cidrBlock is a secret value, which is not the address of its network", "error"),
    (FUNCTION, {**CODE, "timeout": Secret("hush")}, TYPE, "timeout must be a whole number, but is a secret value", "error"),
]  # fmt: skip


@pytest.mark.parametrize(("type", "inputs", "rule", "message", "level"), MISTAKES)
def test_a_mistake_is_found_and_nothing_else(
    type: str, inputs: dict[str, Any], rule: str, message: str, level: str
) -> None:
    found = [(each.rule, each.message, each.level) for each in synthesizer().problems(type, inputs)]

    assert found == [(rule, message, level)]


RIGHT: list[tuple[str, dict[str, Any]]] = [
    (VPC, {}),
    (VPC, {"cidrBlock": UNKNOWN, "tags": UNKNOWN, "enableDnsHostnames": None}),
    (VPC, {"cidrBlock": "10.0.0.0/16", "tags": {"a": Secret("b"), "c": UNKNOWN}}),
    (GROUP, ingress(fromPort=-1, toPort=-1, protocol="icmp", ipv6CidrBlocks=["2001:db8::/32", "::/0"])),
    (GROUP, ingress(protocol="-1", fromPort=0, toPort=0, cidrBlocks=[UNKNOWN], securityGroups=[Secret("sg-1")])),
    (ROLE, {"assumeRolePolicy": TRUST, "managedPolicyArns": ["arn:aws:iam::aws:policy/ReadOnlyAccess"]}),
    (ROLE, {"assumeRolePolicy": {"Version": "2012-10-17", "Statement": []}}),
    ("aws:lambda/permission:Permission", {
        "action": "lambda:InvokeFunction", "function": "f", "principal": "s3.amazonaws.com",
        "sourceArn": "arn:aws:s3:::bucket*",
    }),
    ("aws:lambda/permission:Permission", {
        "action": "lambda:InvokeFunction", "function": "f", "principal": "apigateway.amazonaws.com",
        "sourceArn": "arn:aws:execute-api:*:*:api/*/${method}",
    }),
    ("aws:unknown/type:Type", {"anything": 1}),
    ("kubernetes:example.com/v1:Widget", {"spec": {"size": 3}}),
    ("pulumi:providers:aws", {
        "region": "eu-west-1", "version": "7.51.1", "skipCredentialsValidation": "true",
        "assumeRoles": '[{"role_arn": "arn:aws:iam::111122223333:role/deploy"}]',
    }),
]  # fmt: skip


@pytest.mark.parametrize(("type", "inputs"), RIGHT)
def test_valid_inputs_pass(type: str, inputs: dict[str, Any]) -> None:
    assert synthesizer().problems(type, inputs) == ()
