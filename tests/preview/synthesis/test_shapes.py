"""Ids and ARNs in the shape that AWS gives them."""

import re
from typing import Any

import pytest

from .support import make

HEX = "[0-9a-f]"
UUID = f"{HEX}{{8}}-{HEX}{{4}}-4{HEX}{{3}}-[89ab]{HEX}{{3}}-{HEX}{{12}}"
HERE = "eu-west-1:222233334444"
LISTENER = f"arn:aws:elasticloadbalancing:{HERE}:listener/app/web/0123456789abcdef/fedcba9876543210"
BALANCER = f"arn:aws:elasticloadbalancing:{HERE}:loadbalancer/app/web/0123456789abcdef"

ARNS: list[tuple[str, dict[str, Any], str]] = [
    ("aws:sns/topic:Topic", {"name": "n"}, f"arn:aws:sns:{HERE}:n"),
    ("aws:sqs/queue:Queue", {"name": "n"}, f"arn:aws:sqs:{HERE}:n"),
    ("aws:s3/bucket:Bucket", {"bucket": "n"}, "arn:aws:s3:::n"),
    ("aws:s3/bucketObject:BucketObject", {"bucket": "b", "key": "a/k"}, "arn:aws:s3:::b/a/k"),
    ("aws:s3/accessPoint:AccessPoint", {"name": "n", "bucket": "b"}, f"arn:aws:s3:{HERE}:accesspoint/n"),
    ("aws:iam/role:Role", {"name": "n"}, "arn:aws:iam::222233334444:role/n"),
    ("aws:iam/role:Role", {"name": "n", "path": "/a/"}, "arn:aws:iam::222233334444:role/a/n"),
    ("aws:iam/policy:Policy", {"name": "n"}, "arn:aws:iam::222233334444:policy/n"),
    ("aws:iam/user:User", {"name": "n"}, "arn:aws:iam::222233334444:user/n"),
    (
        "aws:iam/instanceProfile:InstanceProfile",
        {"name": "n"},
        "arn:aws:iam::222233334444:instance-profile/n",
    ),
    (
        "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
        {"url": "https://token.example.com/"},
        "arn:aws:iam::222233334444:oidc-provider/token.example.com",
    ),
    ("aws:dynamodb/table:Table", {"name": "n"}, f"arn:aws:dynamodb:{HERE}:table/n"),
    ("aws:lambda/function:Function", {"name": "n"}, f"arn:aws:lambda:{HERE}:function:n"),
    ("aws:lambda/layerVersion:LayerVersion", {"layerName": "n"}, f"arn:aws:lambda:{HERE}:layer:n:1"),
    ("aws:cloudwatch/logGroup:LogGroup", {"name": "/a/b"}, f"arn:aws:logs:{HERE}:log-group:/a/b"),
    ("aws:cloudwatch/metricAlarm:MetricAlarm", {"name": "n"}, f"arn:aws:cloudwatch:{HERE}:alarm:n"),
    ("aws:cloudwatch/eventRule:EventRule", {"name": "n"}, f"arn:aws:events:{HERE}:rule/n"),
    (
        "aws:cloudwatch/eventRule:EventRule",
        {"name": "n", "eventBusName": "orders"},
        f"arn:aws:events:{HERE}:rule/orders/n",
    ),
    ("aws:ecr/repository:Repository", {"name": "n"}, f"arn:aws:ecr:{HERE}:repository/n"),
    ("aws:ecs/cluster:Cluster", {"name": "n"}, f"arn:aws:ecs:{HERE}:cluster/n"),
    (
        "aws:ecs/service:Service",
        {"name": "n", "cluster": f"arn:aws:ecs:{HERE}:cluster/c"},
        f"arn:aws:ecs:{HERE}:service/c/n",
    ),
    ("aws:ecs/service:Service", {"name": "n"}, f"arn:aws:ecs:{HERE}:service/default/n"),
    ("aws:eks/cluster:Cluster", {"name": "n", "vpcConfig": {}}, f"arn:aws:eks:{HERE}:cluster/n"),
    ("aws:rds/instance:Instance", {"identifier": "n"}, f"arn:aws:rds:{HERE}:db:n"),
    ("aws:rds/cluster:Cluster", {"clusterIdentifier": "n"}, f"arn:aws:rds:{HERE}:cluster:n"),
    ("aws:rds/subnetGroup:SubnetGroup", {"name": "n"}, f"arn:aws:rds:{HERE}:subgrp:n"),
    (
        "aws:elasticache/replicationGroup:ReplicationGroup",
        {"replicationGroupId": "n"},
        f"arn:aws:elasticache:{HERE}:replicationgroup:n",
    ),
    ("aws:kinesis/stream:Stream", {"name": "n"}, f"arn:aws:kinesis:{HERE}:stream/n"),
    ("aws:sfn/stateMachine:StateMachine", {"name": "n"}, f"arn:aws:states:{HERE}:stateMachine:n"),
    ("aws:backup/vault:Vault", {"name": "n"}, f"arn:aws:backup:{HERE}:backup-vault:n"),
    ("aws:cloudtrail/trail:Trail", {"name": "n"}, f"arn:aws:cloudtrail:{HERE}:trail/n"),
    ("aws:codebuild/project:Project", {"name": "n"}, f"arn:aws:codebuild:{HERE}:project/n"),
    ("aws:codepipeline/pipeline:Pipeline", {"name": "n"}, f"arn:aws:codepipeline:{HERE}:n"),
    ("aws:ssm/parameter:Parameter", {"name": "/a/b"}, f"arn:aws:ssm:{HERE}:parameter/a/b"),
    ("aws:kms/alias:Alias", {"name": "alias/n"}, f"arn:aws:kms:{HERE}:alias/n"),
    ("aws:securityhub/account:Account", {}, f"arn:aws:securityhub:{HERE}:hub/default"),
    ("aws:networkfirewall/firewall:Firewall", {"name": "n"}, f"arn:aws:network-firewall:{HERE}:firewall/n"),
    (
        "aws:networkfirewall/ruleGroup:RuleGroup",
        {"name": "n", "type": "STATELESS"},
        f"arn:aws:network-firewall:{HERE}:stateless-rulegroup/n",
    ),
    ("aws:opensearch/domain:Domain", {"domainName": "n"}, f"arn:aws:es:{HERE}:domain/n"),
    ("aws:budgets/budget:Budget", {"name": "n"}, "arn:aws:budgets::222233334444:budget/n"),
    ("aws:scheduler/schedule:Schedule", {"name": "n"}, f"arn:aws:scheduler:{HERE}:schedule/default/n"),
]


