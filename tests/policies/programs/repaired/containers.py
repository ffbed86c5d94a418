"""The service on ECS, its image repository and its secret."""

import json

import pulumi
import pulumi_aws as aws
from edge import tg
from identity import account, doc, key, region
from network import private, svcsg
from serverless import alog

cluster = aws.ecs.Cluster(
    "c",
    settings=[{"name": "containerInsights", "value": "enabled"}],
    configuration={
        "execute_command_configuration": {
            "logging": "OVERRIDE",
            "kms_key_id": key.arn,
            "log_configuration": {
                "cloud_watch_log_group_name": alog.name,
                "cloud_watch_encryption_enabled": True,
            },
        }
    },
)
erole = aws.iam.Role(
    "exec",
    assume_role_policy=doc(
        {
            "Effect": "Allow",
            "Principal": {"Service": "ecs-tasks.amazonaws.com"},
            "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"aws:SourceAccount": account}},
        }
    ),
)
aws.iam.RolePolicyAttachment(
    "exec",
    role=erole.name,
    policy_arn="arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
)
trole = aws.iam.Role(
    "task",
    assume_role_policy=doc(
        {
            "Effect": "Allow",
            "Principal": {"Service": "ecs-tasks.amazonaws.com"},
            "Action": "sts:AssumeRole",
            "Condition": {"ArnLike": {"aws:SourceArn": f"arn:aws:ecs:{region}:{account}:*"}},
        }
    ),
)
repo = aws.ecr.Repository(
    "r",
    image_tag_mutability="IMMUTABLE",
    image_scanning_configuration={"scan_on_push": True},
    encryption_configurations=[{"encryption_type": "KMS", "kms_key": key.arn}],
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
                        "countNumber": 14,
                    },
                    "action": {"type": "expire"},
                }
            ]
        }
    ),
)
secret = aws.secretsmanager.Secret("db", kms_key_id=key.arn, recovery_window_in_days=30)
aws.secretsmanager.SecretRotation(
    "db",
    secret_id=secret.id,
    rotation_lambda_arn=f"arn:aws:lambda:{region}:{account}:function:rotate-database-password",
    rotation_rules={"automatically_after_days": 30},
)
slog = aws.cloudwatch.LogGroup("svc", retention_in_days=365, kms_key_id=key.arn)
td = aws.ecs.TaskDefinition(
    "svc",
    family="svc",
    network_mode="awsvpc",
    requires_compatibilities=["FARGATE"],
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
                    "image": a[0] + ":1.4.2",
                    "essential": True,
                    "readonlyRootFilesystem": True,
                    "user": "1000",
                    "portMappings": [{"containerPort": 8443}],
                    "secrets": [{"name": "DB_PASSWORD", "valueFrom": a[1]}],
                    "logConfiguration": {
                        "logDriver": "awslogs",
                        "options": {
                            "awslogs-group": a[2],
                            "awslogs-region": region,
                            "awslogs-stream-prefix": "svc",
                        },
                    },
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
    desired_count=2,
    launch_type="FARGATE",
    platform_version="LATEST",
    propagate_tags="SERVICE",
    enable_ecs_managed_tags=True,
    network_configuration={"subnets": private, "security_groups": [svcsg.id], "assign_public_ip": False},
    load_balancers=[{"target_group_arn": tg.arn, "container_name": "svc", "container_port": 8443}],
    deployment_circuit_breaker={"enable": True, "rollback": True},
)
