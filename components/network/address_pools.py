"""Pools of addresses that AWS keeps the books of."""

from __future__ import annotations

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.config.addresses import IPV6_PREFIX
from components.config.vpc import LARGEST_PREFIX, SMALLEST_PREFIX
from components.network.surroundings import Surroundings
from components.shared.exports import HubExports
from components.shared.references import entry
from components.shared.sharing import share_with_organization


@dataclass(frozen=True, kw_only=True)
class AddressPoolsArgs:
    around: Surroundings


class AddressPools(pulumi.ComponentResource):
    """A pool for each region with its supernet, from which every account of the organization may take.

    Networks ask for the range that the plan gives them, so it stays known beforehand. The pool refuses one
    that somebody else has, also where that somebody is no stack of ours. IPv6 ranges have pools of their own;
    in IPAM's private scope, so that no network can ever announce them to the internet.
    """

    pool_ids: dict[str, pulumi.Output[str]]  # by region, known once the pool has its addresses
    ipv6_pool_ids: dict[str, pulumi.Output[str]]

    def __init__(self, name: str, args: AddressPoolsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("landfall:network:AddressPools", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        addresses = args.around.addresses

        manager = aws.ec2.VpcIpam(
            name,
            description="Addresses of the organization",
            operating_regions=[{"region_name": region} for region in addresses.supernets],
            tier="advanced",  # the free one serves a single account
            tags={"Name": name},
            opts=child,
        )
        scope_id = manager.private_default_scope_id
        pools: dict[str, aws.ec2.VpcIpamPool] = {}
        self.pool_ids = {}
        for region, supernet in addresses.supernets.items():
            pools[region] = self._pool(f"{name}-{region}", region, scope_id, "ipv4")
            self.pool_ids[region] = self._filled(f"{name}-{region}", pools[region], supernet)
        self.ipv6_pool_ids = {}
        for region, supernet in addresses.ipv6.items():
            key = f"{region}-ipv6"
            pools[key] = self._pool(f"{name}-{key}", region, scope_id, "ipv6")
            self.ipv6_pool_ids[region] = self._filled(f"{name}-{key}", pools[key], supernet)
        share_with_organization(
            f"{name}-share",
            f"{args.around.prefix}-address-pools",
            {key: pool.arn for key, pool in pools.items()},
            args.around.organization.organization_arn,
            child,
        )

        self.register_outputs({"pool_ids": self.pool_ids, "ipv6_pool_ids": self.ipv6_pool_ids})

    def _pool(self, name: str, region: str, scope_id: pulumi.Output[str], family: str) -> aws.ec2.VpcIpamPool:
        largest, smallest = (
            (LARGEST_PREFIX, SMALLEST_PREFIX) if family == "ipv4" else (IPV6_PREFIX, IPV6_PREFIX)
        )
        return aws.ec2.VpcIpamPool(
            name,
            description=f"Networks of {region}" if family == "ipv4" else f"IPv6 blocks of {region}",
            address_family=family,
            ipam_scope_id=scope_id,
            locale=region,
            allocation_min_netmask_length=largest,
            allocation_max_netmask_length=smallest,
            tags={"Name": name},
            opts=pulumi.ResourceOptions(parent=self),
        )

    def _filled(self, name: str, pool: aws.ec2.VpcIpamPool, supernet: str) -> pulumi.Output[str]:
        """The pool's id, known once it has its addresses."""
        return aws.ec2.VpcIpamPoolCidr(
            name, ipam_pool_id=pool.id, cidr=supernet, opts=pulumi.ResourceOptions(parent=self)
        ).ipam_pool_id


def pool_of(around: Surroundings, hub: HubExports) -> pulumi.Output[str] | None:
    """The pool that a network of the region takes its range from; None where there are no pools."""
    if not around.addresses.ipam:
        return None
    return entry(hub.address_pool_ids, around.region, "the address pool of region")


def ipv6_pool_of(around: Surroundings, hub: HubExports) -> pulumi.Output[str]:
    """The pool that a network of the region takes its IPv6 block from."""
    return entry(hub.ipv6_pool_ids, around.region, "the pool of IPv6 blocks of region")
