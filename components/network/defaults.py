"""What AWS puts into every VPC unasked, taken over and emptied."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws


@dataclass(frozen=True, kw_only=True)
class EmptiedDefaultsArgs:
    vpc: aws.ec2.Vpc


class EmptiedDefaults(pulumi.ComponentResource):
    """The default security group, network ACL and route table without a rule or route.

    What somebody forgets to place lands in these, and then reaches nothing.
    """

    def __init__(
        self, name: str, args: EmptiedDefaultsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("landfall:network:EmptiedDefaults", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        unused = {"Name": f"{name}-unused"}

        aws.ec2.DefaultSecurityGroup(
            f"{name}-security-group", vpc_id=args.vpc.id, ingress=[], egress=[], tags=unused, opts=child
        )
        aws.ec2.DefaultNetworkAcl(
            f"{name}-acl",
            default_network_acl_id=args.vpc.default_network_acl_id,
            ingress=[],
            egress=[],
            tags=unused,
            # Subnets come and go here while they move between ACLs; that is no drift.
            opts=pulumi.ResourceOptions(parent=self, ignore_changes=["subnet_ids"]),
        )
        aws.ec2.DefaultRouteTable(
            f"{name}-route-table",
            default_route_table_id=args.vpc.default_route_table_id,
            routes=[],
            tags=unused,
            opts=child,
        )
        self.register_outputs({})
