"""The attachment of a network to the transit gateway, in its segment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.shared.exports import HubExports
from components.shared.references import entry

TABLE = "the transit gateway route table of segment"


@dataclass(frozen=True, kw_only=True)
class TransitAttachmentArgs:
    vpc_id: pulumi.Input[str]
    subnet_ids: Sequence[pulumi.Input[str]]  # one per zone
    hub: HubExports
    segment: str  # whose routes the network sees
    propagates_to: Sequence[str]  # segments that see the network
    hub_provider: aws.Provider | None  # enters the hub's account; None where the network is in it
    dual_stack: bool  # whether IPv6 passes, too
    inspected: bool  # a firewall stands behind it, so both ways of a connection must pass one zone


class TransitAttachment(pulumi.ComponentResource):
    """A VPC attachment that its segment's table routes, and that the tables of `propagates_to` know.

    The attachment belongs to the network's account; all that says where it leads belongs to the hub's.
    """

    attachment_id: pulumi.Output[str]

    def __init__(
        self, name: str, args: TransitAttachmentArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("landfall:network:TransitAttachment", name, None, opts)

        # Nothing is said of default tables, which the gateway has not: on a shared gateway the provider reads
        # these two arguments as true whatever is written, and would report a change for ever.
        attachment = aws.ec2transitgateway.VpcAttachment(
            name,
            vpc_id=args.vpc_id,
            subnet_ids=list(args.subnet_ids),
            transit_gateway_id=args.hub.transit_gateway_id,
            appliance_mode_support="enable" if args.inspected else "disable",
            dns_support="enable",
            ipv6_support="enable" if args.dual_stack else "disable",
            security_group_referencing_support="enable",
            tags={"Name": name},
            opts=pulumi.ResourceOptions(parent=self),
        )
        ready: pulumi.Resource = attachment
        if args.hub_provider is not None:
            ready = aws.ec2transitgateway.VpcAttachmentAccepter(
                f"{name}-accepter",
                transit_gateway_attachment_id=attachment.id,
                transit_gateway_default_route_table_association=False,
                transit_gateway_default_route_table_propagation=False,
                tags={"Name": name},
                # Deleting it would delete the attachment from the hub's side, which the role may not.
                opts=pulumi.ResourceOptions(parent=self, provider=args.hub_provider, retain_on_delete=True),
            )
        in_hub = pulumi.ResourceOptions(parent=self, provider=args.hub_provider, depends_on=[ready])
        tables = args.hub.transit_route_table_ids
        aws.ec2transitgateway.RouteTableAssociation(
            f"{name}-association",
            transit_gateway_attachment_id=attachment.id,
            transit_gateway_route_table_id=entry(tables, args.segment, TABLE),
            opts=in_hub,
        )
        for segment in args.propagates_to:
            aws.ec2transitgateway.RouteTablePropagation(
                f"{name}-propagation-{segment}",
                transit_gateway_attachment_id=attachment.id,
                transit_gateway_route_table_id=entry(tables, segment, TABLE),
                opts=in_hub,
            )

        self.attachment_id = attachment.id
        self.register_outputs({"attachment_id": self.attachment_id})
