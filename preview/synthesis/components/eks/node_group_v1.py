"""`eks.NodeGroup`: nodes by a launch configuration, in a group that a stack of CloudFormation keeps."""

from __future__ import annotations

import hashlib
from typing import Final

from preview.synthesis.components.builder import Builder
from preview.synthesis.components.eks.core import core_of
from preview.synthesis.components.eks.node_base import DEFAULT_TYPE, key_name, node_base
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import after, derived, tags, without_none
from preview.values import Value, plain

_DISK: Final = {
    "encrypted": ("nodeRootVolumeEncrypted", False),
    "volumeSize": ("nodeRootVolumeSize", 20),
    "volumeType": ("nodeRootVolumeType", "gp2"),
    "iops": ("nodeRootVolumeIops", None),
    "throughput": ("nodeRootVolumeThroughput", None),
    "deleteOnTermination": ("nodeRootVolumeDeleteOnTermination", True),
}
"""Properties of a disk, the settings they come from, and what they are otherwise on Amazon Linux 2."""
_SUFFIX_LENGTH: Final = 8


def build(builder: Builder) -> dict[str, Value]:
    """The launch configuration, and the stack that makes the group."""
    core = core_of(builder)
    base = node_base(builder, core)
    name = builder.name
    key = key_name(builder, {each: builder.given(each) for each in ("keyName", "nodePublicKey")})
    suffix = builder.make(token("RandomSuffix"), f"{name}-cfnStackName", {"input": name})
    public = builder.given("nodeAssociatePublicIpAddress")
    builder.make(
        token("LaunchConfiguration"),
        f"{name}-nodeLaunchConfiguration",
        {
            "associatePublicIpAddress": True if public is None else public,
            "imageId": builder.given("amiId") or builder.unmodelled("imageId"),
            "instanceType": builder.given("instanceType") or DEFAULT_TYPE,
            "iamInstanceProfile": base.instance_profile,
            "keyName": key,
            "securityGroups": derived([base.security_group_id, *base.extra_ids], base.ingress_rule),
            "spotPrice": builder.given("spotPrice"),
            "userData": builder.given("nodeUserDataOverride") or builder.unmodelled("userData"),
            "enableMonitoring": builder.given("enableDetailedMonitoring"),
            **_disks(builder),
        },
    )
    # The plugin draws this part of the name by chance; here it is always the same.
    chosen = hashlib.sha256(suffix.urn.encode()).hexdigest()[:_SUFFIX_LENGTH]
    stack = builder.make(
        token("Stack"),
        f"{name}-nodes",
        {
            "name": after(suffix, f"{name}-{chosen}"),
            # It names the launch configuration, the subnets and the tags of the machines.
            "templateBody": builder.unmodelled("templateBody"),
            "tags": tags(f"{name}-nodes", builder.given("cloudFormationTags"), core.get("tags")),
        },
        depends_on=base.waits,
    )
    return base.outputs(builder) | {
        "autoScalingGroupName": after(stack, builder.unmodelled("autoScalingGroupName")),
        "cfnStack": stack.reference(),
    }


def _disks(builder: Builder) -> dict[str, Value]:
    """The disk of the system, or with Bottlerocket the one for data."""
    given = without_none({wire: builder.given(name) for wire, (name, _) in _DISK.items()})
    image = plain(builder.inputs.get("amiType")) or plain(builder.inputs.get("operatingSystem")) or ""
    system = str(image).upper()
    if system.startswith("BOTTLEROCKET"):
        data = [{"deviceName": builder.unmodelled("deviceName"), **given}] if given else []
        return {"rootBlockDevice": {}, "ebsBlockDevices": data}
    if system == "AL2" or system.startswith("AL2_"):
        given = without_none({wire: default for wire, (_, default) in _DISK.items()}) | given
    return {"rootBlockDevice": given, "ebsBlockDevices": []}
