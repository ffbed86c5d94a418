import pulumi
import pulumi_aws as aws

config = pulumi.Config()
replicas = config.get_int("replicas") or 2
region = aws.get_region().region

vpc = aws.ec2.get_vpc(default=True)
subnets = aws.ec2.get_subnets_output(filters=[{"name": "vpc-id", "values": [vpc.id]}])

inbound = aws.ec2.SecurityGroup(
    "load-balancer",
    vpc_id=vpc.id,
    ingress=[{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["0.0.0.0/0"]}],
    egress=[{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}],
)
balancer = aws.lb.LoadBalancer(
    "web", load_balancer_type="application", security_groups=[inbound.id], subnets=subnets.ids
)
targets = aws.lb.TargetGroup("web", port=8080, protocol="HTTP", target_type="ip", vpc_id=vpc.id)
certificate = aws.acm.Certificate("web", domain_name="www.example.com", validation_method="DNS")
listener = aws.lb.Listener(
    "https",
    load_balancer_arn=balancer.arn,
    port=443,
    protocol="HTTPS",
    certificate_arn=certificate.arn,
    default_actions=[{"type": "forward", "target_group_arn": targets.arn}],
)

role = aws.iam.Role(
    "execution",
    assume_role_policy=aws.iam.get_policy_document(
        statements=[
            {
                "actions": ["sts:AssumeRole"],
                "principals": [{"type": "Service", "identifiers": ["ecs-tasks.amazonaws.com"]}],
            }
        ]
    ).json,
)
aws.iam.RolePolicyAttachment(
    "execution",
    role=role.name,
    policy_arn=aws.iam.ManagedPolicy.AMAZON_ECS_TASK_EXECUTION_ROLE_POLICY,
)
logs = aws.cloudwatch.LogGroup("web", retention_in_days=30)
repository = aws.ecr.Repository("web", image_scanning_configuration={"scan_on_push": True})
task = aws.ecs.TaskDefinition(
    "web",
    family="web",
    cpu="256",
    memory="512",
    network_mode="awsvpc",
    requires_compatibilities=["FARGATE"],
    execution_role_arn=role.arn,
    container_definitions=pulumi.Output.json_dumps(
        [
            {
                "name": "web",
                "image": pulumi.Output.concat(repository.repository_url, ":latest"),
                "portMappings": [{"containerPort": 8080}],
                "logConfiguration": {
                    "logDriver": "awslogs",
                    "options": {"awslogs-group": logs.name, "awslogs-region": region},
                },
            }
        ]
    ),
)
service = aws.ecs.Service(
    "web",
    cluster=aws.ecs.Cluster("web").arn,
    task_definition=task.arn,
    launch_type="FARGATE",
    desired_count=replicas,
    network_configuration={"subnets": subnets.ids, "security_groups": [inbound.id]},
    load_balancers=[{"target_group_arn": targets.arn, "container_name": "web", "container_port": 8080}],
    opts=pulumi.ResourceOptions(depends_on=[listener]),
)

pulumi.export("url", pulumi.Output.format("https://{0}", balancer.dns_name))
pulumi.export("service", service.name)
