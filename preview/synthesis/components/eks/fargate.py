"""The Fargate profile of a cluster that runs its pods without nodes."""

from __future__ import annotations

import re

from preview.synthesis.components.builder import Builder, Child
from preview.synthesis.components.eks.iam import service_role
from preview.synthesis.components.tokens import token
from preview.values import plain

_RESERVED = re.compile("^eks(-|$)", re.I)
"""EKS keeps profile names that begin so to itself."""


def is_fargate(builder: Builder) -> bool:
    """Does the program ask for Fargate?"""
    value = plain(builder.inputs.get("fargate"))
    return value is True or isinstance(value, dict)


def fargate_profile(builder: Builder, cluster: Child, config_map: Child | None) -> Child | None:
    """The profile with its role; None if the program does not ask for Fargate."""
    if not is_fargate(builder):
        return None
    value = plain(builder.inputs["fargate"])
    settings = value if isinstance(value, dict) else {}
    role = settings.get("podExecutionRoleArn")
    if role is None:
        made = service_role(
            builder,
            f"{builder.name}-podExecutionRole",
            "eks-fargate-pods.amazonaws.com",
            ("AmazonEKSFargatePodExecutionRolePolicy",),
        )
        role = made.role.output("arn")
    name = builder.name
    name = f"{name.replace('-', '_', 1)}fargateProfile" if _RESERVED.match(name) else f"{name}-fargateProfile"
    return builder.make(
        token("FargateProfile"),
        name,
        {
            "clusterName": cluster.output("name"),
            "podExecutionRoleArn": role,
            "selectors": settings.get("selectors")
            or [{"namespace": "default"}, {"namespace": "kube-system"}],
            # The plugin takes those of them without a route to the internet, if there are any.
            "subnetIds": builder.unmodelled("subnetId", several=True),
        },
        depends_on=[config_map] if config_map else [],
    )
