"""`awsx.ec2.DefaultVpc`: the VPC that AWS made for the account, and where other components go by default."""

from __future__ import annotations

from dataclasses import dataclass

from preview.synthesis.components.builder import Builder
from preview.synthesis.components.tokens import token
from preview.values import UNKNOWN, Value


@dataclass(frozen=True)
class DefaultVpc:
    """The VPC and its subnets; which of them are public depends on what was added to it."""

    vpc_id: Value
    public: Value
    private: Value


def build(builder: Builder) -> dict[str, Value]:
    """What the component gives out: it makes nothing."""
    found = default_vpc(builder)
    return {"vpcId": found.vpc_id, "publicSubnetIds": found.public, "privateSubnetIds": found.private}


def default_vpc(builder: Builder) -> DefaultVpc:
    """The default VPC as AWS makes it: one public subnet in each zone, and no private ones."""
    vpc_id = builder.invoke(token("getVpc"), {"default": True}).get("id", UNKNOWN)
    filters = [{"name": "vpc-id", "values": [vpc_id]}]
    subnets = builder.invoke(token("getSubnets"), {"filters": filters}).get("ids", UNKNOWN)
    return DefaultVpc(vpc_id, subnets, UNKNOWN if subnets is UNKNOWN else [])
