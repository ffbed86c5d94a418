"""Interface endpoints that many networks share: one network in the hub, and names that lead to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.config.shared_endpoints import SharedEndpointsSettings
from components.config.subnets import Tier, plan_endpoint_subnets
from components.network.acls import plan_endpoint_rules
from components.network.interface_endpoints import InterfaceEndpoints, InterfaceEndpointsArgs
from components.network.network import Layout, Network, NetworkArgs
from components.network.surroundings import Surroundings
from components.shared.exports import EndpointExports
from components.shared.sharing import share_with_organization


@dataclass(frozen=True, kw_only=True)
class SharedEndpointsArgs(NetworkArgs):
    settings: SharedEndpointsSettings  # decided in the stack file


class SharedEndpoints(Network):
    """A network with endpoints and nothing else, which the spokes of the region call by HTTPS.

    A Route 53 profile carries the services' names; a network that is associated with it resolves them to
    these endpoints.
    """

    exports: EndpointExports

    def __init__(
        self, name: str, args: SharedEndpointsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        settings, around = args.settings, args.around
        layout = Layout(
            subnets=plan_endpoint_subnets(settings.cidr, settings.zones),
            acls=plan_endpoint_rules(settings.cidr, around.supernet),
        )
        super().__init__(name, args, layout, opts)

        for zone, table_id in self.table_ids[Tier.ENDPOINT].items():
            self.route_to_hub(f"{name}-endpoint-{zone}-to-transit", table_id, around.supernet)
        endpoints = InterfaceEndpoints(
            f"{name}-service",
            InterfaceEndpointsArgs(
                services=settings.services,
                vpc_id=self.vpc.id,
                callers=around.supernet,
                region=around.region,
                organization_id=around.organization.organization_id,
                subnet_ids=self.subnet_ids[Tier.ENDPOINT],
            ),
            self.child,
        )

        self.exports = EndpointExports(endpoint_profile_id=self._names(name, endpoints.arns, around))
        self.register_outputs(vars(self.exports))

    def _names(
        self, name: str, arns: Mapping[str, pulumi.Output[str]], around: Surroundings
    ) -> pulumi.Output[str]:
        """The profile that carries the endpoints' names to other accounts."""
        profile = aws.route53.ProfilesProfile(
            f"{name}-names", tags={"Name": f"{name}-names"}, opts=self.child
        )
        for service, arn in arns.items():
            aws.route53.ProfilesResourceAssociation(
                f"{name}-names-{service}",
                name=service.replace(".", "-"),  # Route 53 takes no dots here
                profile_id=profile.id,
                resource_arn=arn,
                opts=self.child,
            )
        share_with_organization(
            f"{name}-share",
            f"{around.prefix}-endpoint-names",
            {"names": profile.arn},
            around.organization.organization_arn,
            self.child,
        )
        return profile.id
