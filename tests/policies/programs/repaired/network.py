"""Security groups of a balancer and of the service behind it."""

import pulumi_aws as aws

vpc_id = "vpc-0a1b2c3d4e5f60718"
private = ["subnet-0a1b2c3d4e5f60711", "subnet-0a1b2c3d4e5f60712"]
public = ["subnet-0a1b2c3d4e5f60721", "subnet-0a1b2c3d4e5f60722"]
lbsg = aws.ec2.SecurityGroup("lb", vpc_id=vpc_id, description="load balancer")
svcsg = aws.ec2.SecurityGroup("svc", vpc_id=vpc_id, description="service")
aws.vpc.SecurityGroupIngressRule(
    "lb443",
    security_group_id=lbsg.id,
    cidr_ipv4="0.0.0.0/0",
    ip_protocol="tcp",
    from_port=443,
    to_port=443,
    description="https from clients",
)
aws.vpc.SecurityGroupIngressRule(
    "lb80",
    security_group_id=lbsg.id,
    cidr_ipv4="0.0.0.0/0",
    ip_protocol="tcp",
    from_port=80,
    to_port=80,
    description="redirect to https",
)
aws.vpc.SecurityGroupEgressRule(
    "lbsvc",
    security_group_id=lbsg.id,
    referenced_security_group_id=svcsg.id,
    ip_protocol="tcp",
    from_port=8443,
    to_port=8443,
    description="to the service",
)
aws.vpc.SecurityGroupIngressRule(
    "svclb",
    security_group_id=svcsg.id,
    referenced_security_group_id=lbsg.id,
    ip_protocol="tcp",
    from_port=8443,
    to_port=8443,
    description="from the balancer",
)
aws.vpc.SecurityGroupEgressRule(
    "svc443",
    security_group_id=svcsg.id,
    cidr_ipv4="0.0.0.0/0",
    ip_protocol="tcp",
    from_port=443,
    to_port=443,
    description="AWS APIs",
)
