"""NAT and internet gateways, peerings, and what blocks public access, from planned resources."""

from __future__ import annotations

from . import tokens
from .model import Nat, Network
from .planned import Planned, Resource


def read_gateways(planned: Planned, network: Network) -> None:
    """Add what leads out of VPCs other than transit gateways."""
    for resource in planned.all(tokens.NAT):
        _nat(planned, network, resource)
    for resource in planned.all(tokens.PEERING):
        ends = [planned.target(resource, name, *tokens.VPC) for name in ("vpcId", "peerVpcId")]
        vpcs = [network.vpcs[end.urn] for end in ends if end is not None and end.urn in network.vpcs]
        if len(vpcs) != 2:
            network.gap(resource, "one of its VPCs is not planned here")
        elif not resource.value("autoAccept") and not _accepted(planned, resource):
            network.gap(resource, "nobody accepts it, so it is taken to carry nothing", decisive=False)
        else:
            network.peerings[resource.urn] = (vpcs[0], vpcs[1])
    _blocks(planned, network)


def _nat(planned: Planned, network: Network, resource: Resource) -> None:
    public = resource.value("connectivityType", "public") == "public"
    found = planned.target(resource, "subnetId", *tokens.SUBNET)
    owner = planned.target(resource, "vpcId", *tokens.VPC)
    if resource.value("availabilityMode") == "regional" and owner and owner.urn in network.vpcs:
        table = network.tables[resource.urn]
        network.nats[resource.urn] = Nat(resource, network.vpcs[owner.urn], None, table, public)
    elif found and found.urn in network.subnets:
        subnet = network.subnets[found.urn]
        network.nats[resource.urn] = Nat(resource, subnet.vpc, subnet, subnet.table, public)
    else:
        network.gap(resource, "its subnet or VPC is unknown")


def _accepted(planned: Planned, peering: Resource) -> bool:
    return any(
        planned.target(each, "vpcPeeringConnectionId", tokens.PEERING) is peering and each.value("autoAccept")
        for each in planned.all(tokens.PEERING_ACCEPTER)
    )


def _blocks(planned: Planned, network: Network) -> None:
    """Block public access concerns all VPCs of an account and region, which the provider stands for."""
    excluded: dict[str, str] = {}
    for each in planned.all(tokens.BLOCK_PUBLIC_EXCLUSION):
        mode = str(each.value("internetGatewayExclusionMode", ""))
        vpc = planned.target(each, "vpcId", *tokens.VPC)
        subnet = planned.target(each, "subnetId", *tokens.SUBNET)
        if vpc is not None:
            excluded[vpc.urn] = mode
        elif subnet is not None and subnet.urn in network.subnets:
            # Taken for its whole VPC: that lets more through than AWS does, never less.
            excluded[network.subnets[subnet.urn].vpc.resource.urn] = mode
        else:
            network.gap(each, "what it excludes is unknown")
    for each in planned.all(tokens.BLOCK_PUBLIC):
        mode = str(each.value("internetGatewayBlockMode", "off"))
        for vpc_ in network.vpcs.values():
            if mode == "off" or vpc_.resource.provider != each.provider:
                continue
            exclusion = excluded.get(vpc_.resource.urn, "")
            if exclusion == "allow-bidirectional":
                continue
            vpc_.blocked = each
            vpc_.blocks_egress = mode == "block-bidirectional" and exclusion != "allow-egress"
