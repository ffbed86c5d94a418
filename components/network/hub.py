"""The hub of the network: a transit gateway with a route table for each segment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.config.transit import TransitSettings
from components.network.address_pools import AddressPools, AddressPoolsArgs
from components.network.attachment_role import AttachmentRole, AttachmentRoleArgs
from components.network.flow_logs import archive_gateway
from components.network.routing import Target, plan_hub_routes
from components.network.surroundings import Surroundings
from components.shared.exports import HubExports
from components.shared.references import mapping
from components.shared.sharing import share_with_organization


@dataclass(frozen=True, kw_only=True)
class TransitHubArgs:
    settings: TransitSettings  # decided in the stack file
    around: Surroundings
    account_id: pulumi.Output[str]  # the hub's own


class TransitHub(pulumi.ComponentResource):
    """A transit gateway that nothing can use until it is told to.

    Every account of the organization may ask to be attached; an attachment is accepted, associated and
    propagated through the role of its segment alone, and until then it reaches nothing.
    """

    exports: HubExports

    def __init__(self, name: str, args: TransitHubArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("landfall:network:TransitHub", name, None, opts)
        self._child = pulumi.ResourceOptions(parent=self)
        around = args.around

        gateway = self._gateway(name, args)
        tables = {
            segment: aws.ec2transitgateway.RouteTable(
                f"{name}-{segment}",
                transit_gateway_id=gateway.id,
                tags={"Name": f"{name}-{segment}"},
                opts=self._child,
            )
            for segment in around.segments
        }
        for route in plan_hub_routes(around.segments, Target.BLACKHOLE):
            aws.ec2transitgateway.Route(
                f"{name}-{route.key}",
                transit_gateway_route_table_id=tables[route.segment].id,
                destination_cidr_block=route.destination,
                blackhole=True,
                opts=self._child,
            )
        roles = self._roles(name, args, {segment: table.arn for segment, table in tables.items()})
        pool_ids: Mapping[str, pulumi.Output[str]] = {}
        ipv6_pool_ids: Mapping[str, pulumi.Output[str]] = {}
        if around.addresses.ipam:
            pools = AddressPools(f"{name}-addresses", AddressPoolsArgs(around=around), self._child)
            pool_ids, ipv6_pool_ids = pools.pool_ids, pools.ipv6_pool_ids

        self.exports = HubExports(
            hub_account_id=args.account_id,
            transit_gateway_id=gateway.id,
            transit_route_table_ids=mapping({name: table.id for name, table in tables.items()}),
            attachment_role_arns=mapping({name: role.arn for name, role in roles.items()}),
            address_pool_ids=mapping(pool_ids),
            ipv6_pool_ids=mapping(ipv6_pool_ids),
        )
        self.register_outputs(vars(self.exports))

    def _gateway(self, name: str, args: TransitHubArgs) -> aws.ec2transitgateway.TransitGateway:
        """The gateway, logged, and shared with the organization."""
        gateway = aws.ec2transitgateway.TransitGateway(
            name,
            description="Joins the networks of the organization",
            amazon_side_asn=args.settings.asn,
            auto_accept_shared_attachments="disable",
            default_route_table_association="disable",
            default_route_table_propagation="disable",
            dns_support="enable",
            security_group_referencing_support="enable",
            vpn_ecmp_support="enable",
            tags={"Name": name},
            opts=pulumi.ResourceOptions(parent=self, protect=True),
        )
        archive_gateway(f"{name}-flow-log", gateway.id, args.around.archive.flow_log_bucket_arn, self._child)
        share_with_organization(
            f"{name}-share",
            f"{args.around.prefix}-transit-gateway",
            {"gateway": gateway.arn},
            args.around.organization.organization_arn,
            self._child,
        )
        return gateway

    def _roles(
        self, name: str, args: TransitHubArgs, table_arns: Mapping[str, pulumi.Output[str]]
    ) -> dict[str, AttachmentRole]:
        """The role of each segment that accounts other than the hub's may join."""
        return {
            segment: AttachmentRole(
                f"{name}-attachment-role-{segment}",
                AttachmentRoleArgs(
                    prefix=args.around.prefix,
                    region=args.around.region,
                    name=segment,
                    segment=settings,
                    organization=args.around.organization,
                    route_table_arns=table_arns,
                ),
                self._child,
            )
            for segment, settings in args.around.segments.items()
            if settings.units
        }
