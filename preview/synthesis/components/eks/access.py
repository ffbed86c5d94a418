"""Who may use a cluster: the `aws-auth` map, access entries, and the instance profile of its nodes."""

from __future__ import annotations

from dataclasses import dataclass

from preview.synthesis.components.builder import Builder, Child, flag, mapping
from preview.synthesis.components.eks.auth_map import mapping_text, node_mapping
from preview.synthesis.components.eks.fargate import is_fargate
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import rest
from preview.values import UNKNOWN, OutputValue, Value, plain

_WITH_MAP = (None, "CONFIG_MAP", "API_AND_CONFIG_MAP")
_WITH_ENTRIES = ("API", "API_AND_CONFIG_MAP")
_OF_NODES = "defaultNodeGroupInstanceRole"


@dataclass(frozen=True)
class Access:
    """What grants access; `roles` are those of the nodes, as a value."""

    roles: Value
    instance_profile: Child | None
    config_map: Child | None
    entries: tuple[Child, ...]
    settings: tuple[Value, ...]
    """Of the entries, as the program gave them."""

    @property
    def resources(self) -> tuple[Child, ...]:
        """What others wait for that use the cluster."""
        return (*self.entries, *((self.config_map,) if self.config_map else ()))


def access_of(builder: Builder, cluster: Child, kubernetes: Child, role: Child | None) -> Access:
    """Access to `cluster`; `role` is that of the default nodes, if they have one of their own."""
    roles: Value = builder.given("instanceRoles")
    if roles is None:
        roles = [role.reference()] if role else []
    mode = plain(builder.inputs.get("authenticationMode"))
    entries: dict[str, dict[str, Value]] = {}
    profile = _instance_profile(builder, role)
    config_map = _config_map(builder, kubernetes, roles) if mode in _WITH_MAP else None
    if mode in _WITH_ENTRIES:
        if role:
            entries[_OF_NODES] = {"principalArn": role.output("arn"), "type": "EC2_LINUX"}
        given = mapping(builder, "accessEntries")
        entries |= {name: entry for name, entry in given.items() if isinstance(entry, dict)}
    made = tuple(_entry(builder, cluster, name, entry) for name, entry in entries.items())
    return Access(roles, profile, config_map, made, tuple(entries.values()))


def _instance_profile(builder: Builder, role: Child | None) -> Child | None:
    auto = mapping(builder, "autoMode").get("enabled") is True
    given = builder.inputs.get("instanceRole") is not None
    if role is None or builder.inputs.get("instanceProfileName") is not None:
        return None
    if given and (flag(builder, "skipDefaultNodeGroup") or is_fargate(builder) or auto):
        return None
    return builder.make(
        token("InstanceProfile"),
        f"{builder.name}-instanceProfile",
        {"role": role.output("id")},
    )


def _config_map(builder: Builder, kubernetes: Child, roles: Value) -> Child:
    data: dict[str, Value] = {"mapRoles": mapping_text(_role_mappings(builder, roles), "roleArn")}
    if builder.inputs.get("userMappings") is not None:
        data["mapUsers"] = mapping_text(_mappings(builder, "userMappings", "userArn"), "userArn")
    return builder.make(
        token("ConfigMap"),
        f"{builder.name}-nodeAccess",
        {
            "apiVersion": "v1",
            "kind": "ConfigMap",
            "immutable": False,
            "metadata": {
                "name": "aws-auth",
                "namespace": "kube-system",
                "annotations": {"pulumi.com/patchForce": "true"},
            },
            "data": data,
        },
        provider=kubernetes,
    )


def _role_mappings(builder: Builder, roles: Value) -> list[Value]:
    """The mappings of the program, and those of the nodes with these roles."""
    found: list[Value] = list(_mappings(builder, "roleMappings", "roleArn"))
    roles = roles.value if isinstance(roles, OutputValue) else roles
    for role in roles if isinstance(roles, list) else [UNKNOWN]:
        known = builder.known(role)
        found.append(node_mapping(known.output("arn") if known else UNKNOWN))
    return found


def _mappings(builder: Builder, name: str, arn: str) -> list[Value]:
    whole = builder.given(name)
    given = whole.value if isinstance(whole, OutputValue) else []
    if not isinstance(given, list):
        return [UNKNOWN]
    return [
        {**each, arn: rest(each.get(arn), whole)} if isinstance(each, dict) else UNKNOWN for each in given
    ]


def _entry(builder: Builder, cluster: Child, name: str, entry: dict[str, Value]) -> Child:
    principal = entry.get("principalArn")
    made = builder.make(
        token("AccessEntry"),
        f"{builder.name}-{name}",
        {
            "clusterName": cluster.output("name"),
            "principalArn": principal,
            "kubernetesGroups": entry.get("kubernetesGroups"),
            "type": entry.get("type"),
            "tags": entry.get("tags"),
            "userName": entry.get("username"),
        },
        depends_on=[cluster],
    )
    policies = entry.get("accessPolicies")
    for policy, association in policies.items() if isinstance(policies, dict) else ():
        settings = association.value if isinstance(association, OutputValue) else association
        settings = settings if isinstance(settings, dict) else {}
        builder.make(
            token("AccessPolicyAssociation"),
            f"{builder.name}-{name}-{policy}",
            {
                "clusterName": cluster.output("name"),
                "principalArn": principal,
                "accessScope": settings.get("accessScope", UNKNOWN),
                "policyArn": settings.get("policyArn", UNKNOWN),
            },
            parent=made,
            depends_on=[made],
        )
    return made