@pytest.mark.parametrize(("type", "inputs", "arn"), ARNS, ids=[f"{row[0]}-{len(row[1])}" for row in ARNS])
def test_an_arn_is_what_aws_would_give(type: str, inputs: dict[str, Any], arn: str) -> None:
    assert make(type, inputs).outputs["arn"] == arn


MADE: list[tuple[str, dict[str, Any], str, str]] = [
    ("aws:ec2/vpc:Vpc", {}, "vpc-{hex}", "arn:aws:ec2:{here}:vpc/vpc-{hex}"),
    ("aws:ec2/subnet:Subnet", {}, "subnet-{hex}", "arn:aws:ec2:{here}:subnet/subnet-{hex}"),
    ("aws:ec2/securityGroup:SecurityGroup", {}, "sg-{hex}", "arn:aws:ec2:{here}:security-group/sg-{hex}"),
    ("aws:ec2/instance:Instance", {}, "i-{hex}", "arn:aws:ec2:{here}:instance/i-{hex}"),
    ("aws:ec2/flowLog:FlowLog", {}, "fl-{hex}", "arn:aws:ec2:{here}:vpc-flow-log/fl-{hex}"),
    ("aws:ec2/vpcIpam:VpcIpam", {}, "ipam-{hex}", "arn:aws:ec2::222233334444:ipam/ipam-{hex}"),
    (
        "aws:ec2transitgateway/transitGateway:TransitGateway",
        {},
        "tgw-{hex}",
        "arn:aws:ec2:{here}:transit-gateway/tgw-{hex}",
    ),
    (
        "aws:ec2transitgateway/vpcAttachment:VpcAttachment",
        {},
        "tgw-attach-{hex}",
        "arn:aws:ec2:{here}:transit-gateway-attachment/tgw-attach-{hex}",
    ),
    ("aws:kms/key:Key", {}, "{uuid}", "arn:aws:kms:{here}:key/{uuid}"),
    (
        "aws:efs/fileSystem:FileSystem",
        {},
        "fs-{hex}",
        "arn:aws:elasticfilesystem:{here}:file-system/fs-{hex}",
    ),
    (
        "aws:route53/zone:Zone",
        {"name": "n.org"},
        "Z[0-9A-Z]{{20}}",
        "arn:aws:route53:::hostedzone/Z[0-9A-Z]{{20}}",
    ),
    (
        "aws:guardduty/detector:Detector",
        {},
        "[0-9a-f]{{32}}",
        "arn:aws:guardduty:{here}:detector/[0-9a-f]{{32}}",
    ),
    ("aws:backup/plan:Plan", {}, "{uuid}", "arn:aws:backup:{here}:backup-plan:{uuid}"),
    (
        "aws:acm/certificate:Certificate",
        {"domainName": "n.org"},
        "arn:aws:acm:{here}:certificate/{uuid}",
        "arn:aws:acm:{here}:certificate/{uuid}",
    ),
    (
        "aws:secretsmanager/secret:Secret",
        {"name": "n"},
        "arn:aws:secretsmanager:{here}:secret:n-[A-Za-z]{{6}}",
        "arn:aws:secretsmanager:{here}:secret:n-[A-Za-z]{{6}}",
    ),
    (
        "aws:lb/loadBalancer:LoadBalancer",
        {"name": "n"},
        "arn:aws:elasticloadbalancing:{here}:loadbalancer/app/n/[0-9a-f]{{16}}",
        "arn:aws:elasticloadbalancing:{here}:loadbalancer/app/n/[0-9a-f]{{16}}",
    ),
    (
        "aws:alb/loadBalancer:LoadBalancer",
        {"name": "n", "loadBalancerType": "network"},
        "arn:aws:elasticloadbalancing:{here}:loadbalancer/net/n/[0-9a-f]{{16}}",
        "arn:aws:elasticloadbalancing:{here}:loadbalancer/net/n/[0-9a-f]{{16}}",
    ),
    (
        "aws:lb/listener:Listener",
        {"loadBalancerArn": BALANCER},
        "arn:aws:elasticloadbalancing:{here}:listener/app/web/0123456789abcdef/[0-9a-f]{{16}}",
        "arn:aws:elasticloadbalancing:{here}:listener/app/web/0123456789abcdef/[0-9a-f]{{16}}",
    ),
    (
        "aws:lb/listenerRule:ListenerRule",
        {"listenerArn": LISTENER},
        ".*",
        "arn:aws:elasticloadbalancing:{here}:listener-rule/app/web/0123456789abcdef/fedcba9876543210/[0-9a-f]{{16}}",
    ),
    (
        "aws:wafv2/webAcl:WebAcl",
        {"name": "n", "scope": "CLOUDFRONT"},
        "{uuid}",
        "arn:aws:wafv2:us-east-1:222233334444:global/webacl/n/{uuid}",
    ),
    (
        "aws:apigateway/restApi:RestApi",
        {"name": "n"},
        "[0-9a-z]{{10}}",
        "arn:aws:apigateway:eu-west-1::/restapis/[0-9a-z]{{10}}",
    ),
    (
        "aws:cloudfront/distribution:Distribution",
        {},
        "E[0-9A-Z]{{13}}",
        "arn:aws:cloudfront::222233334444:distribution/E[0-9A-Z]{{13}}",
    ),
    (
        "aws:ram/resourceShare:ResourceShare",
        {"name": "n"},
        "arn:.*",
        "arn:aws:ram:{here}:resource-share/{uuid}",
    ),
    # from the import examples of the documentation
    (
        "aws:codeconnections/connection:Connection",
        {"name": "n"},
        "arn:.*",
        "arn:aws:codeconnections:{here}:connection/{uuid}",
    ),
]


