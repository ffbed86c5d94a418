# ruff: noqa: E501 - a mistake and the message it gets stand together
"""Mistakes as practitioners make them, beyond what the types of the SDK say, each with the message that it gets."""

from __future__ import annotations

import json
from typing import Any

import pytest

from preview.values import Archive, Secret
from tests.preview.synthesis.support import synthesizer

ROLE = "arn:aws:iam::111122223333:role/deploy"
LAMBDA = {"role": ROLE, "code": Archive("path", "dist"), "handler": "main.handler", "runtime": "python3.13"}
LABELS = {"app": "web"}


def trust(**statement: Any) -> dict[str, Any]:
    given = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}
    document = {"Version": "2012-10-17", "Statement": [given | statement]}
    return {"assumeRolePolicy": json.dumps(document)}


def ingress(**rule: Any) -> dict[str, Any]:
    return {
        "ingress": [{"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": ["10.0.0.0/8"]} | rule]
    }


def instance(**settings: Any) -> dict[str, Any]:
    return {"ami": "ami-0123456789abcdef0", "instanceType": "t3.micro"} | settings


def deployment(*, container: dict[str, Any] | None = None, **spec: Any) -> dict[str, Any]:
    template = {
        "metadata": {"labels": LABELS},
        "spec": {"containers": [{"name": "web", "image": "nginx"} | (container or {})]},
    }
    return {"spec": {"selector": {"matchLabels": LABELS}, "template": template} | spec}


