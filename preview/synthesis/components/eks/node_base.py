"""What nodes of both kinds of self-managed groups rest on: their profile, security groups and keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from preview.synthesis.components.builder import Builder, Child, ComponentError
from preview.synthesis.components.eks.core import Core
from preview.synthesis.components.eks.security_groups import node_group
from preview.synthesis.components.tokens import token
from preview.values import UNKNOWN, Value, plain

DEFAULT_TYPE: Final = "t3.medium"
_EXCLUSIVE: Final = (
    ("clusterIngressRule", "clusterIngressRuleId"),
    ("nodeSecurityGroup", "nodeSecurityGroupId"),
    ("nodePublicKey", "keyName"),
    ("amiId", "gpu"),
)


@dataclass(frozen=True, kw_only=True)
class NodeBase:
    """The profile by name; the security group, if it is known as a resource; the rule that lets nodes in."""

    instance_profile: Value
    security_group: Child | None
    security_group_id: Value
    ingress_rule: Value
    extra_ids: tuple[Value, ...]
    waits: tuple[Child, ...]

    def outputs(self, builder: Builder) -> dict[str, Value]:
        """What both kinds of groups give out."""
        return {
            "extraNodeSecurityGroups": builder.inputs.get("extraNodeSecurityGroups") or [],
            "nodeSecurityGroup": self.security_group.reference() if self.security_group else None,
            "nodeSecurityGroupId": self.security_group_id,
        }


def node_base(builder: Builder, core: Core) -> NodeBase:
    """Find it, or make the security group. Raises ComponentError where settings contradict each other."""
    for one, other in _EXCLUSIVE:
        if builder.inputs.get(one) and builder.inputs.get(other):
            raise ComponentError(f"{one} and {other} exclude each other: give one of them")
    profile = _instance_profile(builder, core)
    group, group_id, rule = _security_group(builder, core)
    extra = builder.inputs.get("extraNodeSecurityGroups")
    groups = [builder.known(each) for each in extra] if isinstance(extra, list) else []
    waits = [builder.known(core.data.get(name)) for name in ("vpcCni", "eksNodeAccess")]
    return NodeBase(
        instance_profile=profile,
        security_group=group,
        security_group_id=group_id,
        ingress_rule=rule,
        extra_ids=tuple(each.output("id") if each else UNKNOWN for each in groups),
        waits=tuple(each for each in waits if each),
    )


def key_name(builder: Builder, options: Mapping[str, Value]) -> Value:
    """The key that opens the machines, made from a public one where that is given; None without one."""
    if options.get("nodePublicKey") is None:
        return options.get("keyName")
    name = f"{builder.name}-keyPair"
    return builder.make(token("KeyPair"), name, {"publicKey": options["nodePublicKey"]}).output("keyName")


def _instance_profile(builder: Builder, core: Core) -> Value:
    profile = builder.known(builder.inputs.get("instanceProfile"))
    named = profile.output("name") if profile else builder.given("instanceProfileName")
    of_core = plain(core.data.get("nodeGroupOptions"))
    if named is None and isinstance(of_core, dict):
        inherited = builder.known(of_core.get("instanceProfile"))
        named = inherited.output("name") if inherited else of_core.get("instanceProfileName")
    if named is None and core.data:
        raise ComponentError(
            "a node group needs instanceProfile or instanceProfileName, of its own or the cluster's"
        )
    return UNKNOWN if named is None else named


def _security_group(builder: Builder, core: Core) -> tuple[Child | None, Value, Value]:
    """The group as a resource, its id, and the id of the rule that lets it reach the control plane."""
    given = builder.inputs.get("nodeSecurityGroup")
    identifier = builder.given("nodeSecurityGroupId")
    if given is None and identifier is None:
        of_cluster = builder.known(core.data.get("clusterSecurityGroup"))
        made, rule = node_group(
            builder,
            vpc_id=core.get("vpcId"),
            cluster_group_id=of_cluster.output("id") if of_cluster else UNKNOWN,
            cluster_name=core.cluster_name(),
            extra_tags={**(core.data.get("nodeSecurityGroupTags") or {}), **(core.data.get("tags") or {})},
        )
        return made, made.output("id"), rule.output("id")
    ingress = builder.known(builder.inputs.get("clusterIngressRule"))
    rule_id = ingress.output("id") if ingress else builder.given("clusterIngressRuleId")
    if rule_id is None and builder.inputs.get("clusterIngressRule") is None:
        raise ComponentError(
            "with a security group of your own, give clusterIngressRule or clusterIngressRuleId"
        )
    known = builder.known(given)
    return known, known.output("id") if known else identifier or UNKNOWN, rule_id
