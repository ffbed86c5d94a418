"""What AWS places into subnets for a managed service, or starts there later, with groups that are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, NamedTuple

from . import tokens
from .model import Network
from .planned import Planned, Resource
from .read_endpoints import add_endpoints


class _Shape(NamedTuple):
    """Where a type says in which subnets it lies and which groups it wears."""

    subnets: str
    groups: str
    inside: str = ""  # the object that both stand in
    through: str = ""  # the type of the subnet group that `subnets` names


_DATABASES: Final = "aws:rds/subnetGroup:SubnetGroup"
_CACHES: Final = "aws:elasticache/subnetGroup:SubnetGroup"
_SHAPES: Final[Mapping[str, _Shape]] = {
    "aws:docdb/cluster:Cluster": _Shape(
        "dbSubnetGroupName", "vpcSecurityGroupIds", through="aws:docdb/subnetGroup:SubnetGroup"
    ),
    "aws:ecs/service:Service": _Shape("subnets", "securityGroups", inside="networkConfiguration"),
    "aws:efs/mountTarget:MountTarget": _Shape("subnetId", "securityGroups"),
    "aws:elasticache/cluster:Cluster": _Shape("subnetGroupName", "securityGroupIds", through=_CACHES),
    "aws:elasticache/replicationGroup:ReplicationGroup": _Shape(
        "subnetGroupName", "securityGroupIds", through=_CACHES
    ),
    "aws:elasticache/serverlessCache:ServerlessCache": _Shape("subnetIds", "securityGroupIds"),
    "aws:lambda/function:Function": _Shape("subnetIds", "securityGroupIds", inside="vpcConfig"),
    "aws:msk/cluster:Cluster": _Shape("clientSubnets", "securityGroups", inside="brokerNodeGroupInfo"),
    "aws:neptune/cluster:Cluster": _Shape(
        "neptuneSubnetGroupName", "vpcSecurityGroupIds", through="aws:neptune/subnetGroup:SubnetGroup"
    ),
    "aws:opensearch/domain:Domain": _Shape("subnetIds", "securityGroupIds", inside="vpcOptions"),
    "aws:rds/cluster:Cluster": _Shape("dbSubnetGroupName", "vpcSecurityGroupIds", through=_DATABASES),
    "aws:rds/instance:Instance": _Shape("dbSubnetGroupName", "vpcSecurityGroupIds", through=_DATABASES),
    "aws:redshift/cluster:Cluster": _Shape(
        "clusterSubnetGroupName", "vpcSecurityGroupIds", through="aws:redshift/subnetGroup:SubnetGroup"
    ),
}


def read_managed(planned: Planned, network: Network) -> None:
    """Add databases, caches, file systems, functions, tasks and fleets of machines."""
    for type_, shape in _SHAPES.items():
        for resource in planned.all(type_):
            holder = _inner(resource, shape.inside)
            subnets = _subnets(planned, holder, shape)
            groups = tuple(each.urn for each in planned.targets(holder, shape.groups, *tokens.GROUP))
            exposed = resource.value("publiclyAccessible") or holder.value("assignPublicIp")
            add_endpoints(network, resource, subnets, groups, public=bool(exposed))
    for resource in planned.all(tokens.FLEET):
        subnets = planned.targets(resource, "vpcZoneIdentifiers", *tokens.SUBNET)
        template = _inner(resource, "launchTemplate")
        made = planned.target(template, "id", tokens.LAUNCH_TEMPLATE)
        found = planned.targets(made, "vpcSecurityGroupIds", *tokens.GROUP) if made else []
        add_endpoints(network, resource, subnets, tuple(each.urn for each in found), public=False)


def _inner(resource: Resource, name: str) -> Resource:
    """A resource with the properties of an object inside it."""
    given = resource.inputs.get(name) if name else None
    if not name or not isinstance(given, dict):
        return resource
    # The engine says of the whole object what it depends on, not of the properties inside.
    depends = resource.property_dependencies.get(name, [])
    return replace(resource, inputs=given, outputs={}, property_dependencies=dict.fromkeys(given, depends))


def _subnets(planned: Planned, holder: Resource, shape: _Shape) -> list[Resource]:
    if not shape.through:
        return planned.targets(holder, shape.subnets, *tokens.SUBNET)
    name = holder.value(shape.subnets)
    groups = planned.targets(holder, shape.subnets, shape.through)
    groups += [
        each
        for each in planned.all(shape.through)
        if name is not None and each.value("name") == name and each not in groups
    ]
    return [subnet for each in groups for subnet in planned.targets(each, "subnetIds", *tokens.SUBNET)]
