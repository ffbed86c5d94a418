"""A workload's network, joined to the hub."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.config.addresses import Addresses
from components.config.segments import Segment
from components.config.spoke import SpokeSettings
from components.config.subnets import Tier, plan_subnets
from components.network.acls import plan_rules
from components.network.attachment import TransitAttachment, TransitAttachmentArgs
from components.network.endpoints import GatewayEndpoints, GatewayEndpointsArgs
from components.network.ground import GroundArgs, lay_ground
from components.network.interface_endpoints import InterfaceEndpoints, InterfaceEndpointsArgs
from components.network.routing import EVERYWHERE
from components.shared.exports import HubExports, SpokeExports


@dataclass(frozen=True, kw_only=True)
class SpokeArgs:
    settings: SpokeSettings  # decided in the stack file
    segment: Segment  # the one that the settings name
    addresses: Addresses  # from the shared facts
    region: str
    organization_id: pulumi.Output[str]
    flow_log_bucket_arn: pulumi.Output[str]
    hub: HubExports
    endpoint_profile_id: pulumi.Output[str] | None  # names of the endpoints that it shares; None: it does not
    hub_provider: aws.Provider | None  # enters the hub's account; None where the spoke is in it


class Spoke(pulumi.ComponentResource):
    """A VPC without a way to the internet of its own.

    Applications reach the other networks, and the internet, through the hub as far as the segment allows;
    data stays inside;
    both reach S3 and DynamoDB through endpoints. Every flow is logged to the archive.
    """

    exports: SpokeExports

    def __init__(self, name: str, args: SpokeArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("landfall:network:Spoke", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)

        supernets = [supernet for _, supernet in sorted(args.addresses.supernets.items())]
        vpc, subnets = lay_ground(
            name,
            GroundArgs(
                settings=args.settings,
                plan=plan_subnets(args.settings.cidr, args.settings.zones),
                rules=plan_rules(args.settings.cidr, supernets),
                addresses=args.addresses,
                region=args.region,
                flow_log_bucket_arn=args.flow_log_bucket_arn,
                hub=args.hub,
            ),
            child,
        )
        app_tables = subnets.route_table_ids[Tier.APP]
        data_tables = subnets.route_table_ids[Tier.DATA]
        GatewayEndpoints(
            f"{name}-endpoint",
            GatewayEndpointsArgs(
                vpc_id=vpc.id,
                region=args.region,
                organization_id=args.organization_id,
                route_table_ids=[*app_tables.values(), *data_tables.values()],
            ),
            child,
        )
        if args.settings.endpoints:
            InterfaceEndpoints(
                f"{name}-service",
                InterfaceEndpointsArgs(
                    services=args.settings.endpoints,
                    vpc_id=vpc.id,
                    callers=args.settings.cidr,
                    region=args.region,
                    organization_id=args.organization_id,
                    subnet_ids=subnets.subnet_ids[Tier.APP],
                ),
                child,
            )
        if args.endpoint_profile_id is not None:
            aws.route53.ProfilesAssociation(
                f"{name}-shared-endpoints",
                profile_id=args.endpoint_profile_id,
                resource_id=vpc.id,
                tags={"Name": f"{name}-shared-endpoints"},
                opts=child,
            )
        if args.settings.never_public:
            # Of the account and region as a whole: no gateway that somebody adds is of any use.
            aws.ec2.VpcBlockPublicAccessOptions(
                f"{name}-never-public", internet_gateway_block_mode="block-bidirectional", opts=child
            )
        attachment = TransitAttachment(
            f"{name}-transit",
            TransitAttachmentArgs(
                vpc_id=vpc.id,
                subnet_ids=list(subnets.subnet_ids[Tier.ATTACHMENT].values()),
                hub=args.hub,
                segment=args.settings.segment,
                propagates_to=args.segment.propagates_to,
                hub_provider=args.hub_provider,
                inspected=False,
            ),
            child,
        )
        self._route_to_hub(name, app_tables, attachment, args)

        self.exports = SpokeExports(
            vpc_id=vpc.id,
            app_subnet_ids=pulumi.Output.all(**subnets.subnet_ids[Tier.APP]),
            data_subnet_ids=pulumi.Output.all(**subnets.subnet_ids[Tier.DATA]),
            transit_attachment_id=attachment.attachment_id,
        )
        self.register_outputs(vars(self.exports))

    def _route_to_hub(
        self,
        name: str,
        tables: Mapping[str, pulumi.Output[str]],
        attachment: TransitAttachment,
        args: SpokeArgs,
    ) -> None:
        # AWS refuses a route to a gateway that the network is not attached to yet.
        after = pulumi.ResourceOptions(parent=self, depends_on=[attachment])
        destinations = {
            **args.addresses.supernets,
            **({"internet": EVERYWHERE} if args.segment.internet else {}),
        }
        for zone, table_id in tables.items():
            for place, destination in destinations.items():
                aws.ec2.Route(
                    f"{name}-app-{zone}-to-{place}",
                    route_table_id=table_id,
                    destination_cidr_block=destination,
                    transit_gateway_id=args.hub.transit_gateway_id,
                    opts=after,
                )
