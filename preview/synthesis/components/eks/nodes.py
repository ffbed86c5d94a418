"""Nodes in a group of the program's own: `eks.NodeGroupV2`, and the group that a cluster brings along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from preview.synthesis.components.builder import Builder, Child
from preview.synthesis.components.eks.core import core_of
from preview.synthesis.components.eks.node_base import DEFAULT_TYPE, key_name, node_base
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import as_digits, joined
from preview.values import UNKNOWN, OutputValue, Value, plain


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
    base = node_base(builder, core)
    scaled = auto_scaling_group(
        builder,
        NodeSettings(
            options={name: builder.given(name) for name in builder.inputs},
            cluster=core.cluster,
            instance_profile=base.instance_profile,
            security_group=base.security_group_id,
            extra_groups=base.extra_ids,
            subnets=builder.given("nodeSubnetIds")
            or core.get("privateSubnetIds")
            or core.get("publicSubnetIds")
            or core.get("subnetIds"),
            depends_on=base.waits,
        ),
    )
    return base.outputs(builder) | {"autoScalingGroup": scaled.reference()}


def auto_scaling_group(builder: Builder, settings: NodeSettings) -> Child:
    """The launch template of the nodes and the group that keeps their number."""
    options = settings.options
    name = builder.name
    public = _plain(options.get("nodeAssociatePublicIpAddress"))
    price = options.get("spotPrice")
    monitoring = options.get("enableDetailedMonitoring")
    template = builder.make(
        token("LaunchTemplate"),
        f"{name}-launchTemplate",
        {
            "imageId": options.get("amiId") or builder.unmodelled("imageId"),
            "instanceType": options.get("instanceType") or DEFAULT_TYPE,
            "iamInstanceProfile": {"name": settings.instance_profile},
            "keyName": key_name(builder, options),
            "instanceMarketOptions": None
            if price is None
            else {"marketType": "spot", "spotOptions": {"maxPrice": price}},
            "blockDeviceMappings": _disks(builder, options),
            "networkInterfaces": [
                {
                    "associatePublicIpAddress": "false" if public is False else "true",
                    "securityGroups": [settings.security_group, *settings.extra_groups],
                }
            ],
            "metadataOptions": options.get("metadataOptions"),
            # A script with the cluster's endpoint and settings in it.
            "userData": builder.unmodelled("userData"),
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


def _disks(builder: Builder, options: Mapping[str, Value]) -> Value:
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
    return [{"deviceName": builder.unmodelled("deviceName"), "ebs": disk}] if disk else None


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
