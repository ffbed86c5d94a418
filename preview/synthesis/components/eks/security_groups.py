"""Security groups that the eks plugin makes for the control plane and for nodes."""

from __future__ import annotations

from collections.abc import Mapping

from preview.synthesis.components.builder import Builder, Child
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import tags
from preview.values import UNKNOWN, OutputValue, Value

EVERYWHERE = ("0.0.0.0/0",)


def build(builder: Builder) -> dict[str, Value]:
    """`eks.NodeGroupSecurityGroup`: the group of nodes alone."""
    cluster = builder.known(builder.inputs.get("eksCluster"))
    of_cluster = builder.known(builder.inputs.get("clusterSecurityGroup"))
    group, rule = node_group(
        builder,
        vpc_id=builder.given("vpcId"),
        cluster_group_id=of_cluster.output("id") if of_cluster else UNKNOWN,
        cluster_name=cluster.output("name") if cluster else OutputValue(UNKNOWN),
        extra_tags=builder.given("tags"),
    )
    return {"securityGroup": group.reference(), "securityGroupRule": rule.reference()}


def cluster_group(builder: Builder, vpc_id: Value) -> Child:
    """The group of a control plane, with its way out."""
    name = f"{builder.name}-eksClusterSecurityGroup"
    group = builder.make(
        token("SecurityGroup"),
        name,
        {
            "vpcId": vpc_id,
            "revokeRulesOnDelete": True,
            "tags": tags(name, builder.given("clusterSecurityGroupTags"), builder.given("tags")),
        },
    )
    _egress(builder, f"{builder.name}-eksClusterInternetEgressRule", group)
    return group


def node_group(
    builder: Builder, *, vpc_id: Value, cluster_group_id: Value, cluster_name: OutputValue, extra_tags: Value
) -> tuple[Child, Child]:
    """The group of nodes, and the rule that lets them reach the control plane."""
    name = builder.name
    known = isinstance(cluster_name.value, str)
    owned = {f"kubernetes.io/cluster/{cluster_name.value}": "owned"} if known else UNKNOWN
    whole = tags(f"{name}-nodeSecurityGroup", OutputValue(owned, cluster_name.dependencies), extra_tags)
    group = builder.make(
        token("SecurityGroup"),
        f"{name}-nodeSecurityGroup",
        {"vpcId": vpc_id, "revokeRulesOnDelete": True, "tags": whole},
    )
    own = {"securityGroupId": group.output("id")}
    from_cluster = own | {"sourceSecurityGroupId": cluster_group_id}
    _ingress(
        builder,
        "eksNodeIngressRule",
        {"fromPort": 0, "toPort": 0, "protocol": "-1", "self": True} | own,
        "Allow nodes to communicate with each other",
    )
    _ingress(
        builder,
        "eksNodeClusterIngressRule",
        {"fromPort": 1025, "toPort": 65535, "protocol": "tcp"} | from_cluster,
        "Allow worker Kubelets and pods to receive communication from the cluster control plane",
    )
    _ingress(
        builder,
        "eksExtApiServerClusterIngressRule",
        {"fromPort": 443, "toPort": 443, "protocol": "tcp"} | from_cluster,
        "Allow pods running extension API servers on port 443 to receive communication from cluster "
        "control plane",
    )
    _egress(builder, f"{name}-eksNodeInternetEgressRule", group)
    rule = _ingress(
        builder,
        "eksClusterIngressRule",
        {
            "fromPort": 443,
            "toPort": 443,
            "protocol": "tcp",
            "securityGroupId": cluster_group_id,
            "sourceSecurityGroupId": group.output("id"),
        },
        "Allow pods to communicate with the cluster API Server",
    )
    return group, rule


def _ingress(builder: Builder, name: str, inputs: Mapping[str, Value], description: str) -> Child:
    return builder.make(
        token("SecurityGroupRule"),
        f"{builder.name}-{name}",
        {"description": description, "type": "ingress", **inputs},
    )


def _egress(builder: Builder, name: str, group: Child) -> None:
    builder.make(
        token("SecurityGroupRule"),
        name,
        {
            "description": "Allow internet access.",
            "type": "egress",
            "fromPort": 0,
            "toPort": 0,
            "protocol": "-1",
            "cidrBlocks": list(EVERYWHERE),
            "securityGroupId": group.output("id"),
        },
    )
