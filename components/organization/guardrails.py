"""The policies of the organization, and what they are attached to."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
from guardrails.packing import PackedPolicy
from guardrails.settings import ROOT

NAME_LENGTH = 128
DESCRIPTION_LENGTH = 512


@dataclass(frozen=True, kw_only=True)
class GuardrailsArgs:
    policies: Sequence[PackedPolicy]  # packed from the shared facts
    root_id: pulumi.Input[str]
    unit_ids: Mapping[str, pulumi.Input[str]]  # by path
    after: pulumi.Resource  # the organization, which enables the policies' types


class Guardrails(pulumi.ComponentResource):
    """A policy for each group of guardrails that share one, attached to the root or a unit.

    A policy and its attachment are named by the unit and the first of its guardrails, so both stay when
    others come or go: a policy's content, name and description change in place, and its type follows from
    the guardrail that names it.
    """

    policy_ids: pulumi.Output[Mapping[str, str]]  # by unit and first guardrail

    def __init__(self, name: str, args: GuardrailsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("landfall:organization:Guardrails", name, None, opts)
        child = pulumi.ResourceOptions(parent=self, depends_on=[args.after])

        policy_ids: dict[str, pulumi.Output[str]] = {}
        for packed in args.policies:
            key = f"{packed.node}/{packed.name}"
            policy = aws.organizations.Policy(
                key,
                name=policy_name(packed),
                type=packed.type.value,
                description=", ".join(packed.guardrails)[:DESCRIPTION_LENGTH],
                content=packed.content,
                opts=child,
            )
            aws.organizations.PolicyAttachment(
                key,
                policy_id=policy.id,
                target_id=args.root_id if packed.node == ROOT else args.unit_ids[packed.node],
                opts=child,
            )
            policy_ids[key] = policy.id

        self.policy_ids = pulumi.Output.all(**policy_ids)
        self.register_outputs({"policy_ids": self.policy_ids})


def policy_name(packed: PackedPolicy) -> str:
    """The name in Organizations, where each is given once: `imds-v2 (Workloads/Production)`."""
    name = f"{packed.name} ({packed.node})"
    if len(name) > NAME_LENGTH:
        digest = hashlib.sha256(name.encode()).hexdigest()[:8]
        name = f"{name[: NAME_LENGTH - len(digest) - 1]}-{digest}"
    return name
