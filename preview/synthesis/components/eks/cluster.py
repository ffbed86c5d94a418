"""`eks.Cluster`: the control plane with its role, groups, access, add-ons and default nodes."""

from __future__ import annotations

from preview.synthesis.components.builder import Builder, Child, ComponentError, flag, mapping
from preview.synthesis.components.eks import addon
from preview.synthesis.components.eks.access import access_of
from preview.synthesis.components.eks.cni import cni_addon
from preview.synthesis.components.eks.control_plane import cluster_role, make_cluster, network_of
from preview.synthesis.components.eks.default_nodes import (
    Made,
    core_node_options,
    default_group,
    default_nodes,
    node_group_data,
)
from preview.synthesis.components.eks.fargate import fargate_profile, is_fargate
from preview.synthesis.components.eks.iam import service_role
from preview.synthesis.components.eks.kubeconfig import as_text, kubeconfig
from preview.synthesis.components.eks.security_groups import cluster_group
from preview.synthesis.components.eks.storage import storage_classes
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import after, part
from preview.values import UNKNOWN, OutputValue, Value, plain

_AUTO_NODE_POLICIES = ("AmazonEKSWorkerNodeMinimalPolicy", "AmazonEC2ContainerRegistryPullOnly")
_NODE_POLICIES = ("AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryReadOnly")


def build(builder: Builder) -> dict[str, Value]:
    """Everything that the plugin makes for a cluster."""
    auto = mapping(builder, "autoMode").get("enabled") is True
    network = network_of(builder)
    roles, role = cluster_role(builder, auto=auto)
    skip_groups = flag(builder, "skipDefaultSecurityGroups")
    skip_groups = auto if skip_groups is None else skip_groups
    given_group = builder.inputs.get("clusterSecurityGroup")
    group = builder.known(given_group)
    if given_group is None and not skip_groups:
        group = cluster_group(builder, network.vpc_id)
    auto_role = None
    if auto and mapping(builder, "autoMode").get("createNodeRole") is not False:
        auto_role = service_role(
            builder, f"{builder.name}-nodeRole", "ec2.amazonaws.com", _AUTO_NODE_POLICIES
        )
        roles += [auto_role.role, *auto_role.attachments]
    cluster = make_cluster(
        builder, network, role, group, roles, auto_role.role if auto_role else None, auto=auto
    )
    proxy = mapping(builder, "kubeProxyAddonOptions")
    if proxy.get("enabled", not auto):
        addon.managed(builder, "kube-proxy", "kube-proxy", cluster, proxy)
    options = mapping(builder, "providerCredentialOpts")
    kubernetes = builder.make(
        token("kubernetes"),
        f"{builder.name}-eks-k8s",
        {
            "kubeconfig": after(cluster, as_text(kubeconfig(cluster.outputs, options, profile=True))),
            "enableConfigMapMutable": _json_text(builder.given("enableConfigMapMutable")),
        },
    )
    access = access_of(builder, cluster, kubernetes, _instance_role(builder))
    classes = storage_classes(builder, kubernetes, access.resources)
    cni = _cni(builder, cluster, kubernetes, access.resources, auto=auto)
    fargate = fargate_profile(builder, cluster, access.config_map)
    _coredns(builder, cluster, fargate, auto=auto)
    identity_provider = _identity_provider(builder, cluster)
    made = Made(cluster, group, access, cni)
    nodes = None if skip_groups or group is None else default_group(builder, network, made)
    scaled = default_nodes(builder, made, nodes, auto=auto)
    config = after(cluster, kubeconfig(cluster.outputs, options, profile=False))
    core = {
        "accessEntries": list(access.settings),
        "cluster": cluster.reference(),
        "clusterIamRole": role,
        "clusterSecurityGroup": group.reference() if group else None,
        "eksNodeAccess": access.config_map.reference() if access.config_map else None,
        "encryptionConfig": plain(cluster.outputs.get("encryptionConfig")),
        "endpoint": cluster.output("endpoint"),
        "fargateProfile": fargate.reference() if fargate else None,
        "instanceRoles": access.roles,
        "kubeconfig": config,
        "nodeGroupOptions": core_node_options(builder, access, nodes),
        "nodeSecurityGroupTags": builder.given("nodeSecurityGroupTags"),
        "oidcProvider": identity_provider.reference() if identity_provider else None,
        "privateSubnetIds": builder.given("privateSubnetIds"),
        "provider": kubernetes.reference(),
        "publicSubnetIds": builder.given("publicSubnetIds"),
        "storageClasses": classes,
        "subnetIds": network.subnet_ids,
        "tags": builder.given("tags"),
        "vpcCni": cni.reference() if cni else None,
        "vpcId": network.vpc_id,
    }
    issuer = _issuer(cluster)
    own_group = after(cluster, part(cluster.outputs.get("vpcConfig"), "clusterSecurityGroupId"))
    return {
        "autoModeNodeRoleName": auto_role.role.output("name") if auto_role else "",
        "clusterIngressRuleId": nodes[1].output("securityGroupRuleId") if nodes else "",
        "clusterSecurityGroup": group.reference() if group else None,
        "clusterSecurityGroupId": group.output("id") if group else own_group,
        "core": {name: value for name, value in core.items() if value is not None},
        "defaultNodeGroup": node_group_data(scaled, nodes),
        "defaultNodeGroupAsgName": scaled.output("name") if scaled else "",
        "eksCluster": cluster.reference(),
        "eksClusterIngressRule": nodes[1].reference() if nodes else None,
        "fargateProfileId": fargate.output("id") if fargate else "",
        "fargateProfileStatus": fargate.output("status") if fargate else "",
        "instanceRoles": access.roles,
        "kubeconfig": config,
        "kubeconfigJson": after(cluster, as_text(config.value)),
        "nodeSecurityGroup": nodes[0].reference() if nodes else None,
        "nodeSecurityGroupId": nodes[0].output("id") if nodes else own_group,
        "oidcIssuer": after(cluster, issuer.removeprefix("https://") if isinstance(issuer, str) else issuer),
        "oidcProviderArn": identity_provider.output("arn") if identity_provider else "",
        "oidcProviderUrl": after(cluster, issuer),
    }


