"""The hub of the network: a transit gateway with a route table for each segment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.config.addresses import Addresses
from components.config.segments import Segment
from components.config.transit import TransitSettings
from components.network.address_pools import AddressPools, AddressPoolsArgs
from components.network.attachment_role import AttachmentRole, AttachmentRoleArgs
from components.network.routing import Target, plan_hub_routes
from components.shared.exports import HubExports
from components.shared.references import mapping
from components.shared.sharing import share_with_organization


@dataclass(frozen=True, kw_only=True)
class TransitHubArgs:
    settings: TransitSettings  # decided in the stack file
    segments: Mapping[str, Segment]  # from the shared facts
    addresses: Addresses  # from the shared facts
    prefix: str  # of physical names
    region: str
    account_id: pulumi.Output[str]  # the hub's own
    organization_id: pulumi.Output[str]
    organization_arn: pulumi.Output[str]
    root_id: pulumi.Output[str]
    unit_ids: pulumi.Output[Mapping[str, str]]  # by path
    account_role: pulumi.Output[str]  # name of the role that stacks deploy through
    flow_log_bucket_arn: pulumi.Output[str]


class TransitHub(pulumi.ComponentResource):
    """A transit gateway that nothing can use until it is told to.

    Every account of the organization may ask to be attached; an attachment is accepted, associated and
    propagated through the role of its segment alone, and until then it reaches nothing.
    """

    exports: HubExports

    def __init__(self, name: str, args: TransitHubArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("landfall:network:TransitHub", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)

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
        tables = {
            segment: aws.ec2transitgateway.RouteTable(
                f"{name}-{segment}",
                transit_gateway_id=gateway.id,
                tags={"Name": f"{name}-{segment}"},
                opts=child,
            )
            for segment in args.segments
        }
        aws.ec2.FlowLog(
            f"{name}-flow-log",
            transit_gateway_id=gateway.id,
            log_destination_type="s3",
            log_destination=args.flow_log_bucket_arn,
            max_aggregation_interval=60,  # AWS takes no other for a transit gateway
            destination_options={
                "file_format": "parquet",
                "hive_compatible_partitions": True,
                "per_hour_partition": True,
            },
            tags={"Name": f"{name}-flow-log"},
            opts=child,
        )
        share_with_organization(
            f"{name}-share",
            f"{args.prefix}-transit-gateway",
            {"gateway": gateway.arn},
            args.organization_arn,
            child,
        )
        for route in plan_hub_routes(args.segments, Target.BLACKHOLE):
            aws.ec2transitgateway.Route(
                f"{name}-{route.key}",
                transit_gateway_route_table_id=tables[route.segment].id,
                destination_cidr_block=route.destination,
                blackhole=True,
                opts=child,
            )
        arns = {segment: table.arn for segment, table in tables.items()}
        roles = {
            segment: AttachmentRole(
                f"{name}-attachment-role-{segment}",
                AttachmentRoleArgs(
                    prefix=args.prefix,
                    region=args.region,
                    name=segment,
                    segment=settings,
                    organization_id=args.organization_id,
                    root_id=args.root_id,
                    unit_ids=args.unit_ids,
                    account_role=args.account_role,
                    route_table_arns=arns,
                ),
                child,
            )
            for segment, settings in args.segments.items()
            if settings.units
        }

        pool_ids: Mapping[str, pulumi.Output[str]] = {}
        if args.addresses.ipam:
            pool_ids = AddressPools(
                f"{name}-addresses",
                AddressPoolsArgs(
                    supernets=args.addresses.supernets,
                    prefix=args.prefix,
                    organization_arn=args.organization_arn,
                ),
                child,
            ).pool_ids

        self.exports = HubExports(
            hub_account_id=args.account_id,
            transit_gateway_id=gateway.id,
            transit_route_table_ids=mapping({name: table.id for name, table in tables.items()}),
            attachment_role_arns=mapping({name: role.arn for name, role in roles.items()}),
            address_pool_ids=mapping(pool_ids),
        )
        self.register_outputs(vars(self.exports))
