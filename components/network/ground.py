"""What every network of ours begins with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.config.addresses import Addresses
from components.config.subnets import PlannedSubnet, Tier
from components.config.vpc import NetworkSettings
from components.network.acls import SubnetAcls, SubnetAclsArgs, TierRules
from components.network.address_pools import pool_of
from components.network.defaults import EmptiedDefaults, EmptiedDefaultsArgs
from components.network.flow_logs import archive_flows
from components.network.subnets import Subnets, SubnetsArgs
from components.shared.exports import HubExports


@dataclass(frozen=True, kw_only=True)
class GroundArgs:
    settings: NetworkSettings
    plan: Sequence[PlannedSubnet]
    rules: Mapping[Tier, TierRules]  # of network ACLs
    addresses: Addresses
    region: str
    flow_log_bucket_arn: pulumi.Input[str]
    hub: HubExports


def lay_ground(name: str, args: GroundArgs, opts: pulumi.ResourceOptions) -> tuple[aws.ec2.Vpc, Subnets]:
    """A VPC with its planned subnets and their ACLs, emptied defaults, and every flow logged.

    No component of its own: its parts are children of the network that they belong to.
    """
    vpc = aws.ec2.Vpc(
        name,
        cidr_block=args.settings.cidr,
        ipv4_ipam_pool_id=pool_of(args.addresses, args.hub, args.region),
        enable_dns_hostnames=True,
        enable_dns_support=True,
        tags={"Name": name},
        opts=opts,
    )
    EmptiedDefaults(f"{name}-default", EmptiedDefaultsArgs(vpc=vpc), opts)
    archive_flows(f"{name}-flow-log", vpc.id, args.flow_log_bucket_arn, opts)
    subnets = Subnets(name, SubnetsArgs(vpc_id=vpc.id, plan=args.plan), opts)
    SubnetAcls(
        f"{name}-acl",
        SubnetAclsArgs(vpc_id=vpc.id, rules=args.rules, subnet_ids=subnets.subnet_ids),
        opts,
    )
    return vpc, subnets
