"""Relations between properties of AWS that need code, by the type that they hold in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, TypeGuard

from preview.checks import kubernetes
from preview.checks.problem import INCONSISTENT, InputProblem
from preview.values import UNKNOWN, Value, contains_unknown, plain

Check = Callable[[Mapping[str, Value]], Iterator[InputProblem]]

_ALL_PROTOCOLS: Final = ("-1", "all")
_TASK_MEMORY: Final = {
    256: (512, 1024, 2048),
    512: range(1024, 4097, 1024),
    1024: range(2048, 8193, 1024),
    2048: range(4096, 16385, 1024),
    4096: range(8192, 30721, 1024),
    8192: range(16384, 61441, 4096),
    16384: range(32768, 122881, 8192),
}
"""Fargate's sizes: MiB of memory by units of CPU."""


def _ports(given: Mapping[str, Value]) -> Iterator[InputProblem]:
    first, last = given.get("fromPort"), given.get("toPort")
    protocol = given.get("protocol", given.get("ipProtocol"))
    if not (_is_number(first) and _is_number(last)):
        return
    if protocol in _ALL_PROTOCOLS:
        if first not in (0, -1) or last not in (0, -1):
            message = (
                f"is {first:g} and toPort {last:g} with the protocol {protocol!r}, which means all ports"
            )
            yield InputProblem("fromPort", INCONSISTENT, message, "Write 0 for both, or name a protocol.")
    elif protocol not in ("icmp", "icmpv6", "1", "58") and first > last:
        message = f"is {first:g}, which is above toPort, {last:g}"
        yield InputProblem("fromPort", INCONSISTENT, message, "Write the lower port first.")


def _bounds(low: str, high: str, between: str = "") -> Check:
    def check(given: Mapping[str, Value]) -> Iterator[InputProblem]:
        least, most, value = given.get(low), given.get(high), given.get(between)
        if _is_number(least) and _is_number(most) and least > most:
            yield InputProblem(low, INCONSISTENT, f"is {least:g}, which is above {high}, {most:g}")
        elif _is_number(value) and _is_number(least) and value < least:
            yield InputProblem(between, INCONSISTENT, f"is {value:g}, which is below {low}, {least:g}")
        elif _is_number(value) and _is_number(most) and value > most:
            yield InputProblem(between, INCONSISTENT, f"is {value:g}, which is above {high}, {most:g}")

    return check


def _table_keys(given: Mapping[str, Value]) -> Iterator[InputProblem]:
    parts = [given.get(name) for name in ("attributes", "globalSecondaryIndexes", "localSecondaryIndexes")]
    keys = [given.get("hashKey"), given.get("rangeKey")]
    if contains_unknown([*parts, *keys]) or given.get("hashKey") is None:
        return
    attributes, *indexes = ([plain(item) for item in part or () if isinstance(item, dict)] for part in parts)
    for index in [item for found in indexes for item in found]:
        keys += [index.get("hashKey"), index.get("rangeKey")]
        schemas = index.get("keySchemas")
        keys += [item.get("attributeName") for item in schemas or () if isinstance(item, dict)]
    wanted = {key for key in map(plain, keys) if isinstance(key, str)}
    defined = {item.get("name") for item in attributes}
    for name in sorted(wanted - defined):
        message = f"do not define {name!r}, which is a key of the table or of an index"
        yield InputProblem("attributes", INCONSISTENT, message, f"Add {name} with its type.")
    for name in sorted(str(name) for name in defined - wanted):
        message = f"define {name!r}, which is no key of the table or of an index: DynamoDB takes keys only"
        yield InputProblem("attributes", INCONSISTENT, message, f"Take {name} out.")


