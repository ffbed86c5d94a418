# ruff: noqa: E501 - an input stands on one line, however unusual
"""Inputs that are unusual and valid: a word about any of these would be a false alarm."""

from __future__ import annotations

import json
from typing import Any

import pytest

from preview.values import UNKNOWN, Archive, Reference, Secret
from tests.preview.synthesis.support import synthesizer

ROLE = "arn:aws:iam::111122223333:role/deploy"
CODE = {"role": ROLE, "code": Archive("path", "dist")}
LABELS = {"app.kubernetes.io/name": "web"}
TABLE = {"hashKey": "id", "attributes": [{"name": "id", "type": "S"}]}


def rule(**settings: Any) -> dict[str, Any]:
    return {"ingress": [{"protocol": "tcp", "fromPort": 443, "toPort": 443} | settings]}


def pod(**container: Any) -> dict[str, Any]:
    return {
        "selector": {"matchLabels": LABELS},
        "template": {
            "metadata": {"labels": LABELS | {"version": "v1"}},
            "spec": {"containers": [{"name": "web"} | container]},
        },
    }


UNUSUAL: list[tuple[str, dict[str, Any]]] = [
    # networks
    ("aws:ec2/securityGroup:SecurityGroup", rule(protocol="TCP", cidrBlocks=["10.0.0.0/8"])),
    ("aws:ec2/securityGroup:SecurityGroup", rule(protocol="50", fromPort=0, toPort=0, selfReference=None)),
    ("aws:ec2/securityGroup:SecurityGroup", rule(protocol="icmp", fromPort=8, toPort=-1)),
    ("aws:ec2/securityGroup:SecurityGroup", rule(protocol="icmp", fromPort=8, toPort=0)),
    ("aws:ec2/securityGroup:SecurityGroup", rule(protocol="-1", fromPort=0, toPort=0)),
    ("aws:ec2/securityGroup:SecurityGroup", rule(fromPort=UNKNOWN, toPort=80)),
    ("aws:ec2/securityGroup:SecurityGroup", {"name": "web", "description": "HTTP(S) from [any], a+b = c; 50*"}),
    ("aws:ec2/subnet:Subnet", {"vpcId": "vpc-1", "availabilityZone": "us-west-2-lax-1a"}),
    ("aws:ec2/subnet:Subnet", {"vpcId": "vpc-1", "availabilityZone": "us-east-1-wl1-bos-wlz-1"}),
    ("aws:ec2/subnet:Subnet", {"vpcId": "vpc-1", "availabilityZone": UNKNOWN, "cidrBlock": UNKNOWN}),
    (
        "aws:ec2/route:Route",
        {"routeTableId": "rtb-1", "destinationCidrBlock": "0.0.0.0/0", "natGatewayId": UNKNOWN},
    ),
    ("aws:ec2/route:Route", {"routeTableId": "r", "destinationPrefixListId": "pl-1", "gatewayId": "vgw-1"}),
    ("aws:ec2/vpc:Vpc", {"ipv4IpamPoolId": "ipam-pool-1", "ipv4NetmaskLength": 20}),
    # types of instances
    ("aws:ec2/instance:Instance", {"ami": "ami-1", "instanceType": "u-6tb1.112xlarge"}),
    ("aws:ec2/instance:Instance", {"ami": "ami-1", "instanceType": "c7i-flex.large", "tenancy": "host"}),
    ("aws:ec2/instance:Instance", {"ami": "ami-1", "instanceType": "m7i.metal-48xl"}),
    ("aws:ec2/instance:Instance", {"launchTemplate": {"id": "lt-1", "version": "$Latest"}}),
    ("aws:ec2/instance:Instance", {"ami": UNKNOWN, "instanceType": "mac2-m2.metal"}),
    (
        "aws:rds/clusterInstance:ClusterInstance",
        {"clusterIdentifier": "c", "engine": "aurora-postgresql", "instanceClass": "db.serverless"},
    ),
    (
        "aws:rds/instance:Instance",
        {"engine": "custom-oracle-ee", "instanceClass": "db.x2iedn.16xlarge.tpc2.mem2x", "allocatedStorage": 40},
    ),
    ("aws:rds/instance:Instance", {"replicateSourceDb": "other", "instanceClass": "db.r8g.large"}),
    # Lambda
    ("aws:lambda/function:Function", {"role": ROLE, "packageType": "Image", "imageUri": UNKNOWN}),
    ("aws:lambda/function:Function", CODE | {"runtime": "provided.al2023", "handler": "bootstrap"}),
    ("aws:lambda/function:Function", CODE | {"runtime": "python3.14", "handler": "a.b", "timeout": 900}),
    (
        "aws:lambda/function:Function",
        CODE | {"role": Reference("urn:pulumi:a::b::aws:iam/role:Role::r", "r"), "handler": "a", "runtime": "java25"},
    ),
    # tables, queues, topics
    ("aws:dynamodb/table:Table", TABLE | {"billingMode": "PAY_PER_REQUEST", "streamEnabled": True}),
    (
        "aws:dynamodb/table:Table",
        {
            "hashKey": "id",
            "billingMode": UNKNOWN,
            "attributes": [{"name": "id", "type": "S"}, {"name": "at", "type": "N"}],
            "globalSecondaryIndexes": [{"name": "by-time", "hashKey": "at", "projectionType": "ALL"}],
        },
    ),
    ("aws:dynamodb/table:Table", TABLE | {"attributes": UNKNOWN, "billingMode": "PAY_PER_REQUEST"}),
    ("aws:sqs/queue:Queue", {"name": UNKNOWN, "fifoQueue": True, "contentBasedDeduplication": True}),
    ("aws:sqs/queue:Queue", {"fifoQueue": True}),
    ("aws:sns/topic:Topic", {"name": Secret("orders.fifo"), "fifoTopic": True}),
    # schedules
    ("aws:cloudwatch/eventRule:EventRule", {"scheduleExpression": "cron(0/15 8-17 ? * MON-FRI *)"}),
    ("aws:cloudwatch/eventRule:EventRule", {"scheduleExpression": "cron(0 9 ? * 2#1 *)"}),
    ("aws:cloudwatch/eventRule:EventRule", {"scheduleExpression": "cron(0 18 L * ? 2026-2030)"}),
    ("aws:cloudwatch/eventRule:EventRule", {"eventPattern": json.dumps({"source": ["aws.ec2"]})}),
    (
        "aws:scheduler/schedule:Schedule",
        {
            "scheduleExpression": "at(2030-01-31T12:00:00)",
            "flexibleTimeWindow": {"mode": "OFF"},
            "target": {"arn": "arn:aws:scheduler:::aws-sdk:ec2:stopInstances", "roleArn": ROLE},
        },
    ),
    # documents, names, ARNs
    (
        "aws:iam/role:Role",
        {"assumeRolePolicy": json.dumps({"Statement": {"Effect": "Allow", "NotAction": "sts:x", "Principal": "*"}})},
    ),
    ("aws:iam/policy:Policy", {"policy": "{}"}),
    ("aws:iam/role:Role", {"name": "team+app=x,y.z@corp-1_2", "assumeRolePolicy": UNKNOWN}),
    (
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
        {"role": "r", "policyArn": "arn:aws-us-gov:iam::aws:policy/job-function/ViewOnlyAccess"},
    ),
    (
        "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
        {
            "clusterName": "c",
            "principalArn": ROLE,
            "policyArn": "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
            "accessScope": {"type": "cluster"},
        },
    ),
    ("aws:s3/bucket:Bucket", {"bucket": "logs.example.com"}),
    ("aws:ecr/repository:Repository", {"name": "team/web-app_v2.api"}),
    ("aws:lb/targetGroup:TargetGroup", {"protocol": "http", "port": 80, "vpcId": "v", "targetType": "ip"}),
    ("aws:mq/broker:Broker", {
        "brokerName": "b", "engineType": "ActiveMq", "engineVersion": "5.18", "hostInstanceType": "mq.m5.large",
        "deploymentMode": "single_instance", "users": [{"username": "u", "password": Secret("p" * 12)}],
    }),
    # a type of several
    ("aws-apigateway:index:RestAPI", {"routes": [{"path": "/", "localPath": "www", "index": False}]}),
    # scaling
    ("aws:autoscaling/group:Group", {"minSize": 0, "maxSize": 0, "launchTemplate": {"id": UNKNOWN}}),
    ("aws:ecs/taskDefinition:TaskDefinition", {
        "family": "f", "containerDefinitions": UNKNOWN, "requiresCompatibilities": ["FARGATE", "EC2"],
        "networkMode": "awsvpc", "cpu": "16384", "memory": "122880",
    }),
    ("aws:cloudwatch/logGroup:LogGroup", {"retentionInDays": 0, "name": "/aws/lambda/a_b.c#1"}),
    # Kubernetes
    ("pulumi:providers:kubernetes", {"kubeconfig": {"apiVersion": "v1", "kind": "Config", "clusters": []}}),
    ("kubernetes:apps/v1:Deployment", {"spec": pod(resources={"limits": {"cpu": "0.5", "memory": "1e9"}})}),
    ("kubernetes:apps/v1:Deployment", {"spec": pod(resources={"requests": {"nvidia.com/gpu": "1", "cpu": "250m"}})}),
    ("kubernetes:apps/v1:Deployment", {"spec": pod(image=UNKNOWN, env=[{"name": "A", "value": Secret("b")}])}),
    ("kubernetes:apps/v1:Deployment", {"spec": pod(resources={"limits": {"cpu": 2, "memory": "1Gi"}})}),
    ("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", {"metadata": {"name": "system:my_Role"}}),
    ("kubernetes:batch/v1:CronJob", {
        "spec": {"schedule": "@hourly", "jobTemplate": {"spec": {"template": {
            "spec": {"restartPolicy": "Never", "containers": [{"name": "a", "image": "b"}]}}}}}
    }),
    ("kubernetes:core/v1:Service", {"spec": {"clusterIP": "None", "ports": [{"port": 80, "targetPort": "http"}, {"port": 81, "targetPort": 8081}]}}),
]  # fmt: skip


@pytest.mark.parametrize(("type", "inputs"), UNUSUAL)
def test_nothing_is_said_of_inputs_that_are_valid(type: str, inputs: dict[str, Any]) -> None:
    assert synthesizer().problems(type, inputs) == ()