@pytest.mark.parametrize(("type", "inputs", "id", "arn"), MADE, ids=[row[0] for row in MADE])
def test_made_up_ids_have_the_shape_of_their_type(
    type: str, inputs: dict[str, Any], id: str, arn: str
) -> None:
    made = make(type, inputs)
    known = {"hex": f"{HEX}{{17}}", "uuid": UUID, "here": HERE}

    assert isinstance(made.id, str)
    assert re.fullmatch(id.format(**known), made.id)
    assert re.fullmatch(arn.format(**known), made.outputs["arn"])
    assert {"id", "arn"} <= set(made.synthetic)


@pytest.mark.parametrize(
    ("type", "inputs", "id"),
    [
        ("aws:iam/rolePolicyAttachment:RolePolicyAttachment", {"role": "r", "policyArn": "p"}, "r/p"),
        ("aws:s3/bucketPolicy:BucketPolicy", {"bucket": "b"}, "b"),
        ("aws:s3/bucketVersioning:BucketVersioning", {"bucket": "b"}, "b"),
        (
            "aws:s3/bucketVersioning:BucketVersioning",
            {"bucket": "b", "expectedBucketOwner": "111122223333"},
            "b,111122223333",
        ),
        ("aws:sqs/queue:Queue", {"name": "q"}, "https://sqs.eu-west-1.amazonaws.com/222233334444/q"),
        ("aws:eks/addon:Addon", {"clusterName": "c", "addonName": "a"}, "c:a"),
        ("aws:route53/record:Record", {"zoneId": "Z1", "name": "WWW", "type": "A"}, "Z1_www_A"),
        (
            "aws:organizations/policyAttachment:PolicyAttachment",
            {"policyId": "p-1", "targetId": "r-1"},
            "r-1:p-1",
        ),
        ("aws:guardduty/organizationAdminAccount:OrganizationAdminAccount", {"adminAccountId": "1"}, "1"),
        (
            "aws:appstream/fleetStackAssociation:FleetStackAssociation",
            {"fleetName": "f", "stackName": "s"},
            "f/s",
        ),
        ("aws:ebs/encryptionByDefault:EncryptionByDefault", {}, "eu-west-1"),
        ("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", {}, "222233334444"),
    ],
)
def test_ids_made_of_inputs_are_composed_as_the_provider_does(
    type: str, inputs: dict[str, Any], id: str
) -> None:
    assert make(type, inputs).id == id


