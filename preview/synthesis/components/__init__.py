"""Remote components: the children that their plugins would make, and what the components give out.

Modelled after the plugins' own behaviour: names, types, parents and inputs of the children are theirs, so
that rules judge the same resources here as in a deployment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from preview.synthesis.components.awsx import (
    default_vpc,
    image,
    load_balancers,
    repository,
    services,
    target_attachment,
    task_definitions,
    trail,
    vpc,
)
from preview.synthesis.components.builder import Builder, Child, ComponentError
from preview.synthesis.components.eks import (
    addon,
    cluster,
    cni,
    creation_role,
    managed_nodes,
    node_group_v1,
    nodes,
    security_groups,
)
from preview.synthesis.components.eks.kubeconfig import kubeconfig_method
from preview.synthesis.components.kubernetes import charts, manifests
from preview.synthesis.facts import facts
from preview.values import Value

_MODELS: Final[Mapping[str, Callable[[Builder], dict[str, Value]]]] = {
    "addon": addon.build,
    "application_load_balancer": load_balancers.build_application,
    "chart": charts.build_chart,
    "cluster": cluster.build,
    "cni": cni.build,
    "config_file": manifests.build_file,
    "config_group": manifests.build_group,
    "creation_role": creation_role.build,
    "default_vpc": default_vpc.build,
    "ec2_service": services.build_ec2,
    "ec2_task_definition": task_definitions.build_ec2,
    "fargate_service": services.build_fargate,
    "fargate_task_definition": task_definitions.build_fargate,
    "image": image.build,
    "kustomization": charts.build_directory,
    "managed_nodes": managed_nodes.build,
    "network_load_balancer": load_balancers.build_network,
    "node_group_v1": node_group_v1.build,
    "nodes": nodes.build,
    "repository": repository.build,
    "security_groups": security_groups.build,
    "target_attachment": target_attachment.build,
    "trail": trail.build,
    "vpc": vpc.build,
}
_METHODS: Final[Mapping[str, Callable[[Builder, Mapping[str, Value]], dict[str, Value]]]] = {
    "kubeconfig": kubeconfig_method,
}


def construct(type: str, builder: Builder) -> dict[str, Value] | None:
    """Make the children of a component: what it gives out, or None if it is not modelled."""
    name = facts("components")["components"].get(type)
    return _MODELS[name](builder) if name else None


def call(method: str, builder: Builder, arguments: Mapping[str, Value]) -> dict[str, Value] | None:
    """The results of a method of a component; None if it is not modelled."""
    name = facts("components")["methods"].get(method)
    return _METHODS[name](builder, arguments) if name else None


__all__ = ["Builder", "Child", "ComponentError", "call", "construct"]
