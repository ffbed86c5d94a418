"""The load balancers, services, repositories and trails of awsx."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pulumi
import pulumi_aws as aws
import pulumi_awsx as awsx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preview.engine import EngineError
from preview.synthesis.components.awsx.fargate_sizes import fargate_size
from preview.values import UNKNOWN, Secret

from .support import below, preview

BALANCER = "aws:lb/loadBalancer:LoadBalancer"
TARGET = "aws:lb/targetGroup:TargetGroup"
LISTENER = "aws:lb/listener:Listener"
TASK = "aws:ecs/taskDefinition:TaskDefinition"
SERVICE = "aws:ecs/service:Service"
GROUP = "aws:ec2/securityGroup:SecurityGroup"
ROLE = "arn:aws:iam::123456789012:role/x"
IMAGE: Any = {"name": "app", "image": "nginx"}


def a_service(**settings: Any) -> awsx.ecs.FargateService:
    task: Any = settings.pop("task", {"container": IMAGE})
    return awsx.ecs.FargateService("web", cluster="arn", task_definition_args=task, **settings)


def a_repository(rules: Any) -> awsx.ecr.Repository:
    return awsx.ecr.Repository("r", lifecycle_policy={"rules": rules})


def test_a_load_balancer_goes_into_the_default_vpc_and_is_open_unless_told() -> None:
    def program() -> None:
        made = awsx.lb.ApplicationLoadBalancer("web")
        default = awsx.ec2.DefaultVpc("default")
        pulumi.export("vpc", made.vpc_id)
        pulumi.export("default", default.vpc_id)
        pulumi.export("private", default.private_subnet_ids)

    cloud = preview(program)

    assert below(cloud, "awsx:lb:ApplicationLoadBalancer") == [
        "Listener web-0", "LoadBalancer web", "SecurityGroup web", "TargetGroup web",
    ]  # fmt: skip
    assert cloud.exports["vpc"] == cloud.exports["default"] == cloud.one(GROUP).inputs["vpcId"]
    assert cloud.exports["private"] == []
    assert cloud.one(GROUP).inputs["ingress"][0]["cidrBlocks"] == ["0.0.0.0/0"]
    assert cloud.one(BALANCER).inputs["loadBalancerType"] == "application"
    assert cloud.one(BALANCER).inputs["securityGroups"] == [cloud.one(GROUP).id]
    assert len(cloud.one(BALANCER).inputs["subnets"]) == 3
    target, listener = cloud.one(TARGET), cloud.one(LISTENER)
    assert {key: target.inputs[key] for key in ("port", "protocol", "targetType")} == {
        "port": 80, "protocol": "HTTP", "targetType": "ip",
    }  # fmt: skip
    assert listener.inputs == {
        "defaultActions": [{"type": "forward", "targetGroupArn": target.outputs["arn"]}],
        "loadBalancerArn": cloud.one(BALANCER).outputs["arn"],
        "port": 80,
        "protocol": "HTTP",
    }


def test_a_load_balancer_among_the_stacks_own_subnets_knows_their_vpc() -> None:
    def program() -> None:
        vpc = aws.ec2.Vpc("own", cidr_block="10.0.0.0/16")
        subnet = aws.ec2.Subnet("a", vpc_id=vpc.id, cidr_block="10.0.0.0/24")
        awsx.lb.ApplicationLoadBalancer("ids", subnet_ids=[subnet.id])
        awsx.lb.ApplicationLoadBalancer("resources", subnets=[subnet])
        awsx.lb.ApplicationLoadBalancer("mapped", subnet_mappings=[{"subnet_id": subnet.id}])

    cloud = preview(program)
    own = cloud.one("aws:ec2/vpc:Vpc").id

    assert {each.name: each.inputs["vpcId"] for each in cloud.all(TARGET)} == {
        "ids": own, "resources": own, "mapped": own,
    }  # fmt: skip
    assert cloud.one(BALANCER, "resources").inputs["subnets"] == [cloud.named("a").id]
    assert "subnets" not in cloud.one(BALANCER, "mapped").inputs


@pytest.mark.parametrize(
    ("settings", "listeners", "target"),
    [
        ({"default_target_group_port": 8080}, [(8080, "HTTP")], (8080, "HTTP")),
        ({"listener": {"port": 443}}, [(443, "HTTPS")], (443, "HTTPS")),
        ({"listener": {"protocol": "HTTPS"}}, [(443, "HTTPS")], (443, "HTTPS")),
        ({"listeners": [{"port": 8443}]}, [(8443, "HTTP")], (None, None)),
        ({"listeners": [{"port": 80}, {"protocol": "HTTPS"}]}, [(80, "HTTP"), (443, "HTTPS")], (80, "HTTP")),
        ({"default_target_group": {"port": 9000}}, [(80, "HTTP")], (9000, "HTTP")),
    ],
)
def test_ports_and_protocols_follow_each_other(
    settings: dict[str, Any], listeners: list[tuple[int, str]], target: tuple[int | None, str | None]
) -> None:
    cloud = preview(lambda: awsx.lb.ApplicationLoadBalancer("web", **settings))

    assert [(each.inputs["port"], each.inputs["protocol"]) for each in cloud.all(LISTENER)] == listeners
    made = cloud.one(TARGET).inputs
    assert (made.get("port"), made.get("protocol")) == target


def test_a_network_load_balancer_speaks_tcp_and_has_no_group_of_its_own() -> None:
    cloud = preview(lambda: awsx.lb.NetworkLoadBalancer("n", internal=True, listener={"port": 53}))

    assert below(cloud, "awsx:lb:NetworkLoadBalancer") == ["Listener n-0", "LoadBalancer n", "TargetGroup n"]
    assert (cloud.one(BALANCER).inputs["enableHttp2"], cloud.one(BALANCER).inputs["idleTimeout"]) == (
        False,
        0,
    )
    assert (cloud.one(TARGET).inputs["port"], cloud.one(LISTENER).inputs["port"]) == (80, 53)
    assert cloud.one(LISTENER).inputs["protocol"] == "TCP"


def test_a_function_behind_a_load_balancer_may_be_called_by_it() -> None:
    def program() -> None:
        group = aws.lb.TargetGroup("g", target_type="lambda")
        function = aws.lambda_.Function("f", role=ROLE, package_type="Image", image_uri="1.dkr")
        awsx.lb.TargetGroupAttachment("a", target_group=group, lambda_=function)

    cloud = preview(program)
    permission, attachment = (
        cloud.one("aws:lambda/permission:Permission"),
        cloud.one("aws:lb/targetGroupAttachment:TargetGroupAttachment"),
    )

    assert permission.inputs["sourceArn"] == cloud.named("g").outputs["arn"]
    assert attachment.inputs["targetId"] == cloud.named("f").outputs["arn"]
    assert permission.urn in attachment.dependencies


@pytest.mark.parametrize(("kind", "output"), [("instance", "id"), ("ip", "privateIp")])
def test_a_machine_is_attached_as_its_target_group_wants(kind: str, output: str) -> None:
    def program() -> None:
        group = aws.lb.TargetGroup(
            "g", target_type=kind, port=80, protocol="HTTP", vpc_id="vpc-0a1b2c3d4e5f60718"
        )
        machine = aws.ec2.Instance("m", ami="ami-0a1b2c3d4e5f60718", instance_type="t3.micro")
        awsx.lb.TargetGroupAttachment("a", target_group=group, instance=machine)

    cloud = preview(program)
    machine = cloud.named("m")
    expected = machine.id if output == "id" else machine.outputs[output]

    assert cloud.one("aws:lb/targetGroupAttachment:TargetGroupAttachment").inputs["targetId"] == expected


def test_a_service_brings_its_task_with_roles_and_logs() -> None:
    def program() -> None:
        balancer = awsx.lb.ApplicationLoadBalancer("lb")
        port = {"container_port": 80, "target_group": balancer.default_target_group}
        a_service(
            task={
                "container": {**IMAGE, "cpu": 512, "memory": 1024, "port_mappings": [port]},
                "volumes": [{"name": "data"}],
            },
            assign_public_ip=True,
            desired_count=2,
        )

    cloud = preview(program)
    task, service, target = cloud.one(TASK), cloud.one(SERVICE), cloud.one(TARGET)

    assert below(cloud, "awsx:ecs:FargateService") == [
        "FargateTaskDefinition web",
        "LogGroup web",
        "Role web-execution",
        "Role web-task",
        "RolePolicyAttachment web-execution-9a42f520",
        "SecurityGroup web-sg",
        "Service web",
        "TaskDefinition web",
    ]
    assert task.urn.split("::")[2] == f"awsx:ecs:FargateService$awsx:ecs:FargateTaskDefinition${TASK}"
    assert json.loads(str(task.inputs["containerDefinitions"])) == [
        {
            "name": "app", "image": "nginx", "cpu": 512, "memory": 1024,
            "portMappings": [{"containerPort": 80, "hostPort": 80}],
            "logConfiguration": {
                "logDriver": "awslogs",
                "options": {
                    "awslogs-group": cloud.one("aws:cloudwatch/logGroup:LogGroup").outputs["name"],
                    "awslogs-region": "eu-west-1",
                    "awslogs-stream-prefix": "app",
                },
            },
        }
    ]  # fmt: skip
    assert (task.inputs["cpu"], task.inputs["memory"], task.inputs["networkMode"]) == (
        "512",
        "1024",
        "awsvpc",
    )
    assert task.inputs["taskRoleArn"] == cloud.named("web-task").outputs["arn"]
    assert task.inputs["volumes"] == [{"name": "data"}]
    assert str(task.inputs["family"]).startswith("web-")
    assert target.urn in task.dependencies
    assert service.inputs["loadBalancers"] == [
        {"containerName": "app", "containerPort": 80, "targetGroupArn": target.outputs["arn"]}
    ]
    assert (service.inputs["launchType"], service.inputs["desiredCount"]) == ("FARGATE", 2)
    assert service.inputs["waitForSteadyState"] is True
    assert service.inputs["taskDefinition"] == task.outputs["arn"]
    assert service.inputs["networkConfiguration"]["assignPublicIp"] is True
    assert len(service.inputs["networkConfiguration"]["subnets"]) == 3


def test_private_subnets_of_the_default_vpc_are_not_guessed() -> None:
    service = preview(a_service).one(SERVICE)

    assert service.inputs["networkConfiguration"]["subnets"] is UNKNOWN


def test_a_secret_of_a_container_keeps_its_definitions_secret() -> None:
    def program() -> None:
        hidden = {"name": "PASSWORD", "value": pulumi.Output.secret("hunter2")}
        a_service(task={"container": {**IMAGE, "environment": [hidden]}})

    task = preview(program).one(TASK)

    assert isinstance(task.inputs["containerDefinitions"], Secret)
    assert isinstance(task.inputs["family"], Secret)


def test_containers_share_a_task_that_takes_the_roles_and_logs_of_the_program() -> None:
    cloud = preview(
        lambda: awsx.ecs.FargateTaskDefinition(
            "job",
            containers={
                "b": {"name": "b", "image": "b", "cpu": 1024, "memory_reservation": 512, "memory": 9000},
                "a": {"name": "a", "image": "a", "cpu": 512, "memory": 2048},
            },
            execution_role={"role_arn": "arn:aws:iam::123456789012:role/x"},
            task_role={"skip": True},
            log_group={
                "existing": {"arn": "arn:aws:logs:eu-west-1:123456789012:log-group:shared"},
            },
        )
    )
    task = cloud.one(TASK)

    assert below(cloud, "awsx:ecs:FargateTaskDefinition") == ["TaskDefinition job"]
    containers = json.loads(str(task.inputs["containerDefinitions"]))
    assert [each["name"] for each in containers] == ["a", "b"]
    assert containers[0]["logConfiguration"]["options"]["awslogs-group"] == "shared"
    assert (task.inputs["cpu"], task.inputs["memory"]) == ("2048", "4096")
    assert task.inputs["executionRoleArn"] == "arn:aws:iam::123456789012:role/x"
    assert "taskRoleArn" not in task.inputs


def test_a_service_on_machines_of_its_own_asks_for_ec2() -> None:
    task: Any = {"container": IMAGE}
    cloud = preview(lambda: awsx.ecs.EC2Service("e", cluster="arn", task_definition_args=task))

    assert cloud.one(SERVICE).inputs["launchType"] == "EC2"
    assert "desiredCount" not in cloud.one(SERVICE).inputs
    assert cloud.one(TASK).inputs["requiresCompatibilities"] == ["EC2"]
    assert "cpu" not in cloud.one(TASK).inputs


@given(st.floats(0, 32_768), st.floats(0, 249_856))
def test_the_size_of_a_task_fits_what_is_asked_for(cpu: float, memory: float) -> None:
    found = fargate_size(cpu, memory)

    assert float(found[0]) >= cpu
    assert float(found[1]) >= memory


@pytest.mark.parametrize(
    ("cpu", "memory", "size"),
    [
        (0, 0, ("256", "512")),
        (256, 513, ("256", "1024")),
        (1025, 100, ("2048", "4096")),
        (300, 5000, ("1024", "5120")),
        (20000, 0, ("32768", "61440")),
    ],
)
def test_the_smallest_task_that_fits_is_chosen(cpu: float, memory: float, size: tuple[str, str]) -> None:
    assert fargate_size(cpu, memory) == size


def test_a_repository_forgets_untagged_images_unless_told() -> None:
    cloud = preview(lambda: awsx.ecr.Repository("Shop", force_delete=True))
    policy = cloud.one("aws:ecr/lifecyclePolicy:LifecyclePolicy")

    assert below(cloud, "awsx:ecr:Repository") == ["LifecyclePolicy shop", "Repository shop"]
    assert cloud.one("aws:ecr/repository:Repository").inputs["forceDelete"] is True
    assert json.loads(str(policy.inputs["policy"])) == {
        "rules": [
            {
                "rulePriority": 1,
                "description": "remove untagged images",
                "selection": {"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 1},
                "action": {"type": "expire"},
            }
        ]
    }


def test_the_rule_for_any_image_comes_last() -> None:
    rules: Any = [
        {"tag_status": "any", "maximum_age_limit": 30},
        {"tag_status": "tagged", "tag_prefix_list": ["v"], "maximum_number_of_images": 5},
    ]
    policy = preview(lambda: a_repository(rules)).one("aws:ecr/lifecyclePolicy:LifecyclePolicy")

    assert [each["selection"] for each in json.loads(str(policy.inputs["policy"]))["rules"]] == [
        {"tagStatus": "tagged", "tagPrefixList": ["v"], "countType": "imageCountMoreThan", "countNumber": 5},
        {"tagStatus": "any", "countType": "sinceImagePushed", "countNumber": 30, "countUnit": "days"},
    ]


def test_an_image_is_built_for_its_repository_and_its_digest_is_not_guessed() -> None:
    def program() -> None:
        repository = awsx.ecr.Repository("r")
        made = awsx.ecr.Image("i", repository_url=repository.url, image_tag="v1", args={"A": "1"})
        pulumi.export("uri", made.image_uri)

    cloud = preview(program)
    image = cloud.one("docker-build:index:Image")
    url = cloud.one("aws:ecr/repository:Repository").outputs["repositoryUrl"]

    assert image.name == "v1"
    assert image.inputs["tags"] == [f"{url}:v1"]
    assert image.inputs["buildArgs"] == {"A": "1"}
    assert isinstance(image.inputs["registries"], Secret)
    assert cloud.exports == {"uri": UNKNOWN}


def test_a_trail_writes_to_its_bucket_and_its_log_group() -> None:
    cloud = preview(
        lambda: awsx.cloudtrail.Trail("t", enable_logging=True, cloud_watch_logs_group={"enable": True})
    )
    trail = cloud.one("aws:cloudtrail/trail:Trail")
    bucket = cloud.one("aws:s3/bucket:Bucket")
    logs = cloud.one("aws:cloudwatch/logGroup:LogGroup")

    assert below(cloud, "awsx:cloudtrail:Trail") == [
        "Bucket t", "BucketPolicy t", "LogGroup t", "Role t", "Trail t",
    ]  # fmt: skip
    assert bucket.inputs["forceDestroy"] is True
    assert trail.inputs["s3BucketName"] == bucket.outputs["bucket"]
    assert str(trail.inputs["cloudWatchLogsGroupArn"]).endswith(f":log-group:{logs.outputs['name']}:*")
    assert trail.inputs["cloudWatchLogsRoleArn"] == cloud.one("aws:iam/role:Role").outputs["arn"]
    assert cloud.one("aws:s3/bucketPolicy:BucketPolicy").urn in trail.dependencies


def test_a_trail_takes_a_bucket_that_exists() -> None:
    cloud = preview(lambda: awsx.cloudtrail.Trail("t", s3_bucket={"existing": {"arn": "arn:aws:s3:::logs"}}))

    assert below(cloud, "awsx:cloudtrail:Trail") == ["BucketPolicy t", "Trail t"]
    assert cloud.one("aws:cloudtrail/trail:Trail").inputs["s3BucketName"] == "logs"


@pytest.mark.parametrize(
    ("program", "message"),
    [
        (lambda: awsx.lb.ApplicationLoadBalancer("l", subnet_ids=["a"], subnets=[]), "exclude each other"),
        (
            lambda: awsx.lb.ApplicationLoadBalancer("l", listener={}, listeners=[]),
            "listener and listeners exclude each other",
        ),
        (
            lambda: awsx.lb.NetworkLoadBalancer("l", default_target_group={}, default_target_group_port=1),
            "defaultTargetGroup and defaultTargetGroupPort exclude each other",
        ),
        (lambda: awsx.lb.TargetGroupAttachment("a", target_group_arn="arn"), "give exactly one of instance"),
        (lambda: a_service(task_definition="arn"), "a taskDefinition or taskDefinitionArgs"),
        (lambda: a_service(assign_public_ip=True, network_configuration={}), "exclude each other"),
        (lambda: a_service(task={}), "a container or containers"),
        (
            lambda: a_service(task={"container": {**IMAGE, "cpu": 99999}}),
            "no Fargate task has 99999 CPU units",
        ),
        (
            lambda: a_repository([{"tag_status": "any"}]),
            "maximumNumberOfImages or maximumAgeLimit",
        ),
        (
            lambda: awsx.cloudtrail.Trail("t", s3_bucket={"existing": {}}),
            "an existing bucket is given by its name or its arn",
        ),
    ],
)
def test_what_the_plugin_refuses_is_an_error(program: Callable[[], Any], message: str) -> None:
    with pytest.raises(EngineError) as error:
        preview(program)

    assert message in str(error.value)