def test_an_account_has_twelve_digits_and_another_one_has_others() -> None:
    first = make("aws:organizations/account:Account", {"name": "a", "email": "a@example.com"}, name="a")
    second = make("aws:organizations/account:Account", {"name": "a", "email": "a@example.com"}, name="b")

    assert isinstance(first.id, str)
    assert re.fullmatch(r"[1-9]\d{11}", first.id)
    assert first.id != second.id


def test_an_organization_and_its_accounts_agree_on_its_id() -> None:
    organization = make("aws:organizations/organization:Organization", {"enabledPolicyTypes": ["TAG_POLICY"]})
    account = make("aws:organizations/account:Account", {"name": "a"})
    (root,) = organization.outputs["roots"]
    unit = make(
        "aws:organizations/organizationalUnit:OrganizationalUnit", {"name": "u", "parentId": root["id"]}
    )

    assert isinstance(organization.id, str)
    assert re.fullmatch("o-[0-9a-z]{10}", organization.id)
    assert re.fullmatch("r-[0-9a-z]{4}", root["id"])
    assert root["policyTypes"] == [{"type": "TAG_POLICY", "status": "ENABLED"}]
    assert organization.outputs["masterAccountId"] == "222233334444"
    assert (
        account.outputs["arn"]
        == f"arn:aws:organizations::222233334444:account/{organization.id}/{account.id}"
    )
    assert re.fullmatch(f"ou-{root['id'][2:]}-[0-9a-z]{{8}}", str(unit.id))


def test_a_type_that_nothing_is_known_of_is_identified_by_its_name_or_by_opaque_text() -> None:
    named = make("aws:emrcontainers/jobTemplate:JobTemplate", {"name": "n"})
    nameless = make("aws:macie2/classificationExportConfiguration:ClassificationExportConfiguration")

    assert named.id == "n"
    assert re.fullmatch(f"{HEX}{{20}}", str(nameless.id))


def test_a_role_of_a_service_is_identified_by_its_arn_and_a_key_by_what_iam_calls_it() -> None:
    role = make(
        "aws:iam/serviceLinkedRole:ServiceLinkedRole", {"awsServiceName": "autoscaling.amazonaws.com"}
    )
    key = make("aws:iam/sshKey:SshKey", {"username": "u", "encoding": "SSH", "publicKey": "ssh-rsa AAAA"})

    path = "arn:aws:iam::222233334444:role/aws-service-role/autoscaling.amazonaws.com/"
    assert role.id == role.outputs["arn"] == path + role.outputs["name"]
    assert re.fullmatch("AWSServiceRoleFor[0-9A-Za-z]{10}", role.outputs["name"])
    assert re.fullmatch("APKA[0-9A-Z]{17}", str(key.id))
    assert key.outputs["sshPublicKeyId"] == key.id
