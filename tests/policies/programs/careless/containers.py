"""The service on ECS, its image repository and its secret."""

import json

import pulumi
import pulumi_aws as aws
from edge import tg
from identity import doc
from network import public, svcsg

cluster = aws.ecs.Cluster(
    "c",
    settings=[{"name": "containerInsights", "value": "disabled"}],
)
erole = aws.iam.Role(
    "exec",
    assume_role_policy=doc(
        {
            "Effect": "Allow",
            "Principal": {"Service": "ecs-tasks.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ),
)
aws.iam.RolePolicyAttachment(
    "exec",
    role=erole.name,
    policy_arn="arn:aws:iam::aws:policy/AdministratorAccess",
)
trole = aws.iam.Role(
    "task",
    assume_role_policy=doc(
        {
            "Effect": "Allow",
            "Principal": {"Service": "ecs-tasks.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ),
)
repo = aws.ecr.Repository(
    "r",
    image_tag_mutability="MUTABLE",
    image_scanning_configuration={"scan_on_push": False},
)
aws.ecr.LifecyclePolicy(
    "r",
    repository=repo.name,
    policy=json.dumps(
        {
            "rules": [
                {
                    "rulePriority": 1,
                    "selection": {
                        "tagStatus": "untagged",
                        "countType": "sinceImagePushed",
                        "countUnit": "days",
                        "countNumber": 1400,
                    },
                    "action": {"type": "expire"},
                }
            ]
        }
    ),
)
secret = aws.secretsmanager.Secret("db", recovery_window_in_days=0)
slog = aws.cloudwatch.LogGroup("svc", retention_in_days=3)
td = aws.ecs.TaskDefinition(
    "svc",
    family="svc",
    network_mode="host",
    requires_compatibilities=["EC2"],
    cpu="512",
    memory="1024",
    execution_role_arn=erole.arn,
    task_role_arn=trole.arn,
    runtime_platform={"cpu_architecture": "ARM64", "operating_system_family": "LINUX"},
    container_definitions=pulumi.Output.all(repo.repository_url, secret.arn, slog.name).apply(
        lambda a: json.dumps(
            [
                {
                    "name": "svc",
                    "image": a[0] + ":latest",
                    "essential": True,
                    "privileged": True,
                    "user": "root",
                    "portMappings": [{"containerPort": 8443}],
                    "environment": [{"name": "DB_PASSWORD", "value": "hunter2hunter2"}],
                    "linuxParameters": {"initProcessEnabled": True},
                }
            ]
        )
    ),
)
aws.ecs.Service(
    "svc",
    cluster=cluster.arn,
    task_definition=td.arn,
    desired_count=1,
    launch_type="FARGATE",
    platform_version="1.3.0",
    propagate_tags="SERVICE",
    enable_ecs_managed_tags=True,
    network_configuration={"subnets": public, "security_groups": [svcsg.id], "assign_public_ip": True},
    load_balancers=[{"target_group_arn": tg.arn, "container_name": "svc", "container_port": 8443}],
)
