"""The subnets of a spoke, each with a route table of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.config.subnets import PlannedSubnet, Tier


@dataclass(frozen=True, kw_only=True)
class SubnetsArgs:
    vpc_id: pulumi.Input[str]
    plan: Sequence[PlannedSubnet]


class Subnets(pulumi.ComponentResource):
    """The plan as subnets. A table for each, so that a tier or a zone is routed without touching another."""

    subnet_ids: dict[Tier, dict[str, pulumi.Output[str]]]  # by tier and zone
    route_table_ids: dict[Tier, dict[str, pulumi.Output[str]]]  # by tier and zone

    def __init__(self, name: str, args: SubnetsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("landfall:network:Subnets", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)

        self.subnet_ids = {tier: {} for tier in Tier}
        self.route_table_ids = {tier: {} for tier in Tier}
        for planned in args.plan:
            key = f"{name}-{planned.key}"
            subnet = aws.ec2.Subnet(
                key,
                vpc_id=args.vpc_id,
                availability_zone=planned.zone,
                cidr_block=planned.cidr,
                ipv6_cidr_block=planned.ipv6,
                # What is put there gets both addresses; the gateway's own interfaces take theirs themselves.
                assign_ipv6_address_on_creation=(planned.tier is not Tier.ATTACHMENT)
                if planned.ipv6
                else None,
                map_public_ip_on_launch=False,
                tags={"Name": key, "tier": planned.tier.value},
                opts=child,
            )
            table = aws.ec2.RouteTable(key, vpc_id=args.vpc_id, tags={"Name": key}, opts=child)
            aws.ec2.RouteTableAssociation(key, subnet_id=subnet.id, route_table_id=table.id, opts=child)
            self.subnet_ids[planned.tier][planned.zone] = subnet.id
            self.route_table_ids[planned.tier][planned.zone] = table.id

        self.register_outputs({"subnet_ids": self.subnet_ids, "route_table_ids": self.route_table_ids})
