"""The nodes that a cluster brings along, and what other node groups inherit from them."""

from __future__ import annotations

from dataclasses import dataclass

from preview.synthesis.components.builder import Builder, Child, flag, mapping
from preview.synthesis.components.eks.access import Access
from preview.synthesis.components.eks.control_plane import Network
from preview.synthesis.components.eks.fargate import is_fargate
from preview.synthesis.components.eks.nodes import NodeSettings, auto_scaling_group
from preview.synthesis.components.eks.security_groups import node_group
from preview.synthesis.components.values import after, tags, without_none
from preview.values import UNKNOWN, Value

_NODE_OPTIONS = {
    "nodeSubnetIds": "nodeSubnetIds",
    "nodeAssociatePublicIpAddress": "nodeAssociatePublicIpAddress",
    "instanceType": "instanceType",
    "nodePublicKey": "nodePublicKey",
    "nodeRootVolumeEncrypted": "nodeRootVolumeEncrypted",
    "nodeRootVolumeSize": "nodeRootVolumeSize",
    "nodeUserData": "nodeUserData",
    "minSize": "minSize",
    "maxSize": "maxSize",
    "desiredCapacity": "desiredCapacity",
    "nodeAmiId": "amiId",
    "gpu": "gpu",
    "version": "version",
}
"""Settings of the default nodes that may stand on the cluster itself, and their names there."""


@dataclass(frozen=True)
class Made:
    """What the nodes of a cluster rest on."""

    cluster: Child
    group: Child | None
    access: Access
    cni: Child | None


def default_group(builder: Builder, network: Network, made: Made) -> tuple[Child, Child] | None:
    """The security group of the nodes, and the rule that lets them reach the control plane."""
    if made.group is None:
        return None
    return node_group(
        builder,
        vpc_id=network.vpc_id,
        cluster_group_id=made.group.output("id"),
        cluster_name=made.cluster.output("name"),
        extra_tags=tags(None, builder.given("nodeSecurityGroupTags"), builder.given("tags")),
    )


def default_nodes(
    builder: Builder, made: Made, nodes: tuple[Child, Child] | None, *, auto: bool
) -> Child | None:
    """The group of machines; None where the program wants none, or pods run without."""
    if flag(builder, "skipDefaultNodeGroup") or is_fargate(builder) or auto:
        return None
    options = mapping(builder, "nodeGroupOptions") or {
        name: builder.given(given) for given, name in _NODE_OPTIONS.items()
    }
    profile = made.access.instance_profile
    waits = (made.cni, made.access.config_map)
    return auto_scaling_group(
        builder,
        NodeSettings(
            options=options,
            cluster=made.cluster,
            instance_profile=profile.output("name")
            if profile
            else builder.given("instanceProfileName") or builder.unmodelled("instanceProfile"),
            security_group=nodes[0].output("id") if nodes else UNKNOWN,
            extra_groups=(),
            subnets=options.get("nodeSubnetIds")
            or builder.given("privateSubnetIds")
            or builder.given("publicSubnetIds")
            # The plugin takes those of them without a route to the internet, if there are any.
            or after(made.cluster, builder.unmodelled("subnetId", several=True)),
            depends_on=tuple(each for each in waits if each),
        ),
    )


def core_node_options(
    builder: Builder, access: Access, nodes: tuple[Child, Child] | None
) -> dict[str, Value]:
    """The settings that node groups of this cluster inherit."""
    options = dict(mapping(builder, "nodeGroupOptions")) or {
        name: builder.given(given) for given, name in _NODE_OPTIONS.items()
    }
    options["instanceProfile"] = access.instance_profile.reference() if access.instance_profile else None
    options["nodeSecurityGroup"] = nodes[0].reference() if nodes else None
    options["clusterIngressRule"] = nodes[1].reference() if nodes else None
    return without_none(options)


def node_group_data(scaled: Child | None, nodes: tuple[Child, Child] | None) -> Value:
    """The default nodes as the cluster gives them out."""
    if scaled is None:
        return None
    return {
        "autoScalingGroup": scaled.reference(),
        "extraNodeSecurityGroups": [],
        "nodeSecurityGroup": nodes[0].reference() if nodes else None,
    }
