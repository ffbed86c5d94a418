"""The containers of a task as ECS takes them, and the load balancers that lead to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from preview.synthesis.components.awsx.log_groups import LogGroup
from preview.synthesis.components.builder import Builder, Child, ComponentError
from preview.synthesis.components.eks.kubeconfig import as_text
from preview.synthesis.components.values import bare, derived, items, part, parts, without_none
from preview.values import UNKNOWN, OutputValue, Value, contains_unknown

_DEFAULT_NAME: Final = "container"
_PORT_SETTINGS: Final = ("name", "containerPortRange", "appProtocol")


@dataclass(frozen=True)
class Containers:
    """The definitions, unknown as a whole or in part, with what they depend on, and the load balancers."""

    definitions: OutputValue
    load_balancers: Value

    def text(self) -> OutputValue:
        """The definitions as JSON; unknown while a part is."""
        return derived(as_text(self.definitions.value), self.definitions)


def containers_of(builder: Builder, settings: Mapping[str, Value], logs: LogGroup | None) -> Containers:
    """The containers that `container` or `containers` of the settings ask for. Raises ComponentError."""
    single, several = settings.get("container"), settings.get("containers")
    if (single is None) == (several is None):
        raise ComponentError("a task has a container or containers: give one of both")
    if single is not None:
        named = {str(bare(parts(single).get("name")) or _DEFAULT_NAME): single}
    else:
        named = dict(sorted(parts(several).items()))
    sources = [single, several, *((logs.name, logs.region) if logs else ())]
    definitions: list[Value] = []
    balancers: list[Value] = []
    for name, container in named.items():
        ports = []
        for mapping in items(parts(container).get("portMappings")):
            target = builder.known(parts(mapping).get("targetGroup"))
            ports.append(_port_mapping(bare(mapping), target))
            if target:
                sources.append(target.output("port"))
                balancers.append(_balancer(name, target))
        definitions.append(_definition(name, bare(container), ports, logs))
    whole = UNKNOWN if several is not None and bare(several) is UNKNOWN else definitions
    return Containers(derived(whole, *sources), balancers)


def _definition(name: str, container: Value, ports: list[Value], logs: LogGroup | None) -> Value:
    if not isinstance(container, dict):
        return UNKNOWN
    made = without_none(container) | {"name": name}
    if "portMappings" in made and made["portMappings"] is not UNKNOWN:
        made["portMappings"] = ports
    if logs is not None and "logConfiguration" not in made:
        made["logConfiguration"] = {
            "logDriver": "awslogs",
            "options": {
                "awslogs-group": bare(logs.name),
                "awslogs-region": bare(logs.region),
                "awslogs-stream-prefix": name,
            },
        }
    return made


def _port_mapping(mapping: Value, target: Child | None) -> Value:
    if not isinstance(mapping, dict):
        return UNKNOWN
    of_target = bare(target.output("port")) if target else None
    container, host = mapping.get("containerPort"), mapping.get("hostPort")
    found = {name: mapping.get(name) for name in _PORT_SETTINGS}
    found["containerPort"] = _first(container, host, of_target)
    found["hostPort"] = _first(host, of_target, container)
    found["protocol"] = mapping.get("protocol")
    return without_none(found)


def _first(*values: Value) -> Value:
    return next((value for value in values if value is not None), None)


def _balancer(container: str, target: Child) -> Value:
    return {
        "containerName": container,
        "containerPort": target.output("port"),
        "targetGroupArn": target.output("arn"),
    }


def needed(definitions: Value, name: str) -> float | None:
    """How much of `cpu` or `memory` the containers ask for together; None while that is not known.

    What a container reserves of memory counts before what it may take at most.
    """
    if contains_unknown(definitions) or not isinstance(definitions, list):
        return None
    total = 0.0
    for each in definitions:
        reserved = part(each, "memoryReservation") if name == "memory" else UNKNOWN
        amount = part(each, name) if reserved in (UNKNOWN, 0) else reserved
        total += amount if isinstance(amount, int | float) else 0
    return total
