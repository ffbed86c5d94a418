"""The control plane of a cluster, where it lies and what it runs as."""

from __future__ import annotations

from dataclasses import dataclass

from preview.synthesis.components.builder import Builder, Child, ComponentError, flag, mapping
from preview.synthesis.components.eks.iam import service_role
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import tags, without_none
from preview.values import UNKNOWN, OutputValue, Value, plain

_ROLE_POLICIES = ("AmazonEKSClusterPolicy",)
_AUTO_POLICIES = (
    "AmazonEKSComputePolicy",
    "AmazonEKSBlockStoragePolicy",
    "AmazonEKSLoadBalancingPolicy",
    "AmazonEKSNetworkingPolicy",
)


@dataclass(frozen=True)
class Network:
    """The VPC of a cluster, and the subnets that its control plane reaches."""

    vpc_id: Value
    subnet_ids: Value


def network_of(builder: Builder) -> Network:
    """Where the program wants the cluster; in the default VPC unless it says."""
    subnets = builder.given("subnetIds")
    public, private = builder.given("publicSubnetIds"), builder.given("privateSubnetIds")
    if subnets is not None and (public is not None or private is not None):
        raise ComponentError(
            "subnetIds excludes publicSubnetIds and privateSubnetIds: give one or the others"
        )
    vpc_id = builder.given("vpcId")
    found: Value = []
    if vpc_id is None:
        vpc_id = builder.invoke(token("getVpc"), {"default": True}).get("id", UNKNOWN)
        filters = [{"name": "vpc-id", "values": [vpc_id]}]
        found = builder.invoke(token("getSubnets"), {"filters": filters}).get("ids", UNKNOWN)
    if subnets is not None:
        found = subnets
    elif public is not None or private is not None:
        found = _both(public, private)
    return Network(vpc_id, found)


def _both(*lists: Value) -> OutputValue:
    joined: list[Value] = []
    dependencies: frozenset[str] = frozenset()
    for each in lists:
        if each is None:
            continue
        value = each.value if isinstance(each, OutputValue) else each
        dependencies |= each.dependencies if isinstance(each, OutputValue) else frozenset()
        if not isinstance(value, list):
            return OutputValue(UNKNOWN, dependencies)
        joined += value
    return OutputValue(joined, dependencies)


def cluster_role(builder: Builder, *, auto: bool) -> tuple[list[Child], Value]:
    """What the cluster has to wait for, and its role as a value."""
    given = builder.given("serviceRole")
    if given is not None:
        return [], given
    made = service_role(
        builder,
        f"{builder.name}-eksRole",
        "eks.amazonaws.com",
        (*_ROLE_POLICIES, *(_AUTO_POLICIES if auto else ())),
        description="Allows EKS to manage clusters on your behalf.",
        actions=("sts:AssumeRole", "sts:TagSession"),
    )
    return [made.role, *made.attachments], made.role.reference()


def make_cluster(
    builder: Builder,
    network: Network,
    role: Value,
    group: Child | None,
    waits: list[Child],
    auto_role: Child | None,
    *,
    auto: bool,
) -> Child:
    """The cluster itself, once what it `waits` for is there."""
    key = builder.given("encryptionConfigKeyArn")
    mode = builder.given("authenticationMode")
    add_ons = flag(builder, "bootstrapSelfManagedAddons")
    known_role = builder.known(role.value if isinstance(role, OutputValue) else role)
    compute = {"enabled": True, "nodePools": ["general-purpose", "system"]}
    if auto_role:
        compute["nodeRoleArn"] = auto_role.output("arn")
    own = mapping(builder, "autoMode").get("computeConfig")
    inputs = {
        "name": builder.given("name"),
        "roleArn": known_role.output("arn") if known_role else UNKNOWN,
        "computeConfig": compute | (own if isinstance(own, dict) else {}) if auto else None,
        "storageConfig": {"blockStorage": {"enabled": True}} if auto else None,
        "kubernetesNetworkConfig": _kubernetes_network(builder, auto=auto),
        "bootstrapSelfManagedAddons": False if auto else add_ons is not False,
        "vpcConfig": without_none(
            {
                "securityGroupIds": [group.output("id")] if group else None,
                "subnetIds": network.subnet_ids,
                "endpointPrivateAccess": builder.given("endpointPrivateAccess"),
                "endpointPublicAccess": builder.given("endpointPublicAccess"),
                "publicAccessCidrs": builder.given("publicAccessCidrs"),
            }
        ),
        "version": builder.given("version"),
        "enabledClusterLogTypes": builder.given("enabledClusterLogTypes"),
        "tags": tags(f"{builder.name}-eksCluster", builder.given("clusterTags"), builder.given("tags")),
        "encryptionConfig": None if key is None else {"provider": {"keyArn": key}, "resources": ["secrets"]},
        "accessConfig": None
        if mode is None
        else {"authenticationMode": mode, "bootstrapClusterCreatorAdminPermissions": True},
        "upgradePolicy": builder.given("upgradePolicy"),
        "deletionProtection": builder.given("deletionProtection"),
    }
    return builder.make(
        token("Cluster"),
        f"{builder.name}-eksCluster",
        inputs,
        depends_on=waits,
        ignore_changes=["accessConfig.bootstrapClusterCreatorAdminPermissions", "bootstrapSelfManagedAddons"],
    )


def _kubernetes_network(builder: Builder, *, auto: bool) -> Value:
    addresses, family = builder.given("kubernetesServiceIpAddressRange"), builder.given("ipFamily")
    if addresses is None and family is None and not auto:
        return None
    name = plain(builder.inputs.get("ipFamily", "ipv4"))
    return without_none(
        {
            "serviceIpv4Cidr": addresses if name == "ipv4" else None,
            "ipFamily": family or "ipv4",
            "elasticLoadBalancing": {"enabled": True} if auto else None,
        }
    )
