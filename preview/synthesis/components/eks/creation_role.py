"""`eks.ClusterCreationRoleProvider`: a role to create clusters as, and the provider that assumes it."""

from __future__ import annotations

import json

from preview.synthesis.components.builder import Builder
from preview.synthesis.components.eks.kubeconfig import as_text
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import joined
from preview.values import UNKNOWN, OutputValue, Value


def build(builder: Builder) -> dict[str, Value]:
    """The role with its policy, and the provider."""
    name = builder.name
    partition = builder.invoke(token("getPartition"), {}).get("partition", UNKNOWN)
    account = builder.invoke(token("getCallerIdentity"), {}).get("accountId", UNKNOWN)
    role = builder.make(
        token("Role"),
        f"{name}-eksClusterCreatorRole",
        {"assumeRolePolicy": _trust(partition, account), "description": f"Admin access to eks-{name}"},
    )
    allowed = [{"Effect": "Allow", "Action": action, "Resource": "*"} for action in ("eks:*", "iam:PassRole")]
    policy: dict[str, Value] = {"Version": "2012-10-17", "Statement": allowed}
    builder.make(
        token("RolePolicy"),
        f"{name}-eksClusterCreatorPolicy",
        {"role": role.output("id"), "policy": as_text(policy, sort=True)},
        parent=role,
    )
    arn = role.output("arn")
    provider = builder.make(
        token("aws"),
        f"{name}-eksClusterCreatorEntity",
        {
            "region": builder.given("region"),
            "profile": builder.given("profile"),
            # Nested inputs of providers travel as JSON text.
            "assumeRoles": OutputValue(as_text([{"roleArn": arn.value}]), arn.dependencies),
        },
        parent=role,
    )
    return {"role": role.reference(), "provider": provider.reference()}


def _trust(partition: Value, account: Value) -> Value:
    root = joined("arn:", partition, ":iam::", account, ":root")
    if not isinstance(root.value, str):
        return UNKNOWN
    statement = {"Effect": "Allow", "Principal": {"AWS": root.value}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
