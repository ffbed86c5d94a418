"""Nodes in a group of the program's own: `eks.NodeGroupV2`, and the group that a cluster brings along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from preview.synthesis.components.builder import Builder, Child, ComponentError, as_digits, joined
from preview.synthesis.components.eks.core import core_of
from preview.synthesis.components.eks.security_groups import node_group
from preview.synthesis.components.tokens import token
from preview.values import UNKNOWN, OutputValue, Value, plain

DEFAULT_TYPE = "t3.medium"


@dataclass(frozen=True, kw_only=True)
class NodeSettings:
    """What a group of nodes is made from; `options` are the settings of the program."""

    options: Mapping[str, Value]
    cluster: Child | None
    instance_profile: Value
    security_group: Value
    extra_groups: tuple[Value, ...]
    subnets: Value
    depends_on: tuple[Child, ...]


def build(builder: Builder) -> dict[str, Value]:
    """`eks.NodeGroupV2`."""
    core = core_of(builder)
    options = {name: builder.given(name) for name in builder.inputs}
    profile = builder.known(builder.inputs.get("instanceProfile"))
    named = profile.output("name") if profile else builder.given("instanceProfileName")
    of_core = plain(core.data.get("nodeGroupOptions"))
    if named is None and isinstance(of_core, dict):
        inherited = builder.known(of_core.get("instanceProfile"))
        named = inherited.output("name") if inherited else of_core.get("instanceProfileName")
    if named is None and core.data:
        raise ComponentError(
            "a node group needs instanceProfile or instanceProfileName, of its own or the cluster's"
        )
    group, group_id = _security_group(builder)
    if group_id is None:
        of_cluster = builder.known(core.data.get("clusterSecurityGroup"))
        group, _ = node_group(
            builder,
            vpc_id=core.get("vpcId"),
            cluster_group_id=of_cluster.output("id") if of_cluster else UNKNOWN,
            cluster_name=core.cluster_name(),
            extra_tags={**(core.data.get("nodeSecurityGroupTags") or {}), **(core.data.get("tags") or {})},
        )
        group_id = group.output("id")
    extra = builder.inputs.get("extraNodeSecurityGroups")
    groups = [builder.known(each) for each in extra] if isinstance(extra, list) else []
    waits = [builder.known(core.data.get(name)) for name in ("vpcCni", "eksNodeAccess")]
    scaled = auto_scaling_group(
        builder,
        NodeSettings(
            options=options,
            cluster=core.cluster,
            instance_profile=named if named is not None else UNKNOWN,
            security_group=group_id,
            extra_groups=tuple(each.output("id") if each else UNKNOWN for each in groups),
            subnets=builder.given("nodeSubnetIds")
            or core.get("privateSubnetIds")
            or core.get("publicSubnetIds")
            or core.get("subnetIds"),
            depends_on=tuple(each for each in waits if each),
        ),
    )
    return {
        "autoScalingGroup": scaled.reference(),
        "extraNodeSecurityGroups": extra or [],
        "nodeSecurityGroup": group.reference() if group else None,
        "nodeSecurityGroupId": group_id,
    }


def _security_group(builder: Builder) -> tuple[Child | None, Value]:
    """The group that the program gives, and its id; None without one."""
    given = builder.inputs.get("nodeSecurityGroup")
    identifier = builder.given("nodeSecurityGroupId")
    if given is None and identifier is None:
        return None, None
    if all(builder.inputs.get(name) is None for name in ("clusterIngressRule", "clusterIngressRuleId")):
        raise ComponentError(
            "with a security group of your own, give clusterIngressRule or clusterIngressRuleId"
        )
    known = builder.known(given)
    return known, known.output("id") if known else identifier if identifier is not None else UNKNOWN


def auto_scaling_group(builder: Builder, settings: NodeSettings) -> Child:
    """The launch template of the nodes and the group that keeps their number."""
    options = settings.options
    name = builder.name
    key_name = options.get("keyName")
    if options.get("nodePublicKey") is not None:
        pair = builder.make(token("KeyPair"), f"{name}-keyPair", {"publicKey": options["nodePublicKey"]})
        key_name = pair.output("keyName")
    public = _plain(options.get("nodeAssociatePublicIpAddress"))
    price = options.get("spotPrice")
    monitoring = options.get("enableDetailedMonitoring")
    template = builder.make(
        token("LaunchTemplate"),
        f"{name}-launchTemplate",
        {
            "imageId": options.get("amiId") or UNKNOWN,
            "instanceType": options.get("instanceType") or DEFAULT_TYPE,
            "iamInstanceProfile": {"name": settings.instance_profile},
            "keyName": key_name,
            "instanceMarketOptions": None
            if price is None
            else {"marketType": "spot", "spotOptions": {"maxPrice": price}},
            "blockDeviceMappings": _disks(options),
            "networkInterfaces": [
                {
                    "associatePublicIpAddress": "false" if public is False else "true",
                    "securityGroups": [settings.security_group, *settings.extra_groups],
                }
            ],
            "metadataOptions": options.get("metadataOptions"),
            # A script with the cluster's endpoint and settings in it.
            "userData": UNKNOWN,
            "tagSpecifications": options.get("launchTemplateTagSpecifications"),
            "monitoring": None if monitoring is None else {"enabled": monitoring},
        },
    )
    return builder.make(
        token("Group"),
        name,
        {
            "minSize": _or(options.get("minSize"), 1),
            "maxSize": _or(options.get("maxSize"), 2),
            "desiredCapacity": _or(options.get("desiredCapacity"), 2),
            "launchTemplate": {
                "name": template.output("name"),
                "version": as_digits(template.output("latestVersion")),
            },
            "vpcZoneIdentifiers": settings.subnets,
            "instanceRefresh": {
                "strategy": "Rolling",
                "preferences": {"minHealthyPercentage": _or(options.get("minRefreshPercentage"), 50)},
            },
            "tags": _group_tags(settings),
            "defaultInstanceWarmup": options.get("defaultInstanceWarmup"),
        },
        depends_on=settings.depends_on,
        ignore_changes=["desiredCapacity"] if _plain(options.get("ignoreScalingChanges")) is True else [],
    )


def _disks(options: Mapping[str, Value]) -> Value:
    names = {
        "nodeRootVolumeSize": "volumeSize",
        "nodeRootVolumeType": "volumeType",
        "nodeRootVolumeIops": "iops",
        "nodeRootVolumeThroughput": "throughput",
    }
    disk = {wire: options[name] for name, wire in names.items() if options.get(name) is not None}
    for name, wire in (
        ("nodeRootVolumeEncrypted", "encrypted"),
        ("nodeRootVolumeDeleteOnTermination", "deleteOnTermination"),
    ):
        value = _plain(options.get(name))
        if value is not None:
            disk[wire] = "true" if value is True else "false" if value is False else UNKNOWN
    # What the device is called, the image says.
    return [{"deviceName": UNKNOWN, "ebs": disk}] if disk else None


def _group_tags(settings: NodeSettings) -> list[Value]:
    own = _plain(settings.options.get("autoScalingGroupTags"))
    name = settings.cluster.output("name") if settings.cluster else OutputValue(UNKNOWN)
    tags: list[Value] = [
        {"key": key, "value": value, "propagateAtLaunch": True}
        for key, value in (own.items() if isinstance(own, dict) else ())
    ]
    owned = {"key": joined("kubernetes.io/cluster/", name), "value": "owned", "propagateAtLaunch": True}
    called = {"key": "Name", "value": joined(name, "-worker"), "propagateAtLaunch": True}
    return [*tags, owned, called]


def _or(value: Value, default: int) -> Value:
    return default if value is None else value


def _plain(value: Value) -> Value:
    return plain(value.value if isinstance(value, OutputValue) else value)