def _instance_role(builder: Builder) -> Child | None:
    """The role that the default nodes get; None if the program gives roles, or wants none made."""
    given = builder.inputs.get("instanceRole")
    if builder.inputs.get("instanceRoles") is not None:
        if given is not None:
            raise ComponentError("instanceRole and instanceRoles exclude each other: give one of them")
        return None
    if given is not None:
        return builder.known(given)
    create = flag(builder, "createInstanceRole")
    if create is False or (create is None and flag(builder, "skipDefaultNodeGroup")):
        return None
    name = f"{builder.name}-instanceRole"
    return service_role(builder, name, "ec2.amazonaws.com", _NODE_POLICIES).role


def _cni(
    builder: Builder, cluster: Child, kubernetes: Child, waits: tuple[Child, ...], *, auto: bool
) -> Child | None:
    default = flag(builder, "useDefaultVpcCni")
    if default is True or (default is None and auto):
        return None
    name = f"{builder.name}-vpc-cni"
    group = builder.group(token("VpcCniAddon"), name)
    settings = {
        **mapping(builder, "vpcCniOptions"),
        "clusterName": cluster.output("name"),
        "clusterVersion": cluster.output("version"),
        "tags": builder.given("tags"),
    }
    made = cni_addon(builder, name, settings, parent=group, provider=kubernetes, depends_on=waits)
    builder.give_out(group, {"addon": made.reference()})
    return group


def _coredns(builder: Builder, cluster: Child, fargate: Child | None, *, auto: bool) -> None:
    options = mapping(builder, "corednsAddonOptions")
    wanted = options.get("enabled") is True or bool(options.get("configurationValues"))
    places = is_fargate(builder) or auto or not flag(builder, "skipDefaultNodeGroup")
    if wanted or (places and options.get("enabled", True)):
        computed = {"computeType": "Fargate"} if is_fargate(builder) else None
        waits = [fargate] if fargate else []
        addon.managed(
            builder, "coredns", "coredns", cluster, options, configuration=computed, depends_on=waits
        )


def _identity_provider(builder: Builder, cluster: Child) -> Child | None:
    if not flag(builder, "createOidcProvider"):
        return None
    return builder.make(
        token("OpenIdConnectProvider"),
        f"{builder.name}-oidcProvider",
        {
            "clientIdLists": ["sts.amazonaws.com"],
            "url": after(cluster, _issuer(cluster)),
            # Read from the certificate that the endpoint shows.
            "thumbprintLists": [builder.unmodelled("thumbprint")],
        },
    )


def _issuer(cluster: Child) -> Value:
    identities = plain(cluster.outputs.get("identities"))
    try:
        return identities[0]["oidcs"][0]["issuer"]
    except (TypeError, KeyError, IndexError):
        return UNKNOWN


def _json_text(value: Value) -> Value:
    """Inputs of providers travel as JSON text."""
    if not isinstance(value, OutputValue) or value.value is UNKNOWN:
        return value
    return OutputValue(as_text(value.value), value.dependencies)
