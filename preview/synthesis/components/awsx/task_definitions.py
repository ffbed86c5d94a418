"""`awsx.ecs` task definitions: the containers, their log group, and the roles they run as."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from preview.synthesis.components.awsx.containers import Containers, containers_of, needed
from preview.synthesis.components.awsx.fargate_sizes import fargate_size
from preview.synthesis.components.awsx.log_groups import log_group
from preview.synthesis.components.awsx.roles import role_with_policies, short_hash, trust_of
from preview.synthesis.components.builder import Builder, Child, stack_of
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import bare, derived, parts
from preview.values import UNKNOWN, OutputValue, Value

_OWN: Final = frozenset({"container", "containers", "executionRole", "logGroup", "taskRole"})
"""Inputs of the component that are none of the task definition itself."""
_EXECUTION_POLICIES: Final = ("arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",)
_TRUST: Final = trust_of("ecs-tasks.amazonaws.com")


def build_fargate(builder: Builder) -> dict[str, Value]:
    """`awsx.ecs.FargateTaskDefinition`."""
    return task_definition(builder, {name: builder.given(name) for name in builder.inputs}, "FARGATE")


def build_ec2(builder: Builder) -> dict[str, Value]:
    """`awsx.ecs.EC2TaskDefinition`."""
    return task_definition(builder, {name: builder.given(name) for name in builder.inputs}, "EC2")


def task_definition(
    builder: Builder, settings: Mapping[str, Value], launch_type: str, parent: Child | None = None
) -> dict[str, Value]:
    """Make it with what it needs, below the component or `parent`; what it gives out."""
    name = builder.name
    wanted = settings.get("logGroup")
    skip = bare(parts(wanted).get("skip")) is True
    logs = None if skip else log_group(builder, name, wanted, parent=parent)
    task_role, task_arn = role_with_policies(
        builder, f"{name}-task", settings.get("taskRole"), {"assumeRolePolicy": _TRUST}, parent=parent
    )
    execution_role, execution_arn = role_with_policies(
        builder,
        f"{name}-execution",
        settings.get("executionRole"),
        {"assumeRolePolicy": _TRUST},
        _EXECUTION_POLICIES,
        parent=parent,
    )
    containers = containers_of(builder, settings, logs)
    text = containers.text()
    passed_on = {key: value for key, value in settings.items() if key not in _OWN}
    defaults = _sizes(containers, passed_on) if launch_type == "FARGATE" else {"networkMode": "awsvpc"}
    fixed = {"networkMode": "awsvpc"} if launch_type == "FARGATE" else {}
    made = builder.make(
        token("TaskDefinition"),
        name,
        {
            **defaults,
            **passed_on,
            **fixed,
            "requiresCompatibilities": [launch_type],
            "taskRoleArn": task_arn,
            "executionRoleArn": execution_arn,
            "family": settings.get("family") or _family(builder, text),
            "containerDefinitions": text,
        },
        parent=parent,
    )
    return {
        "taskDefinition": made.reference(),
        "logGroup": logs.made.reference() if logs and logs.made else None,
        "taskRole": task_role.reference() if task_role else None,
        "executionRole": execution_role.reference() if execution_role else None,
        "loadBalancers": containers.load_balancers,
    }


def _sizes(containers: Containers, given: Mapping[str, Value]) -> dict[str, Value]:
    """CPU and memory of the task, where the program leaves them to the containers."""
    if given.get("cpu") is not None and given.get("memory") is not None:
        return {}
    definitions = containers.definitions
    cpu, memory = (needed(definitions.value, name) for name in ("cpu", "memory"))
    if cpu is None or memory is None:
        found: tuple[Value, Value] = (UNKNOWN, UNKNOWN)
    else:
        found = fargate_size(cpu, memory)
    return {name: derived(size, definitions) for name, size in zip(("cpu", "memory"), found, strict=True)}


def _family(builder: Builder, containers: OutputValue) -> OutputValue:
    """A name that changes with the containers."""
    if not isinstance(containers.value, str):
        return containers
    chosen = f"{builder.name}-{short_hash(stack_of(builder) + containers.value)}"
    return derived(chosen, containers)
