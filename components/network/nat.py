"""What gives calls to the internet a public address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.config.egress import Nat


@dataclass(frozen=True, kw_only=True)
class NatGatewaysArgs:
    kind: Nat
    zones: Sequence[str]
    vpc_id: pulumi.Input[str]
    subnet_ids: Mapping[str, pulumi.Input[str]]  # public ones by zone; none for a regional gateway
    internet_gateway: aws.ec2.InternetGateway  # which the network has to have first


class NatGateways(pulumi.ComponentResource):
    """A gateway in each zone with an address that stays, or one for the region whose addresses AWS keeps."""

    gateway_ids: dict[str, pulumi.Output[str]]  # by zone
    address_ids: dict[str, pulumi.Output[str]]  # of public addresses by zone; none for a regional gateway
    route_table_id: pulumi.Output[str] | None  # what a regional gateway routes by

    def __init__(self, name: str, args: NatGatewaysArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("landfall:network:NatGateways", name, None, opts)
        after = pulumi.ResourceOptions(parent=self, depends_on=[args.internet_gateway])

        self.gateway_ids = {}
        self.address_ids = {}
        self.route_table_id = None
        if args.kind is Nat.REGIONAL:
            gateway = aws.ec2.NatGateway(
                name,
                availability_mode="regional",
                connectivity_type="public",
                vpc_id=args.vpc_id,
                tags={"Name": name},
                opts=after,
            )
            self.gateway_ids = dict.fromkeys(args.zones, gateway.id)
            self.route_table_id = gateway.route_table_id
        for zone, subnet_id in args.subnet_ids.items():
            address = aws.ec2.Eip(
                f"{name}-{zone}",
                domain="vpc",
                tags={"Name": f"{name}-{zone}"},
                # Partners allow the address; releasing it gives it to somebody else.
                opts=pulumi.ResourceOptions.merge(after, pulumi.ResourceOptions(protect=True)),
            )
            gateway = aws.ec2.NatGateway(
                f"{name}-{zone}",
                subnet_id=subnet_id,
                allocation_id=address.allocation_id,
                connectivity_type="public",
                tags={"Name": f"{name}-{zone}"},
                opts=after,
            )
            self.gateway_ids[zone] = gateway.id
            self.address_ids[zone] = address.allocation_id

        self.register_outputs({"gateway_ids": self.gateway_ids})
