"""`eks.ManagedNodeGroup`: nodes that EKS itself replaces and scales."""

from __future__ import annotations

from preview.synthesis.components.builder import Builder, Child, ComponentError, flag, mapping
from preview.synthesis.components.eks.core import Core, core_of
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import as_digits
from preview.values import UNKNOWN, Value

_PASSED_ON = (
    "amiType",
    "capacityType",
    "diskSize",
    "forceUpdateVersion",
    "instanceTypes",
    "labels",
    "nodeGroupName",
    "nodeGroupNamePrefix",
    "releaseVersion",
    "remoteAccess",
    "tags",
    "taints",
)
_USER_DATA = ("kubeletExtraArgs", "bootstrapExtraArgs", "bottlerocketSettings", "nodeadmExtraOptions")
_TEMPLATE = (*_USER_DATA, "enableIMDSv2", "userData", "amiId", "enableEfaSupport")


def build(builder: Builder) -> dict[str, Value]:
    """The node group, with a launch template where the settings need one."""
    core = core_of(builder)
    inputs = {name: builder.given(name) for name in _PASSED_ON}
    own_image = any(builder.inputs.get(name) is not None for name in (*_USER_DATA, "userData", "amiId"))
    template = builder.given("launchTemplate")
    version = builder.given("version")
    if version is None and template is None:
        version = core.of_cluster("version")
    placement = _placement_group(builder)
    if any(builder.inputs.get(name) is not None for name in _TEMPLATE):
        if template is not None:
            raise ComponentError(
                f"a node group with launchTemplate takes none of {', '.join(_TEMPLATE)}: "
                "say these in the launch template"
            )
        made = _template(builder, placement, own_image=own_image)
        inputs["diskSize"] = None
        template = {"id": made.output("id"), "version": as_digits(made.output("latestVersion"))}
    if own_image:
        # EKS reads these from the image of the launch template.
        version = inputs["releaseVersion"] = inputs["amiType"] = None
    elif inputs["amiType"] is None and builder.inputs.get("operatingSystem") is not None:
        inputs["amiType"] = builder.unmodelled("amiType")
    scaling = mapping(builder, "scalingConfig")
    access = core.data.get("eksNodeAccess")
    node_access = builder.known(access)
    group = builder.make(
        token("NodeGroup"),
        builder.name,
        inputs
        | {
            "clusterName": builder.given("clusterName") or core.cluster_name(),
            "nodeRoleArn": _role_arn(builder),
            "scalingConfig": {
                "desiredSize": scaling.get("desiredSize", 2),
                "maxSize": scaling.get("maxSize", 2),
                "minSize": scaling.get("minSize", 1),
            },
            "subnetIds": _subnets(builder, core),
            "launchTemplate": template,
            "version": version,
        },
        depends_on=[node_access] if node_access else [],
        ignore_changes=["scalingConfig.desiredSize"] if flag(builder, "ignoreScalingChanges") else [],
    )
    return {
        "nodeGroup": group.reference(),
        "placementGroupName": placement.output("id") if placement else "",
    }


def _role_arn(builder: Builder) -> Value:
    role, arn = builder.inputs.get("nodeRole"), builder.given("nodeRoleArn")
    if role is not None and arn is not None:
        raise ComponentError("nodeRole and nodeRoleArn exclude each other: give one of them")
    if arn is not None:
        return arn
    if role is None:
        raise ComponentError("a managed node group needs nodeRole or nodeRoleArn")
    known = builder.known(role)
    return known.output("arn") if known else UNKNOWN


def _subnets(builder: Builder, core: Core) -> Value:
    given = builder.given("subnetIds")
    if given is not None:
        return given
    for name in ("subnetIds", "privateSubnetIds", "publicSubnetIds"):
        found = core.get(name)
        if found is not None:
            return found
    return []


def _placement_group(builder: Builder) -> Child | None:
    if not flag(builder, "enableEfaSupport"):
        return None
    if builder.inputs.get("placementGroupAvailabilityZone") is None:
        raise ComponentError("enableEfaSupport needs placementGroupAvailabilityZone")
    return builder.make(
        token("PlacementGroup"),
        builder.name,
        {"strategy": "cluster", "tags": builder.given("tags")},
    )


def _template(builder: Builder, placement: Child | None, *, own_image: bool) -> Child:
    required = flag(builder, "enableIMDSv2")
    size = builder.given("diskSize")
    return builder.make(
        token("LaunchTemplate"),
        f"{builder.name}-launchTemplate",
        {
            "blockDeviceMappings": None
            if size is None
            else [{"deviceName": builder.unmodelled("deviceName"), "ebs": {"volumeSize": size}}],
            # A script with the cluster's endpoint and settings in it.
            "userData": builder.unmodelled("userData") if own_image else None,
            "metadataOptions": None
            if required is None
            else {
                "httpTokens": "required" if required else "optional",
                "httpPutResponseHopLimit": 2,
                "httpEndpoint": "enabled",
            },
            "imageId": (builder.given("amiId") or builder.unmodelled("imageId")) if own_image else None,
            "placement": {"groupName": placement.output("id")} if placement else None,
            "networkInterfaces": UNKNOWN if placement else None,
        },
    )
