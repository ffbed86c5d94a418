"""The way to the internet: one network in the hub that all others call through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.config.addresses import Addresses
from components.config.egress import EgressSettings
from components.config.segments import Segment
from components.config.subnets import Tier, plan_passages
from components.network.acls import plan_passage_rules
from components.network.attachment import TABLE, TransitAttachment, TransitAttachmentArgs
from components.network.egress_routing import Hop, plan_routes
from components.network.firewall import Firewall, FirewallArgs
from components.network.ground import GroundArgs, lay_ground
from components.network.nat import NatGateways, NatGatewaysArgs
from components.network.routing import Target, plan_hub_routes
from components.shared.exports import EgressExports, HubExports
from components.shared.references import entry, mapping


@dataclass(frozen=True, kw_only=True)
class EgressArgs:
    settings: EgressSettings  # decided in the stack file
    segments: Mapping[str, Segment]  # from the shared facts
    addresses: Addresses  # from the shared facts
    region: str
    rules: Mapping[str, str]  # what the firewall's rule files hold, by the name of the group
    flow_log_bucket_arn: pulumi.Output[str]
    flow_log_bucket_name: pulumi.Output[str]
    hub: HubExports


class Egress(pulumi.ComponentResource):
    """A network of passages: from the transit gateway, through a firewall, to NAT and the internet.

    The tables of the segments with `internet` lead here. Nothing comes in that was not asked for, and each
    zone's traffic passes what stands in its own zone, both ways.
    """

    exports: EgressExports

    def __init__(self, name: str, args: EgressArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("landfall:network:Egress", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        settings = args.settings
        inspected = settings.firewall is not None
        supernet = args.addresses.supernets[args.region]  # that all spokes of the region lie in

        vpc, subnets = lay_ground(
            name,
            GroundArgs(
                settings=settings,
                plan=plan_passages(settings.cidr, settings.zones, settings.tiers),
                rules=dict.fromkeys(settings.tiers, plan_passage_rules(supernet)),
                addresses=args.addresses,
                region=args.region,
                flow_log_bucket_arn=args.flow_log_bucket_arn,
                hub=args.hub,
            ),
            child,
        )
        attachment = TransitAttachment(
            f"{name}-transit",
            TransitAttachmentArgs(
                vpc_id=vpc.id,
                subnet_ids=list(subnets.subnet_ids[Tier.ATTACHMENT].values()),
                hub=args.hub,
                segment=settings.segment,
                propagates_to=args.segments[settings.segment].propagates_to,
                hub_provider=None,
                inspected=inspected,
            ),
            child,
        )
        internet = aws.ec2.InternetGateway(
            f"{name}-internet", vpc_id=vpc.id, tags={"Name": f"{name}-internet"}, opts=child
        )
        nat = NatGateways(
            f"{name}-nat",
            NatGatewaysArgs(
                kind=settings.nat,
                zones=settings.zones,
                vpc_id=vpc.id,
                subnet_ids=subnets.subnet_ids[Tier.PUBLIC],
                internet_gateway=internet,
            ),
            child,
        )
        endpoint_ids: Mapping[str, pulumi.Output[str]] = {}
        if settings.firewall is not None:
            endpoint_ids = Firewall(
                f"{name}-firewall",
                FirewallArgs(
                    settings=settings.firewall,
                    rules=args.rules,
                    home=supernet,
                    vpc_id=vpc.id,
                    subnet_ids=subnets.subnet_ids[Tier.FIREWALL],
                    log_bucket=args.flow_log_bucket_name,
                ),
                child,
            ).endpoint_ids

        # AWS refuses a route to a gateway that the network is not attached to yet.
        after = pulumi.ResourceOptions(parent=self, depends_on=[attachment])
        for route in plan_routes(settings.zones, supernet, settings.nat, firewall=inspected):
            aws.ec2.Route(
                f"{name}-{route.key}",
                route_table_id=nat.route_table_id
                if route.tier is None
                else subnets.route_table_ids[route.tier][route.zone],
                destination_cidr_block=route.destination,
                transit_gateway_id=args.hub.transit_gateway_id if route.hop is Hop.TRANSIT else None,
                gateway_id=internet.id if route.hop is Hop.INTERNET else None,
                nat_gateway_id=nat.gateway_ids[route.zone] if route.hop is Hop.NAT else None,
                vpc_endpoint_id=endpoint_ids[route.zone] if route.hop is Hop.FIREWALL else None,
                opts=after,
            )
        self._lead_here(name, attachment, args)

        self.exports = EgressExports(
            egress_vpc_id=vpc.id,
            egress_attachment_id=attachment.attachment_id,
            egress_address_ids=mapping(nat.address_ids),
        )
        self.register_outputs(vars(self.exports))

    def _lead_here(self, name: str, attachment: TransitAttachment, args: EgressArgs) -> None:
        for route in plan_hub_routes(args.segments, Target.EGRESS):
            aws.ec2transitgateway.Route(
                f"{name}-from-{route.segment}",
                transit_gateway_route_table_id=entry(args.hub.transit_route_table_ids, route.segment, TABLE),
                destination_cidr_block=route.destination,
                transit_gateway_attachment_id=attachment.attachment_id,
                opts=pulumi.ResourceOptions(parent=self),
            )
