"""A workload's network, joined to the hub."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.config.spoke import SpokeSettings
from components.config.subnets import Tier, plan_subnets
from components.network.acls import plan_rules
from components.network.endpoints import GatewayEndpoints, GatewayEndpointsArgs
from components.network.interface_endpoints import InterfaceEndpoints, InterfaceEndpointsArgs
from components.network.network import Layout, Network, NetworkArgs
from components.network.routing import EVERYWHERE
from components.shared.exports import EndpointExports, SpokeExports


@dataclass(frozen=True, kw_only=True)
class SpokeArgs(NetworkArgs):
    settings: SpokeSettings  # decided in the stack file
    endpoints: EndpointExports | None  # those that it shares; None: it does not
    hub_provider: aws.Provider | None  # enters the hub's account; None where the spoke is in it


class Spoke(Network):
    """A VPC without a way to the internet of its own.

    Applications reach the other networks, and the internet, through the hub as far as the segment allows;
    data stays inside; both reach S3 and DynamoDB through endpoints. Every flow is logged to the archive.
    IPv6, where the network has it, reaches the organization's own networks and nothing else.
    """

    exports: SpokeExports

    def __init__(self, name: str, args: SpokeArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        settings, addresses = args.settings, args.around.addresses
        ipv6 = addresses.ipv6 if settings.ipv6 else {}
        supernets = [text for each in (addresses.supernets, ipv6) for _, text in sorted(each.items())]
        layout = Layout(
            subnets=plan_subnets(settings.cidr, settings.zones, settings.ipv6),
            acls=plan_rules([settings.cidr, *([settings.ipv6] if settings.ipv6 else [])], supernets),
            ipv6=settings.ipv6,
            hub_provider=args.hub_provider,
        )
        super().__init__(name, args, layout, opts)

        self._reach_services(name, args)
        if settings.never_public:
            # Of the account and region as a whole: no gateway that somebody adds is of any use.
            aws.ec2.VpcBlockPublicAccessOptions(
                f"{name}-never-public", internet_gateway_block_mode="block-bidirectional", opts=self.child
            )
        internet = args.around.segments[settings.segment].internet
        destinations = {
            **addresses.supernets,
            **{f"{region}-ipv6": text for region, text in ipv6.items()},
            **({"internet": EVERYWHERE} if internet else {}),
        }
        for zone, table_id in self.table_ids[Tier.APP].items():
            for place, destination in destinations.items():
                self.route_to_hub(f"{name}-app-{zone}-to-{place}", table_id, destination)

        self.exports = SpokeExports(
            vpc_id=self.vpc.id,
            app_subnet_ids=pulumi.Output.all(**self.subnet_ids[Tier.APP]),
            data_subnet_ids=pulumi.Output.all(**self.subnet_ids[Tier.DATA]),
            transit_attachment_id=self.attachment.attachment_id,
        )
        self.register_outputs(vars(self.exports))

    def _reach_services(self, name: str, args: SpokeArgs) -> None:
        organization_id = args.around.organization.organization_id
        tables = [*self.table_ids[Tier.APP].values(), *self.table_ids[Tier.DATA].values()]
        GatewayEndpoints(
            f"{name}-endpoint",
            GatewayEndpointsArgs(
                vpc_id=self.vpc.id,
                region=args.around.region,
                organization_id=organization_id,
                route_table_ids=tables,
            ),
            self.child,
        )
        if args.settings.endpoints:
            InterfaceEndpoints(
                f"{name}-service",
                InterfaceEndpointsArgs(
                    services=args.settings.endpoints,
                    vpc_id=self.vpc.id,
                    callers=args.settings.cidr,
                    region=args.around.region,
                    organization_id=organization_id,
                    subnet_ids=self.subnet_ids[Tier.APP],
                ),
                self.child,
            )
        if args.endpoints is not None:
            aws.route53.ProfilesAssociation(
                f"{name}-shared-endpoints",
                profile_id=args.endpoints.endpoint_profile_id,
                resource_id=self.vpc.id,
                tags={"Name": f"{name}-shared-endpoints"},
                opts=self.child,
            )
