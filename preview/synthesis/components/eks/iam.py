"""Roles that the eks plugin makes, each with its managed policies."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from preview.synthesis.components.builder import Builder, Child
from preview.synthesis.components.tokens import token
from preview.values import UNKNOWN, Value

_SUFFIX_LENGTH = 8


@dataclass(frozen=True)
class ServiceRole:
    """A role for a service, and the attachments that have to be there before the role can be used."""

    role: Child
    attachments: tuple[Child, ...]


def service_role(
    builder: Builder,
    name: str,
    service: str,
    policies: Sequence[str],
    *,
    description: str | None = None,
    actions: Sequence[str] = ("sts:AssumeRole",),
) -> ServiceRole:
    """A role that `service` may assume, with managed policies of AWS by name; tagged as the component."""
    group = builder.group(token("ServiceRole"), name)
    trust = {
        "Version": "2012-10-17",
        "Statement": [{"Action": list(actions), "Effect": "Allow", "Principal": {"Service": [service]}}],
    }
    role = builder.make(
        token("Role"),
        f"{name}-role",
        {
            "description": description,
            "assumeRolePolicy": json.dumps(trust, separators=(",", ":")),
            "tags": builder.given("tags"),
        },
        parent=group,
    )
    partition = builder.invoke(token("getPartition"), {}).get("partition", UNKNOWN)
    attachments = tuple(
        builder.make(
            token("RolePolicyAttachment"),
            f"{name}-{_suffix(policy)}",
            {"policyArn": _managed(partition, policy), "role": role.output("id")},
            parent=group,
        )
        for policy in policies
    )
    builder.give_out(group, {"directRole": role.reference(), "resolvedRole": role.reference()})
    return ServiceRole(role, attachments)


def _managed(partition: Value, policy: str) -> Value:
    return f"arn:{partition}:iam::aws:policy/{policy}" if isinstance(partition, str) else UNKNOWN


def _suffix(policy: str) -> str:
    # The plugin names attachments after the policy's ARN in the commercial partition, whatever the partition.
    arn = f"arn:aws:iam::aws:policy/{policy}"
    return hashlib.sha1(arn.encode(), usedforsecurity=False).hexdigest()[:_SUFFIX_LENGTH]
