import pulumi
import pulumi_aws as aws

logs = aws.s3.Bucket(
    "logs",
    bucket="acme-logs",
    opts=pulumi.ResourceOptions(
        import_="acme-logs", protect=True, ignore_changes=["tags", "lifecycleRules"], retain_on_delete=True
    ),
)
vpc = aws.ec2.Vpc.get("shared", "vpc-0a1b2c3d4e5f60718")
group = aws.ec2.SecurityGroup(
    "app",
    vpc_id=vpc.id,
    opts=pulumi.ResourceOptions(
        aliases=[
            pulumi.Alias(name="application"),
            "urn:pulumi:dev::old::aws:ec2/securityGroup:SecurityGroup::app",
        ],
        custom_timeouts=pulumi.CustomTimeouts(create="10m", delete="1h30m"),
        delete_before_replace=True,
    ),
)
aws.vpc.SecurityGroupIngressRule(
    "https",
    security_group_id=group.id,
    cidr_ipv4="10.0.0.0/8",
    ip_protocol="tcp",
    from_port=443,
    to_port=443,
    opts=pulumi.ResourceOptions(deleted_with=group),
)

pulumi.export("vpc", vpc.id)
pulumi.export("logs", logs.id)
