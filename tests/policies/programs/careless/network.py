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
    from_port=0,
    to_port=65535,
    description="https from clients",
)
aws.vpc.SecurityGroupIngressRule(
    "lb80",
    security_group_id=lbsg.id,
    cidr_ipv4="0.0.0.0/0",
    ip_protocol="tcp",
    from_port=22,
    to_port=22,
    description="redirect to https",
)
aws.vpc.SecurityGroupEgressRule(
    "lbsvc",
    security_group_id=lbsg.id,
    cidr_ipv4="0.0.0.0/0",
    ip_protocol="-1",
    description="to the service",
)
aws.vpc.SecurityGroupIngressRule(
    "svclb",
    security_group_id=svcsg.id,
    cidr_ipv6="::/0",
    ip_protocol="tcp",
    from_port=5432,
    to_port=5432,
    description="from the balancer",
)
aws.vpc.SecurityGroupEgressRule(
    "svc443",
    security_group_id=svcsg.id,
    cidr_ipv4="0.0.0.0/0",
    ip_protocol="-1",
    description="everything",
)
