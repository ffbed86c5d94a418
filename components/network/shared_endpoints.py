"""Interface endpoints that many networks share: one network in the hub, and names that lead to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.config.addresses import Addresses
from components.config.segments import Segment
from components.config.shared_endpoints import SharedEndpointsSettings
from components.config.subnets import Tier, plan_endpoint_subnets
from components.network.acls import plan_endpoint_rules
from components.network.attachment import TransitAttachment, TransitAttachmentArgs
from components.network.ground import GroundArgs, lay_ground
from components.network.interface_endpoints import InterfaceEndpoints, InterfaceEndpointsArgs
from components.shared.exports import EndpointExports, HubExports
from components.shared.sharing import share_with_organization


@dataclass(frozen=True, kw_only=True)
class SharedEndpointsArgs:
    settings: SharedEndpointsSettings  # decided in the stack file
    segments: Mapping[str, Segment]  # from the shared facts
    addresses: Addresses  # from the shared facts
    region: str
    prefix: str  # of physical names
    organization_id: pulumi.Output[str]
    organization_arn: pulumi.Output[str]
    flow_log_bucket_arn: pulumi.Output[str]
    hub: HubExports


class SharedEndpoints(pulumi.ComponentResource):
    """A network with endpoints and nothing else, which the spokes of the region call by HTTPS.

    A Route 53 profile carries the services' names; a network that is associated with it resolves them to
    these endpoints.
    """

    exports: EndpointExports

    def __init__(
        self, name: str, args: SharedEndpointsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("landfall:network:SharedEndpoints", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        settings = args.settings
        supernet = args.addresses.supernets[args.region]

        vpc, subnets = lay_ground(
            name,
            GroundArgs(
                settings=settings,
                plan=plan_endpoint_subnets(settings.cidr, settings.zones),
                rules=plan_endpoint_rules(settings.cidr, supernet),
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
                inspected=False,
            ),
            child,
        )
        for zone, table_id in subnets.route_table_ids[Tier.ENDPOINT].items():
            aws.ec2.Route(
                f"{name}-endpoint-{zone}-to-transit",
                route_table_id=table_id,
                destination_cidr_block=supernet,
                transit_gateway_id=args.hub.transit_gateway_id,
                # AWS refuses a route to a gateway that the network is not attached to yet.
                opts=pulumi.ResourceOptions(parent=self, depends_on=[attachment]),
            )
        endpoints = InterfaceEndpoints(
            f"{name}-service",
            InterfaceEndpointsArgs(
                services=settings.services,
                vpc_id=vpc.id,
                callers=supernet,
                region=args.region,
                organization_id=args.organization_id,
                subnet_ids=subnets.subnet_ids[Tier.ENDPOINT],
            ),
            child,
        )
        self._name_them(name, endpoints.arns, args)

    def _name_them(
        self, name: str, arns: Mapping[str, pulumi.Output[str]], args: SharedEndpointsArgs
    ) -> None:
        child = pulumi.ResourceOptions(parent=self)
        profile = aws.route53.ProfilesProfile(f"{name}-names", tags={"Name": f"{name}-names"}, opts=child)
        for service, arn in arns.items():
            aws.route53.ProfilesResourceAssociation(
                f"{name}-names-{service}",
                name=service.replace(".", "-"),  # Route 53 takes no dots here
                profile_id=profile.id,
                resource_arn=arn,
                opts=child,
            )
        share_with_organization(
            f"{name}-share",
            f"{args.prefix}-endpoint-names",
            {"names": profile.arn},
            args.organization_arn,
            child,
        )

        self.exports = EndpointExports(endpoint_profile_id=profile.id)
        self.register_outputs(vars(self.exports))
