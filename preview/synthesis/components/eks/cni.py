"""The add-on that gives pods addresses of the VPC: of a cluster, and as the component `VpcCniAddon`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from preview.synthesis.components.builder import Builder, Child, ComponentError
from preview.synthesis.components.eks.addon import newest
from preview.synthesis.components.eks.kubeconfig import as_text
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import bare, derived
from preview.values import UNKNOWN, OutputValue, Value, contains_unknown

_ADDON: Final = "vpc-cni"
_VARIABLES: Final = (
    ("nodePortSupport", "AWS_VPC_CNI_NODE_PORT_SUPPORT", None),
    ("customNetworkConfig", "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", None),
    ("warmEniTarget", "WARM_ENI_TARGET", "1"),
    ("warmIpTarget", "WARM_IP_TARGET", None),
    ("warmPrefixTarget", "WARM_PREFIX_TARGET", None),
    ("enablePrefixDelegation", "ENABLE_PREFIX_DELEGATION", None),
    ("logLevel", "AWS_VPC_K8S_CNI_LOGLEVEL", "DEBUG"),
    ("logFile", "AWS_VPC_K8S_CNI_LOG_FILE", "/host/var/log/aws-routed-eni/ipamd.log"),
    ("vethPrefix", "AWS_VPC_K8S_CNI_VETHPREFIX", "eni"),
    ("eniMtu", "AWS_VPC_ENI_MTU", "9001"),
    ("eniConfigLabelDef", "ENI_CONFIG_LABEL_DEF", None),
    ("pluginLogLevel", "AWS_VPC_K8S_PLUGIN_LOG_LEVEL", "DEBUG"),
    ("pluginLogFile", "AWS_VPC_K8S_PLUGIN_LOG_FILE", "/var/log/aws-routed-eni/plugin.log"),
    ("enablePodEni", "ENABLE_POD_ENI", "false"),
    ("cniConfigureRpfilter", "AWS_VPC_K8S_CNI_CONFIGURE_RPFILTER", None),
    ("cniCustomNetworkCfg", "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG", "false"),
    ("externalSnat", "AWS_VPC_K8S_CNI_EXTERNALSNAT", None),
    ("cniExternalSnat", "AWS_VPC_K8S_CNI_EXTERNALSNAT", "false"),
)
"""Options of the component, the variables of the daemon that they set, and what these are otherwise."""


def build(builder: Builder) -> dict[str, Value]:
    """`eks.VpcCniAddon`: the add-on alone, under the component's own name."""
    settings = {name: builder.given(name) for name in builder.inputs}
    if all(settings.get(name) is None for name in ("addonVersion", "clusterVersion")):
        raise ComponentError("give addonVersion, or clusterVersion to find the newest add-on for it")
    made = cni_addon(builder, builder.name, settings)
    return {"addon": made.reference()}


def cni_addon(
    builder: Builder,
    name: str,
    settings: Mapping[str, Value],
    *,
    parent: Child | None = None,
    provider: Child | None = None,
    depends_on: Sequence[Child] = (),
) -> Child:
    """The add-on with its configuration; `provider` reaches the cluster, for what the add-on cannot set."""
    made = builder.make(
        token("Addon"),
        name,
        {
            "clusterName": settings.get("clusterName"),
            "addonName": _ADDON,
            "addonVersion": settings.get("addonVersion")
            or newest(builder, _ADDON, settings.get("clusterVersion")),
            "preserve": True,
            "resolveConflictsOnCreate": settings.get("resolveConflictsOnCreate") or "OVERWRITE",
            "resolveConflictsOnUpdate": settings.get("resolveConflictsOnUpdate") or "OVERWRITE",
            "configurationValues": _configuration(settings),
            "serviceAccountRoleArn": settings.get("serviceAccountRoleArn"),
            "tags": settings.get("tags"),
        },
        parent=parent,
        depends_on=depends_on,
    )
    if settings.get("securityContextPrivileged"):
        _privileged(builder, name, settings, made, parent, provider)
    return made


def _configuration(settings: Mapping[str, Value]) -> OutputValue:
    names = (
        "enableNetworkPolicy",
        "configurationValues",
        "disableTcpEarlyDemux",
        *(each[0] for each in _VARIABLES),
    )
    given = {name: settings[name] for name in names if settings.get(name) is not None}
    values = {name: bare(each) for name, each in given.items()}
    if contains_unknown(values):
        return derived(UNKNOWN, *given.values())
    if values.get("externalSnat") and values.get("cniExternalSnat"):
        raise ComponentError("externalSnat and cniExternalSnat say the same: give one of them")
    environment: dict[str, Value] = {}
    for name, variable, default in _VARIABLES:
        if values.get(name):
            environment[variable] = _text(values[name])
        elif default is not None:
            environment.setdefault(variable, default)
    early = {"DISABLE_TCP_EARLY_DEMUX": _text(values.get("disableTcpEarlyDemux", False))}
    whole = dict(values.get("configurationValues") or {})
    if "enableNetworkPolicy" in values:
        whole.setdefault("enableNetworkPolicy", _text(values["enableNetworkPolicy"]))
    whole["env"] = {**environment, **_object(whole.get("env"))}
    begin = _object(whole.get("init"))
    whole["init"] = {**begin, "env": {**early, **_object(begin.get("env"))}}
    return derived(as_text(whole, sort=True), *given.values())


def _privileged(
    builder: Builder,
    name: str,
    settings: Mapping[str, Value],
    addon: Child,
    parent: Child | None,
    provider: Child | None,
) -> None:
    container = {"name": "aws-node", "securityContext": {"privileged": settings["securityContextPrivileged"]}}
    builder.make(
        token("DaemonSetPatch"),
        name,
        {
            "apiVersion": "apps/v1",
            "kind": "DaemonSet",
            "metadata": {
                "name": "aws-node",
                "namespace": "kube-system",
                "annotations": {"pulumi.com/patchForce": "true"},
            },
            "spec": {"template": {"spec": {"containers": [container]}}},
        },
        parent=parent,
        provider=provider,
        depends_on=[addon],
        retain=True,
    )


def _object(value: Value) -> dict[str, Value]:
    return value if isinstance(value, dict) else {}


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
