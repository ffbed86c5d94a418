"""What every network of ours is, whatever stands in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.config.subnets import PlannedSubnet, Tier
from components.config.vpc import NetworkSettings
from components.network.acls import SubnetAcls, SubnetAclsArgs, TierRules
from components.network.address_pools import ipv6_pool_of, pool_of
from components.network.attachment import TransitAttachment, TransitAttachmentArgs
from components.network.defaults import EmptiedDefaults, EmptiedDefaultsArgs
from components.network.flow_logs import archive_flows
from components.network.subnets import Subnets, SubnetsArgs
from components.network.surroundings import Surroundings
from components.shared.exports import HubExports


@dataclass(frozen=True, kw_only=True)
class NetworkArgs:
    settings: NetworkSettings  # decided in the stack file
    around: Surroundings
    hub: HubExports


@dataclass(frozen=True, kw_only=True)
class Layout:
    """What tells one kind of network from another."""

    subnets: Sequence[PlannedSubnet]
    acls: Mapping[Tier, TierRules]
    hub_provider: aws.Provider | None = None  # enters the hub's account; None where the network is in it
    inspected: bool = False  # a firewall stands in it
    ipv6: str | None = None  # its IPv6 block; the planned subnets say who has what of it


class Network(pulumi.ComponentResource):
    """A VPC with planned subnets behind ACLs, emptied defaults and every flow logged, joined to the hub.

    The base of every network: what it builds are children of the network itself.
    """

    vpc: aws.ec2.Vpc
    subnet_ids: dict[Tier, dict[str, pulumi.Output[str]]]  # by tier and zone
    table_ids: dict[Tier, dict[str, pulumi.Output[str]]]  # of their route tables
    attachment: TransitAttachment
    child: pulumi.ResourceOptions  # of what stands in the network
    attached: pulumi.ResourceOptions  # of what needs the attachment before

    def __init__(
        self, name: str, args: NetworkArgs, layout: Layout, opts: pulumi.ResourceOptions | None
    ) -> None:
        super().__init__(f"landfall:network:{type(self).__name__}", name, None, opts)
        self.child = pulumi.ResourceOptions(parent=self)
        self._gateway_id = args.hub.transit_gateway_id
        settings, around = args.settings, args.around

        self.vpc = aws.ec2.Vpc(
            name,
            cidr_block=settings.cidr,
            ipv4_ipam_pool_id=pool_of(around, args.hub),
            ipv6_cidr_block=layout.ipv6,
            ipv6_ipam_pool_id=ipv6_pool_of(around, args.hub) if layout.ipv6 else None,
            enable_dns_hostnames=True,
            enable_dns_support=True,
            tags={"Name": name},
            opts=self.child,
        )
        EmptiedDefaults(f"{name}-default", EmptiedDefaultsArgs(vpc=self.vpc), self.child)
        archive_flows(f"{name}-flow-log", self.vpc.id, around.archive.flow_log_bucket_arn, self.child)
        subnets = Subnets(name, SubnetsArgs(vpc_id=self.vpc.id, plan=layout.subnets), self.child)
        self.subnet_ids, self.table_ids = subnets.subnet_ids, subnets.route_table_ids
        SubnetAcls(
            f"{name}-acl",
            SubnetAclsArgs(vpc_id=self.vpc.id, rules=layout.acls, subnet_ids=self.subnet_ids),
            self.child,
        )
        self.attachment = TransitAttachment(
            f"{name}-transit",
            TransitAttachmentArgs(
                vpc_id=self.vpc.id,
                subnet_ids=list(self.subnet_ids[Tier.ATTACHMENT].values()),
                hub=args.hub,
                segment=settings.segment,
                propagates_to=around.segments[settings.segment].propagates_to,
                hub_provider=layout.hub_provider,
                inspected=layout.inspected,
                dual_stack=layout.ipv6 is not None,
            ),
            self.child,
        )
        # AWS refuses a route to a gateway that the network is not attached to yet.
        self.attached = pulumi.ResourceOptions(parent=self, depends_on=[self.attachment])

    def route_to_hub(self, name: str, table_id: pulumi.Input[str], destination: str) -> None:
        """A route to the transit gateway, for a range of IPv4 or IPv6."""
        ipv6 = ":" in destination
        aws.ec2.Route(
            name,
            route_table_id=table_id,
            destination_cidr_block=None if ipv6 else destination,
            destination_ipv6_cidr_block=destination if ipv6 else None,
            transit_gateway_id=self._gateway_id,
            opts=self.attached,
        )