def _fifo(kind: str) -> Check:
    def check(given: Mapping[str, Value]) -> Iterator[InputProblem]:
        name, fifo = plain(given.get("name")), plain(given.get(f"fifo{kind}"))
        if UNKNOWN in (name, fifo):
            return
        if isinstance(name, str) and fifo is True and not name.endswith(".fifo"):
            yield InputProblem(
                "name", INCONSISTENT, f"is {name!r}, but the name of a FIFO {kind.lower()} ends in .fifo"
            )
        if fifo is not True and given.get("contentBasedDeduplication") is True:
            message = f"is true, but only a FIFO {kind.lower()} has it"
            yield InputProblem("contentBasedDeduplication", INCONSISTENT, message, f"Set fifo{kind} as well.")

    return check


def _task_size(given: Mapping[str, Value]) -> Iterator[InputProblem]:
    launch = given.get("requiresCompatibilities")
    if not isinstance(launch, list) or "FARGATE" not in launch:
        return
    for name in ("cpu", "memory"):
        if given.get(name) is None:
            yield InputProblem(
                name, INCONSISTENT, "is missing, which a task for FARGATE has to say", f"Set {name}."
            )
    if given.get("networkMode") not in ("awsvpc", UNKNOWN):
        yield InputProblem("networkMode", INCONSISTENT, "has to be awsvpc for FARGATE", "Set it to awsvpc.")
    cpu, memory = (plain(given.get(name)) for name in ("cpu", "memory"))
    if not (str(cpu).isdigit() and str(memory).isdigit()):
        return
    sizes = _TASK_MEMORY.get(int(cpu))
    if sizes is None:
        allowed = ", ".join(map(str, _TASK_MEMORY))
        yield InputProblem("cpu", INCONSISTENT, f"is {cpu}, but FARGATE has {allowed}")
    elif int(memory) not in sizes:
        message = f"is {memory}, but with {cpu} units of CPU FARGATE has {sizes[0]} to {sizes[-1]}"
        yield InputProblem("memory", INCONSISTENT, message)


def _function_code(given: Mapping[str, Value]) -> Iterator[InputProblem]:
    if given.get("packageType") in ("Image", UNKNOWN) or given.get("imageUri") is not None:
        return
    for name in ("handler", "runtime"):
        if given.get(name) is None:
            message = "is missing, which a function has to say that is no container image"
            yield InputProblem(name, INCONSISTENT, message, f"Set {name}.")


def _reserved_tags(given: Mapping[str, Value]) -> Iterator[InputProblem]:
    tags = given.get("tags")
    for key in tags if isinstance(tags, dict) else ():
        if key.lower().startswith("aws:"):
            message = f"begins with {key[:4]!r}, which AWS keeps for itself"
            yield InputProblem(f"tags.{key}", INCONSISTENT, message, "Call the tag something else.")


def _is_number(value: Value) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


CHECKS: Final[Mapping[str, Sequence[Check]]] = {
    "aws|ec2:SecurityGroupIngressArgs": (_ports,),
    "aws|ec2:SecurityGroupEgressArgs": (_ports,),
    "aws|aws:ec2/securityGroupRule:SecurityGroupRule": (_ports,),
    "aws|aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": (_ports,),
    "aws|aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": (_ports,),
    "aws|aws:autoscaling/group:Group": (_bounds("minSize", "maxSize", "desiredCapacity"),),
    "aws|eks:NodeGroupScalingConfigArgs": (_bounds("minSize", "maxSize", "desiredSize"),),
    "aws|aws:appautoscaling/target:Target": (_bounds("minCapacity", "maxCapacity"),),
    "aws|rds:ClusterServerlessv2ScalingConfigurationArgs": (_bounds("minCapacity", "maxCapacity"),),
    "aws|aws:dynamodb/table:Table": (_table_keys,),
    "aws|aws:sqs/queue:Queue": (_fifo("Queue"),),
    "aws|aws:sns/topic:Topic": (_fifo("Topic"),),
    "aws|aws:ecs/taskDefinition:TaskDefinition": (_task_size,),
    "aws|aws:lambda/function:Function": (_function_code,),
    **kubernetes.CHECKS,
}
"""By package and type token, or module and class of a nested object."""

GENERAL: Final[Mapping[str, Sequence[Check]]] = {"aws": (_reserved_tags,)}
"""What holds in every type of a package."""
