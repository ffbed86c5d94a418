"""`awsx.ecs` services: a service, with its task definition where the program brings none."""

from __future__ import annotations

from typing import Final

from preview.synthesis.components.awsx.default_vpc import default_vpc
from preview.synthesis.components.awsx.open_group import open_group
from preview.synthesis.components.awsx.task_definitions import task_definition
from preview.synthesis.components.builder import Builder, ComponentError, flag
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import bare, derived, parts, rest
from preview.values import UNKNOWN, Value

_OWN: Final = frozenset(
    {
        "assignPublicIp",
        "continueBeforeSteadyState",
        "taskDefinition",
        "taskDefinitionArgs",
        "useClusterDefaultCapacityProviderStrategy",
    }
)
"""Inputs of the components that are none of the service itself."""


def build_fargate(builder: Builder) -> dict[str, Value]:
    """`awsx.ecs.FargateService`; in the default VPC unless the program says where."""
    if all(builder.inputs.get(name) is not None for name in ("networkConfiguration", "assignPublicIp")):
        raise ComponentError("networkConfiguration and assignPublicIp exclude each other: give one of them")
    return _service(builder, "FARGATE", "FargateTaskDefinition")


def build_ec2(builder: Builder) -> dict[str, Value]:
    """`awsx.ecs.EC2Service`."""
    return _service(builder, "EC2", "EC2TaskDefinition")


def _service(builder: Builder, launch_type: str, kind: str) -> dict[str, Value]:
    identifier, settings = builder.given("taskDefinition"), builder.given("taskDefinitionArgs")
    if (identifier is None) == (settings is None):
        raise ComponentError("a service has a taskDefinition or taskDefinitionArgs: give one of both")
    strategies = builder.given("capacityProviderStrategies")
    by_cluster = flag(builder, "useClusterDefaultCapacityProviderStrategy")
    if strategies is not None and by_cluster:
        raise ComponentError(
            "capacityProviderStrategies and useClusterDefaultCapacityProviderStrategy exclude each other"
        )
    inputs = {name: builder.given(name) for name in builder.inputs if name not in _OWN}
    task = None
    if settings is not None:
        group = builder.group(token(kind), builder.name)
        made = task_definition(builder, parts(settings), launch_type, parent=group)
        builder.give_out(group, {name: value for name, value in made.items() if value is not None})
        task = builder.known(made["taskDefinition"])
        identifier = task.output("arn") if task else UNKNOWN
        if inputs.get("loadBalancers") is None:
            inputs["loadBalancers"] = made["loadBalancers"]
    if launch_type == "FARGATE":
        inputs = {"desiredCount": 1, **inputs}
        if inputs.get("networkConfiguration") is None:
            inputs["networkConfiguration"] = _default_network(builder)
    service = builder.make(
        token("Service"),
        builder.name,
        inputs
        | {
            "launchType": None if strategies is not None or by_cluster else launch_type,
            "waitForSteadyState": _waits(builder),
            "taskDefinition": identifier,
        },
    )
    return {"service": service.reference(), "taskDefinition": task.reference() if task else None}


def _waits(builder: Builder) -> Value:
    given = builder.given("continueBeforeSteadyState")
    if given is None:
        return True
    value = bare(given)
    return rest(UNKNOWN if value is UNKNOWN else not value, given)


def _default_network(builder: Builder) -> Value:
    vpc = default_vpc(builder)
    group = open_group(builder, f"{builder.name}-sg", vpc.vpc_id, {})
    public = builder.given("assignPublicIp")
    subnets: Value = vpc.public
    if bare(public) is not True:
        # Without private subnets of the program's own the plugin refuses; whether there are, AWS knows.
        subnets = builder.unmodelled("subnetId", several=True)
    return {
        "subnets": derived(subnets, public),
        "assignPublicIp": False if public is None else public,
        "securityGroups": [group.output("id")],
    }
