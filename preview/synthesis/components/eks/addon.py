"""EKS add-ons: the component `Addon`, and those that a cluster brings along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from preview.synthesis.components.builder import Builder, Child
from preview.synthesis.components.eks.core import core_of
from preview.synthesis.components.eks.kubeconfig import as_text
from preview.synthesis.components.tokens import token
from preview.values import UNKNOWN, OutputValue, Value, plain

_PASSED_ON = (
    "addonName",
    "addonVersion",
    "preserve",
    "resolveConflictsOnCreate",
    "resolveConflictsOnUpdate",
    "serviceAccountRoleArn",
)


def build(builder: Builder) -> dict[str, Value]:
    """`eks.Addon`: one add-on of the cluster, under the component's own name."""
    core = core_of(builder)
    inputs = {name: builder.given(name) for name in _PASSED_ON}
    values = builder.inputs.get("configurationValues")
    builder.make(
        token("Addon"),
        builder.name,
        inputs
        | {
            "clusterName": core.cluster_name(),
            "configurationValues": as_text(values) if values is not None else None,
            "tags": builder.given("tags"),
        },
    )
    return {}


def managed(
    builder: Builder,
    suffix: str,
    addon: str,
    cluster: Child,
    options: Mapping[str, Value],
    *,
    configuration: Value = None,
    depends_on: Sequence[Child] = (),
) -> Child:
    """An add-on that a cluster brings along, at the newest version for it unless one is asked for."""
    values = options.get("configurationValues")
    if isinstance(plain(configuration), dict):
        values = {**configuration, **(plain(values) or {})}
    return builder.make(
        token("Addon"),
        f"{builder.name}-{suffix}",
        {
            "clusterName": cluster.output("name"),
            "addonName": addon,
            "addonVersion": options.get("version") or newest(builder, addon, cluster.output("version")),
            "preserve": True,
            "resolveConflictsOnCreate": options.get("resolveConflictsOnCreate") or "OVERWRITE",
            "resolveConflictsOnUpdate": options.get("resolveConflictsOnUpdate") or "OVERWRITE",
            "configurationValues": as_text(values, sort=True) if values is not None else None,
            "serviceAccountRoleArn": options.get("serviceAccountRoleArn"),
            "tags": builder.given("tags"),
        },
        depends_on=depends_on,
    )


def newest(builder: Builder, addon: str, kubernetes: Value) -> OutputValue:
    """The newest version of an add-on for a version of Kubernetes."""
    version = kubernetes if isinstance(kubernetes, OutputValue) else OutputValue(kubernetes)
    arguments = {"addonName": addon, "kubernetesVersion": version.value, "mostRecent": True}
    found = builder.invoke(token("getAddonVersion"), arguments)
    return OutputValue(found.get("version", UNKNOWN), version.dependencies)
