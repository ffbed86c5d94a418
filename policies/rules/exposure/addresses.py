"""Addresses and endpoints on the internet, where one property decides."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.verdict import Verdict

from rules.checks import given, none_of, off, on, one_of, where_set
from rules.exposure.row import CRITICAL, HIGH, MEDIUM, row


def publicly_accessible(resource: Resource) -> Iterator[Verdict]:
    """No address on the internet, which a replication instance of DMS gets unless it is told otherwise."""
    by_default = resource.type == "aws:dms/replicationInstance:ReplicationInstance"
    yield from off("publiclyAccessible", default=by_default)(resource)


ADDRESSES = (
    row(
        "rds-not-public",
        CRITICAL,
        (
            "rds/instance",
            "rds/cluster",
            "rds/clusterInstance",
            "neptune/clusterInstance",
            "dms/replicationInstance",
            "mq/broker",
            "redshift/cluster",
            "redshiftserverless/workgroup",
        ),
        publicly_accessible,
        "Databases, brokers and replication instances have no public address.",
        "Anybody can try passwords on a database with a public address.",
        "Set publicly_accessible=False; reach it through the VPC.",
        ("RDS.2", "Redshift.1", "DMS.1"),
    ),
    row(
        "ec2-public-ip",
        HIGH,
        ("ec2/instance", "ec2/spotInstanceRequest", "ec2/launchConfiguration"),
        off("associatePublicIpAddress"),
        "Instances have no public address.",
        "Each public address is scanned within minutes.",
        "Remove associate_public_ip_address; put a load balancer in front.",
        ("EC2.9", "AutoScaling.5"),
    ),
    row(
        "launchtemplate-public-ip",
        HIGH,
        ("ec2/launchTemplate",),
        off("networkInterfaces[].associatePublicIpAddress"),
        "Launch templates give no public address.",
        "Each public address is scanned within minutes.",
        'Set associate_public_ip_address to "false" in network_interfaces.',
        ("EC2.25",),
    ),
    row(
        "ecs-service-public-ip",
        HIGH,
        ("ecs/service", "ecs/taskSet"),
        off("networkConfiguration.assignPublicIp"),
        "ECS tasks have no public address.",
        "Each public address is scanned within minutes.",
        "Remove assign_public_ip; give the tasks endpoints or a NAT gateway.",
        ("ECS.2",),
    ),
    row(
        "msk-public",
        CRITICAL,
        ("msk/cluster",),
        none_of("brokerNodeGroupInfo.connectivityInfo.publicAccess.type", "SERVICE_PROVIDED_EIPS"),
        "Kafka brokers have no public address.",
        "Anybody can try to read and write topics.",
        "Set public_access.type to DISABLED.",
    ),
    row(
        "opensearch-in-vpc",
        HIGH,
        ("opensearch/domain", "elasticsearch/domain"),
        given("vpcOptions.subnetIds"),
        "OpenSearch domains are in a VPC.",
        "A domain outside has a public endpoint, guarded by its policy only.",
        "Set vpc_options.subnet_ids; it can't be changed later.",
        ("Opensearch.2", "ES.2"),
    ),
    row(
        "sagemaker-notebook-no-internet",
        HIGH,
        ("sagemaker/notebookInstance",),
        one_of("directInternetAccess", "Disabled", default="Enabled"),
        "SageMaker notebooks have no direct way to the internet.",
        "Data and credentials of the notebook can leave past every control of the VPC.",
        "Set direct_internet_access to Disabled, with subnet_id and security_groups.",
        ("SageMaker.1",),
    ),
    row(
        "emr-block-public",
        HIGH,
        ("emr/blockPublicAccessConfiguration",),
        on("blockPublicSecurityGroupRules"),
        "EMR refuses clusters whose security groups are open.",
        "A cluster that anybody can reach runs anybody's jobs.",
        "Set block_public_security_group_rules=True.",
        ("EMR.2",),
    ),
    row(
        "mwaa-public",
        HIGH,
        ("mwaa/environment",),
        none_of("webserverAccessMode", "PUBLIC_ONLY"),
        "Airflow's web server is inside the VPC.",
        "The web server runs workflows with the environment's role.",
        "Set webserver_access_mode to PRIVATE_ONLY.",
    ),
    row(
        "subnet-public-ip",
        MEDIUM,
        ("ec2/subnet",),
        off("mapPublicIpOnLaunch"),
        "Subnets give no public address to what is launched in them.",
        "Whatever is launched there is on the internet without anybody having asked for it.",
        "Remove map_public_ip_on_launch; ask for an address where one is needed.",
        ("EC2.15",),
    ),
    row(
        "transfer-public",
        MEDIUM,
        ("transfer/server",),
        one_of("endpointType", "VPC", "VPC_ENDPOINT", default="PUBLIC"),
        "Transfer servers are in a VPC.",
        "Anybody can try passwords and keys on a public endpoint, and no security group stops it.",
        "Set endpoint_type to VPC, with endpoint_details.",
    ),
    row(
        "eks-node-ssh",
        HIGH,
        ("eks/nodeGroup",),
        where_set("remoteAccess.ec2SshKey", given("remoteAccess.sourceSecurityGroupIds")),
        "SSH to EKS nodes is open to named security groups only.",
        "With a key and without groups, EKS opens port 22 of every node to the internet.",
        "Set remote_access.source_security_group_ids, or use Session Manager and remove the key.",
    ),
    row(
        "eks-private-endpoint",
        MEDIUM,
        ("eks/cluster",),
        on("vpcConfig.endpointPrivateAccess"),
        "Nodes reach the Kubernetes API inside the VPC.",
        "Without the private endpoint, nodes talk to the control plane over the internet.",
        "Set vpc_config.endpoint_private_access to true.",
    ),
)
