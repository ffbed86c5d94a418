"""A workload's network, joined to the hub."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.config.spoke import SpokeSettings
from components.network.acls import SubnetAcls, SubnetAclsArgs
from components.network.addresses import Tier, plan_subnets
from components.network.attachment import TransitAttachment, TransitAttachmentArgs
from components.network.defaults import EmptiedDefaults, EmptiedDefaultsArgs
from components.network.endpoints import GatewayEndpoints, GatewayEndpointsArgs
from components.network.flow_logs import VPC_LOG_FORMAT
from components.network.subnets import Subnets, SubnetsArgs
from components.shared.exports import HubExports, SpokeExports


@dataclass(frozen=True, kw_only=True)
class SpokeArgs:
    settings: SpokeSettings  # decided in the stack file
    propagates_to: Sequence[str]  # segments that learn this spoke's routes
    supernets: Mapping[str, str]  # the organization's addresses by region
    region: str
    organization_id: pulumi.Output[str]
    flow_log_bucket_arn: pulumi.Output[str]
    hub: HubExports
    hub_provider: aws.Provider | None  # enters the hub's account; None where the spoke is in it


class Spoke(pulumi.ComponentResource):
    """A VPC without a way to the internet of its own.

    Applications reach the other networks through the hub, as far as the segment allows; data stays inside;
    both reach S3 and DynamoDB through endpoints. Every flow is logged to the archive.
    """

    exports: SpokeExports

    def __init__(self, name: str, args: SpokeArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("landfall:network:Spoke", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)

        vpc = aws.ec2.Vpc(
            name,
            cidr_block=args.settings.cidr,
            enable_dns_hostnames=True,
            enable_dns_support=True,
            tags={"Name": name},
            opts=child,
        )
        EmptiedDefaults(f"{name}-default", EmptiedDefaultsArgs(vpc=vpc), child)
        self._log_flows(f"{name}-flow-log", vpc, args.flow_log_bucket_arn)
        subnets = Subnets(
            name,
            SubnetsArgs(vpc_id=vpc.id, plan=plan_subnets(args.settings.cidr, args.settings.zones)),
            child,
        )
        SubnetAcls(
            f"{name}-acl",
            SubnetAclsArgs(
                vpc_id=vpc.id,
                vpc_cidr=args.settings.cidr,
                supernets=[supernet for _, supernet in sorted(args.supernets.items())],
                subnet_ids=subnets.subnet_ids,
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
        attachment = TransitAttachment(
            f"{name}-transit",
            TransitAttachmentArgs(
                vpc_id=vpc.id,
                subnet_ids=list(subnets.subnet_ids[Tier.ATTACHMENT].values()),
                hub=args.hub,
                segment=args.settings.segment,
                propagates_to=args.propagates_to,
                hub_provider=args.hub_provider,
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

    def _log_flows(self, name: str, vpc: aws.ec2.Vpc, bucket_arn: pulumi.Output[str]) -> None:
        aws.ec2.FlowLog(
            name,
            vpc_id=vpc.id,
            traffic_type="ALL",
            log_destination_type="s3",
            log_destination=bucket_arn,
            log_format=VPC_LOG_FORMAT,
            max_aggregation_interval=600,  # a minute would tell little more and cost several times as much
            destination_options={
                "file_format": "parquet",
                "hive_compatible_partitions": True,
                "per_hour_partition": True,
            },
            tags={"Name": name},
            opts=pulumi.ResourceOptions(parent=self),
        )

    def _route_to_hub(
        self,
        name: str,
        tables: Mapping[str, pulumi.Output[str]],
        attachment: TransitAttachment,
        args: SpokeArgs,
    ) -> None:
        # AWS refuses a route to a gateway that the network is not attached to yet.
        after = pulumi.ResourceOptions(parent=self, depends_on=[attachment])
        for zone, table_id in tables.items():
            for region, supernet in args.supernets.items():
                aws.ec2.Route(
                    f"{name}-app-{zone}-to-{region}",
                    route_table_id=table_id,
                    destination_cidr_block=supernet,
                    transit_gateway_id=args.hub.transit_gateway_id,
                    opts=after,
                )
