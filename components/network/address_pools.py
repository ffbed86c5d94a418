"""Pools of addresses that AWS keeps the books of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.config.addresses import Addresses
from components.config.vpc import LARGEST_PREFIX, SMALLEST_PREFIX
from components.shared.exports import HubExports
from components.shared.references import entry
from components.shared.sharing import share_with_organization


@dataclass(frozen=True, kw_only=True)
class AddressPoolsArgs:
    supernets: Mapping[str, str]  # by region; the region that the pools are made in is among them
    prefix: str  # of physical names
    organization_arn: pulumi.Input[str]


class AddressPools(pulumi.ComponentResource):
    """A pool for each region with its supernet, from which every account of the organization may take.

    Networks ask for the range that the plan gives them, so it stays known beforehand. The pool refuses one
    that somebody else has, also where that somebody is no stack of ours.
    """

    pool_ids: dict[str, pulumi.Output[str]]  # by region, known once the pool has its addresses

    def __init__(self, name: str, args: AddressPoolsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("landfall:network:AddressPools", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)

        manager = aws.ec2.VpcIpam(
            name,
            description="Addresses of the organization",
            operating_regions=[{"region_name": region} for region in args.supernets],
            tier="advanced",  # the free one serves a single account
            tags={"Name": name},
            opts=child,
        )
        self.pool_ids = {}
        arns: dict[str, pulumi.Input[str]] = {}
        for region, supernet in args.supernets.items():
            pool = aws.ec2.VpcIpamPool(
                f"{name}-{region}",
                description=f"Networks of {region}",
                address_family="ipv4",
                ipam_scope_id=manager.private_default_scope_id,
                locale=region,
                allocation_min_netmask_length=LARGEST_PREFIX,
                allocation_max_netmask_length=SMALLEST_PREFIX,
                tags={"Name": f"{name}-{region}"},
                opts=child,
            )
            provisioned = aws.ec2.VpcIpamPoolCidr(
                f"{name}-{region}", ipam_pool_id=pool.id, cidr=supernet, opts=child
            )
            self.pool_ids[region] = provisioned.ipam_pool_id
            arns[region] = pool.arn
        share_with_organization(
            f"{name}-share", f"{args.prefix}-address-pools", arns, args.organization_arn, child
        )

        self.register_outputs({"pool_ids": self.pool_ids})


def pool_of(addresses: Addresses, hub: HubExports, region: str) -> pulumi.Output[str] | None:
    """The pool that a network of the region takes its range from; None where there are no pools."""
    return entry(hub.address_pool_ids, region, "the address pool of region") if addresses.ipam else None