# Type, inputs, the rule and message of each problem.
MISTAKES: list[tuple[str, dict[str, Any], list[tuple[str, str]]]] = [
    # listed values
    ("aws:s3/bucketVersioning:BucketVersioning", {"bucket": "b", "versioningConfiguration": {"status": "enabled"}}, [
        ("input-invalid-value", "versioningConfiguration.status is 'enabled', which is not one of Enabled, Suspended, Disabled; did you mean Enabled?")]),
    ("aws:cloudwatch/logGroup:LogGroup", {"retentionInDays": 45}, [
        ("input-invalid-value", "retentionInDays is 45, which is not one of 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180 and 11 more; did you mean 30?")]),
    ("aws:ec2/instance:Instance", instance(metadataOptions={"httpTokens": "require"}), [
        ("input-invalid-value", "metadataOptions.httpTokens is 'require', which is not one of optional, required; did you mean required?")]),
    ("aws:rds/instance:Instance", {"engine": "postgresql", "instanceClass": "db.t4g.micro", "allocatedStorage": 20}, [
        ("input-invalid-value", "engine is 'postgresql', which is not one of aurora-mysql, aurora-postgresql, custom-*, db2-ae, db2-se, mariadb, mysql, oracle-ee, oracle-ee-cdb, oracle-se2, oracle-se2-cdb, postgres and 5 more; did you mean postgres?")]),
    ("aws:rds/cluster:Cluster", {"engine": "aurora-postgresql", "engineMode": "serverles"}, [
        ("input-invalid-value", "engineMode is 'serverles', which is not one of global, parallelquery, provisioned, serverless, multimaster; did you mean serverless?")]),
    ("aws:ecs/service:Service", {"cluster": "c", "taskDefinition": "t", "launchType": "FARGAT"}, [
        ("input-invalid-value", "launchType is 'FARGAT', which is not one of EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES; did you mean FARGATE?")]),
    ("aws:ssm/parameter:Parameter", {"type": "Secure", "value": "x"}, [
        ("input-invalid-value", "type is 'Secure', which is not one of String, StringList, SecureString; did you mean SecureString?")]),
    # bounds
    ("aws:lambda/function:Function", LAMBDA | {"timeout": 1000}, [
        ("input-invalid-value", "timeout is 1000, which is not between 1 and 900")]),
    ("aws:kms/key:Key", {"deletionWindowInDays": 3}, [
        ("input-invalid-value", "deletionWindowInDays is 3, which is not between 7 and 30")]),
    ("aws:ebs/volume:Volume", {"availabilityZone": "eu-west-1a", "size": -5}, [
        ("input-invalid-value", "size is -5, which is less than 1")]),
    # places, accounts, types of instances, runtimes
    ("pulumi:providers:aws", {"region": "eu-west-9"}, [
        ("input-invalid-value", "region is 'eu-west-9', which is not a region of AWS; did you mean eu-west-3?")]),
    ("pulumi:providers:aws", {"region": "eu-west-1", "allowedAccountIds": '["11112222333"]'}, [
        ("input-invalid-value", "allowedAccountIds[0] is '11112222333', which is not the number of an account: these have 12 digits, not 11")]),
    ("aws:ec2/subnet:Subnet", {"vpcId": "vpc-1", "availabilityZone": "eu-west-1"}, [
        ("input-invalid-value", "availabilityZone is 'eu-west-1', which is not a zone but its region; zones are eu-west-1a and so on")]),
    ("aws:ec2/subnet:Subnet", {"vpcId": "vpc-1", "availabilityZone": "eu-wset-1a"}, [
        ("input-invalid-value", "availabilityZone is 'eu-wset-1a', which is not a zone: eu-wset-1 is not a region of AWS; did you mean eu-west-1?")]),
    ("aws:ec2/instance:Instance", instance(instanceType="t3.mircro"), [
        ("input-invalid-value", "instanceType is 't3.mircro', which is not an instance type: there is no size 'mircro'; did you mean t3.micro?")]),
    ("aws:rds/instance:Instance", {"engine": "postgres", "instanceClass": "t3.micro", "allocatedStorage": 20}, [
        ("input-invalid-value", "instanceClass is 't3.micro', which has to begin with 'db.', as in db.r7g.large")]),
    ("aws:rds/instance:Instance", {"engine": "postgres", "instanceClass": "db.t3.mircro", "allocatedStorage": 20}, [
        ("input-invalid-value", "instanceClass is 'db.t3.mircro', which is not an instance type: there is no size 'mircro'; did you mean db.t3.micro?")]),
    ("aws:lambda/function:Function", LAMBDA | {"runtime": "python-3.13"}, [
        ("input-invalid-value", "runtime is 'python-3.13', which is not a runtime of Lambda; these are called like python3.13, nodejs22.x, java21, dotnet8, ruby3.4, provided.al2023")]),
    # ARNs of another service
    ("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {"role": "r", "policyArn": "arn:aws:s3:::bucket"}, [
        ("input-malformed-arn", "policyArn is 'arn:aws:s3:::bucket', which is an ARN of s3, not of iam")]),
    ("aws:lambda/function:Function", LAMBDA | {"role": "deploy"}, [
        ("input-malformed-arn", "role is 'deploy', which is not an ARN: these are arn:partition:service:region:account:resource")]),
    ("aws:sns/topicSubscription:TopicSubscription", {"topic": "arn:aws:sqs:eu-west-1:111122223333:q", "protocol": "sqs", "endpoint": "e"}, [
        ("input-malformed-arn", "topic is 'arn:aws:sqs:eu-west-1:111122223333:q', which is an ARN of sqs, not of sns")]),
    # policy documents
    ("aws:iam/role:Role", trust(Effect="allow"), [
        ("input-malformed-json", "assumeRolePolicy is '{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"all...', which is not a policy document: Statement[0] has the Effect 'allow': it is Allow or Deny")]),
    ("aws:iam/role:Role", trust(Actions="sts:AssumeRole"), [
        ("input-malformed-json", "assumeRolePolicy is '{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"All...', which is not a policy document: Statement[0] has the unknown element 'Actions'; did you mean Action?")]),
    ("aws:iam/role:Role", {"assumeRolePolicy": '{"Version": "2012-10-18", "Statement": []}'}, [
        ("input-malformed-json", "assumeRolePolicy is '{\"Version\": \"2012-10-18\", \"Statement\": []}', which is not a policy document: its Version is '2012-10-18', not '2012-10-17'")]),
    # networks
    ("aws:ec2/securityGroup:SecurityGroup", ingress(fromPort=443, toPort=80), [
        ("input-inconsistent", "ingress[0].fromPort is 443, which is above toPort, 80")]),
    ("aws:ec2/securityGroup:SecurityGroup", ingress(protocol="-1"), [
        ("input-inconsistent", "ingress[0].fromPort is 443 and toPort 443 with the protocol '-1', which means all ports")]),
    ("aws:ec2/securityGroup:SecurityGroup", ingress(protocol="tpc"), [
        ("input-invalid-value", "ingress[0].protocol is 'tpc', which is not a protocol of IP; did you mean tcp?")]),
    ("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", {"securityGroupId": "sg-1", "ipProtocol": "tcp", "fromPort": 1, "toPort": 2}, [
        ("input-missing-property", "the resource needs cidrIpv4, cidrIpv6, prefixListId or referencedSecurityGroupId, and has none of them")]),
    ("aws:ec2/route:Route", {"routeTableId": "rtb-1", "destinationCidrBlock": "0.0.0.0/0", "gatewayId": "igw-1", "natGatewayId": "nat-1"}, [
        ("input-conflict", "gatewayId and natGatewayId exclude each other")]),
    # schedules
    ("aws:cloudwatch/eventRule:EventRule", {"scheduleExpression": "rate(1 minutes)"}, [
        ("input-malformed-schedule", "scheduleExpression is 'rate(1 minutes)', which is not a schedule: it has to be rate(1 minute)")]),
    ("aws:cloudwatch/eventRule:EventRule", {"scheduleExpression": "rate(5 min)"}, [
        ("input-malformed-schedule", "scheduleExpression is 'rate(5 min)', which is not a schedule: the unit of rate() is minutes, hours or days, not 'min'")]),
    ("aws:cloudwatch/eventRule:EventRule", {"scheduleExpression": "cron(0 12 * * *)"}, [
        ("input-malformed-schedule", "scheduleExpression is 'cron(0 12 * * *)', which is not a schedule: cron() has 6 fields (minute, hour, day of month, month, day of week, year), not 5")]),
    ("aws:cloudwatch/eventRule:EventRule", {"scheduleExpression": "cron(0 12 * * * *)"}, [
        ("input-malformed-schedule", "scheduleExpression is 'cron(0 12 * * * *)', which is not a schedule: day of month or day of week of cron() has to be ?")]),
    ("aws:autoscaling/schedule:Schedule", {"autoscalingGroupName": "g", "scheduledActionName": "s", "recurrence": "cron(0 12 * * ? *)"}, [
        ("input-malformed-schedule", "recurrence is 'cron(0 12 * * ? *)', which is not of the form that is wanted here: five fields without cron(), as in 0 12 * * *")]),
    # names
    ("aws:s3/bucket:Bucket", {"bucket": "My_Bucket"}, [
        ("input-malformed-name", "bucket is 'My_Bucket', which has to be 3 to 63 lowercase letters, digits, dots and hyphens, with a letter or digit at both ends")]),
    ("aws:kms/alias:Alias", {"name": "my-key", "targetKeyId": "k"}, [
        ("input-malformed-name", "name is 'my-key', which has to be alias/ and letters, digits and any of / _ -, not alias/aws/")]),
    ("aws:lb/targetGroup:TargetGroup", {"name": "a-name-of-more-than-thirty-two-characters"}, [
        ("input-malformed-name", "name is 'a-name-of-more-than-thirty-two-characters', which has to be up to 32 letters, digits and hyphens, with no hyphen at the ends and no internal- in front")]),
    # properties that exclude or need one another
    ("aws:sqs/queue:Queue", {"name": "a", "namePrefix": "b"}, [
        ("input-conflict", "name and namePrefix exclude each other")]),
    ("aws:sqs/queue:Queue", {"name": "orders", "fifoQueue": True}, [
        ("input-inconsistent", "name is 'orders', but the name of a FIFO queue ends in .fifo")]),
    ("aws:dynamodb/table:Table", {"hashKey": "id", "attributes": [{"name": "ID", "type": "S"}], "billingMode": "PAY_PER_REQUEST"}, [
        ("input-inconsistent", "attributes define 'ID', which is no key of the table or of an index: DynamoDB takes keys only"),
        ("input-inconsistent", "attributes do not define 'id', which is a key of the table or of an index")]),
    ("aws:eks/nodeGroup:NodeGroup", {"clusterName": "c", "nodeRoleArn": ROLE, "subnetIds": [], "scalingConfig": {"minSize": 2, "maxSize": 4, "desiredSize": 1}}, [
        ("input-inconsistent", "scalingConfig.desiredSize is 1, which is below minSize, 2"),
        ("input-wrong-type", "subnetIds must not be empty")]),
    ("aws:ecs/taskDefinition:TaskDefinition", {"family": "f", "containerDefinitions": "[]", "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", "memory": "4096"}, [
        ("input-inconsistent", "memory is 4096, but with 256 units of CPU FARGATE has 512 to 2048")]),
    ("aws:route53/record:Record", {"zoneId": "Z1", "name": "www", "type": "A", "records": ["192.0.2.1"]}, [
        ("input-missing-property", "ttl is missing, which records needs")]),
    ("aws:sqs/queue:Queue", {"tags": {"aws:owner": "x"}}, [
        ("input-inconsistent", "tags.aws:owner begins with 'aws:', which AWS keeps for itself")]),
    # Kubernetes
    ("kubernetes:apps/v1:Deployment", deployment(selector={"matchLabels": {"app": "wbe"}}), [
        ("input-inconsistent", "spec.selector.matchLabels wants app=wbe, but among the labels of the template app is 'web' there")]),
    ("kubernetes:apps/v1:Deployment", deployment(container={"resources": {"requests": {"memory": "512MB"}}}), [
        ("input-malformed-quantity", "spec.template.spec.containers[0].resources.requests.memory is '512MB', which is not a quantity; these are numbers with an optional unit, as in 500m, 1.5 or 512Mi")]),
    ("kubernetes:apps/v1:Deployment", deployment(container={"ports": [{"containerPort": 80800}]}), [
        ("input-malformed-port", "spec.template.spec.containers[0].ports[0].containerPort is 80800, which is not a port: ports go up to 65535")]),
    ("kubernetes:apps/v1:Deployment", deployment(replica=2), [
        ("input-unknown-property", "spec has no property 'replica'; did you mean replicas?")]),
    ("kubernetes:apps/v1:Deployment", deployment(container={"env": [{"name": "PORT", "value": 8080}]}), [
        ("input-wrong-type", "spec.template.spec.containers[0].env[0].value must be text, but is the number 8080")]),
    ("kubernetes:apps/v1:Deployment", deployment(replicas="3"), [
        ("input-wrong-type", "spec.replicas must be a whole number, but is the text '3'")]),
    ("kubernetes:core/v1:Namespace", {"metadata": {"name": "My_Namespace"}}, [
        ("input-malformed-name", "metadata.name is 'My_Namespace', which has to be lowercase letters, digits, hyphens and dots")]),
    ("kubernetes:core/v1:Service", {"spec": {"type": "LoadBalance", "ports": [{"port": 80}]}}, [
        ("input-invalid-value", "spec.type is 'LoadBalance', which is not one of ClusterIP, ExternalName, LoadBalancer, NodePort; did you mean LoadBalancer?")]),
    # what is secret stays so
    ("aws:ssm/parameter:Parameter", {"type": Secret("Secure"), "value": "x"}, [
        ("input-invalid-value", "type is a secret value, which is not one of String, StringList, SecureString")]),
]  # fmt: skip


@pytest.mark.parametrize(("type", "inputs", "problems"), MISTAKES)
def test_a_mistake_gets_its_message_and_no_other(
    type: str, inputs: dict[str, Any], problems: list[tuple[str, str]]
) -> None:
    found = [(each.rule, each.message) for each in synthesizer().problems(type, inputs)]

    assert found == problems
