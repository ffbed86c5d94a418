import pulumi
import pulumi_aws as aws

network = pulumi.StackReference(pulumi.Config().require("network"))
vpc_id = network.require_output("vpcId")

group = aws.ec2.SecurityGroup("app", vpc_id=vpc_id, description="The application")
subnets = aws.rds.SubnetGroup("database", subnet_ids=network.get_output("subnetIds"))
aws.rds.Cluster(
    "database",
    engine="aurora-postgresql",
    master_username="app",
    master_password=network.get_output("databasePassword"),
    db_subnet_group_name=subnets.name,
    vpc_security_group_ids=[group.id],
    storage_encrypted=True,
    skip_final_snapshot=False,
    final_snapshot_identifier="app-final",
)

pulumi.export("vpc", vpc_id)
pulumi.export("missing", network.get_output("nothingOfTheKind"))
pulumi.export("password", network.get_output("databasePassword"))
