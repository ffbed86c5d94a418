"""The way to the internet: one network in the hub that all others call through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.config.egress import EgressSettings
from components.config.firewall import FirewallSettings
from components.config.segments import inspected_pairs, variable_of
from components.config.subnets import Tier, plan_passages
from components.network.acls import plan_passage_rules
from components.network.attachment import TABLE
from components.network.egress_routing import EgressRoute, Hop, plan_routes
from components.network.firewall import Firewall, FirewallArgs
from components.network.nat import NatGateways, NatGatewaysArgs
from components.network.network import Layout, Network, NetworkArgs
from components.network.routing import Target, plan_hub_routes
from components.shared.exports import EgressExports
from components.shared.references import entry, mapping


@dataclass(frozen=True, kw_only=True)
class EgressArgs(NetworkArgs):
    settings: EgressSettings  # decided in the stack file
    rules: Mapping[str, str]  # what the firewall's rule files hold, by the name of the group


class Egress(Network):
    """A network of passages: from the transit gateway, through a firewall, to NAT and the internet.

    The tables of the segments with `internet` lead here. Nothing comes in that was not asked for, and each
    zone's traffic passes what stands in its own zone, both ways.
    """

    exports: EgressExports

    def __init__(self, name: str, args: EgressArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        settings, around = args.settings, args.around
        firewall = settings.firewall
        between = bool(inspected_pairs(around.segments))
        layout = Layout(
            subnets=plan_passages(settings.cidr, settings.zones, settings.tiers),
            acls={
                tier: plan_passage_rules(around.supernet, between_spokes=between and tier is not Tier.PUBLIC)
                for tier in settings.tiers
            },
            inspected=firewall is not None,
        )
        super().__init__(name, args, layout, opts)

        internet = aws.ec2.InternetGateway(
            f"{name}-internet", vpc_id=self.vpc.id, tags={"Name": f"{name}-internet"}, opts=self.child
        )
        nat = NatGateways(
            f"{name}-nat",
            NatGatewaysArgs(
                kind=settings.nat,
                zones=settings.zones,
                vpc_id=self.vpc.id,
                subnet_ids=self.subnet_ids[Tier.PUBLIC],
                internet_gateway=internet,
            ),
            self.child,
        )
        hops = {Hop.NAT: nat.gateway_ids, Hop.INTERNET: dict.fromkeys(settings.zones, internet.id)}
        if firewall is not None:
            hops[Hop.FIREWALL] = self._firewall(f"{name}-firewall", firewall, args)
        for route in plan_routes(settings.zones, around.supernet, settings.nat, firewall=layout.inspected):
            self._route(f"{name}-{route.key}", route, nat.route_table_id, hops)
        self._lead_here(name, args)

        self.exports = EgressExports(
            egress_vpc_id=self.vpc.id,
            egress_attachment_id=self.attachment.attachment_id,
            egress_address_ids=mapping(nat.address_ids),
        )
        self.register_outputs(vars(self.exports))

    def _firewall(
        self, name: str, settings: FirewallSettings, args: EgressArgs
    ) -> dict[str, pulumi.Output[str]]:
        """The firewall's endpoints by zone."""
        segments = args.around.segments
        return Firewall(
            name,
            FirewallArgs(
                settings=settings,
                rules=args.rules,
                variables={
                    "HOME_NET": [args.around.supernet],
                    **{variable_of(key): each.ranges for key, each in segments.items() if each.ranges},
                },
                vpc_id=self.vpc.id,
                subnet_ids=self.subnet_ids[Tier.FIREWALL],
                log_bucket=args.around.archive.flow_log_bucket_name,
            ),
            self.child,
        ).endpoint_ids

    def _route(
        self,
        name: str,
        route: EgressRoute,
        nat_table_id: pulumi.Output[str] | None,
        hops: Mapping[Hop, Mapping[str, pulumi.Output[str]]],
    ) -> None:
        """One planned route; `hops` says what stands in each zone."""
        table_id = nat_table_id if route.tier is None else self.table_ids[route.tier][route.zone]
        if table_id is None:
            raise ValueError(f"{route} needs a regional NAT gateway, which brings the table")
        if route.hop is Hop.TRANSIT:
            self.route_to_hub(name, table_id, route.destination)
            return
        to = hops[route.hop][route.zone]
        aws.ec2.Route(
            name,
            route_table_id=table_id,
            destination_cidr_block=route.destination,
            gateway_id=to if route.hop is Hop.INTERNET else None,
            nat_gateway_id=to if route.hop is Hop.NAT else None,
            vpc_endpoint_id=to if route.hop is Hop.FIREWALL else None,
            opts=self.attached,
        )

    def _lead_here(self, name: str, args: EgressArgs) -> None:
        """Routes of the hub's tables: of calls to the internet, and of what is inspected between segments."""
        segments = args.around.segments
        planned = {
            **{f"{name}-from-{each.segment}": each for each in plan_hub_routes(segments, Target.EGRESS)},
            **{f"{name}-between-{each.key}": each for each in plan_hub_routes(segments, Target.INSPECTION)},
        }
        for key, route in planned.items():
            aws.ec2transitgateway.Route(
                key,
                transit_gateway_route_table_id=entry(args.hub.transit_route_table_ids, route.segment, TABLE),
                destination_cidr_block=route.destination,
                transit_gateway_attachment_id=self.attachment.attachment_id,
                opts=self.child,
            )
