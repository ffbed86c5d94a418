"""What the text and the numbers of particular properties have to look like."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from preview.checks.forms import documents, identity, network, schedules, sizes
from preview.checks.listed import data_of
from preview.checks.problem import (
    INVALID_VALUE,
    MALFORMED_ARN,
    MALFORMED_CIDR,
    MALFORMED_JSON,
    MALFORMED_NAME,
    MALFORMED_PORT,
    MALFORMED_QUANTITY,
    MALFORMED_SCHEDULE,
)
from preview.checks.rule import Rule

_RULES: Final = {
    "arn": Rule(MALFORMED_ARN, identity.arn, "Give the ARN of the resource, not its name or id."),
    "account": Rule(INVALID_VALUE, identity.account),
    "region": Rule(INVALID_VALUE, identity.region),
    "zone": Rule(INVALID_VALUE, identity.zone),
    "network": Rule(
        MALFORMED_CIDR, network.network, "Write the network's first address and its prefix length."
    ),
    "cidr": Rule(MALFORMED_CIDR, network.cidr, "Write an address and a prefix length, as in 10.0.0.0/16."),
    "json": Rule(
        MALFORMED_JSON, documents.json_text, "Make the text with json.dumps or pulumi.Output.json_dumps."
    ),
    "policy": Rule(
        MALFORMED_JSON, documents.json_text, "Make it with aws.iam.get_policy_document, or json.dumps."
    ),
    "port": Rule(MALFORMED_PORT, network.port),
    "protocol": Rule(INVALID_VALUE, network.protocol, "Write tcp, udp, icmp, -1 for all, or a number."),
    "schedule": Rule(MALFORMED_SCHEDULE, schedules.strict_schedule),
    "looseSchedule": Rule(MALFORMED_SCHEDULE, schedules.schedule),
    "unixCron": Rule(MALFORMED_SCHEDULE, schedules.unix_cron),
    "instanceType": Rule(INVALID_VALUE, sizes.instance_type),
    "dbClass": Rule(INVALID_VALUE, sizes.class_of("db.")),
    "cacheClass": Rule(INVALID_VALUE, sizes.class_of("cache.")),
    "runtime": Rule(INVALID_VALUE, sizes.runtime),
    "quantity": Rule(MALFORMED_QUANTITY, sizes.quantity, "Write it as in 500m, 1.5 or 512Mi."),
    "fromZero": Rule(INVALID_VALUE, sizes.from_zero),
    "aboveZero": Rule(INVALID_VALUE, sizes.above_zero),
}


@cache
def rules_of(package: str, owner: str, name: str) -> tuple[Rule, ...]:
    """What the property `name` must look like in `owner`: a type token, or `module:Class`."""
    return tuple(_rules(package, owner, name))


def is_strict(package: str) -> bool:
    """Does the package refuse text where it declares a number, and the reverse?"""
    return data_of("formats").get(package, {}).get("strict") is True


@cache
def is_open(enumeration: str) -> bool:
    """Are there values that AWS accepts and this enumeration of an SDK lacks?"""
    return enumeration in data_of("formats")["open"]


def _rules(package: str, owner: str, name: str) -> Iterator[Rule]:
    entry = data_of("formats").get(package, {})
    for kind, where in entry.get("forms", {}).items():
        if _applies(where, owner, name):
            rule = _RULES[kind]
            yield rule
            # What only AWS refuses, not the provider before it, is a hint.
            services = _services(entry.get("services", {}), owner, name)
            if kind == "arn" and services:
                yield rule._replace(check=identity.arn_of(services), level="hint")
            if kind == "policy":
                yield rule._replace(check=documents.policy, level="hint")
            break
    for pattern in entry.get("names", ()):
        if name in pattern["types"].get(owner, ()):
            fix = f"Write {pattern['wanted']}."
            yield Rule(MALFORMED_NAME, sizes.matching(pattern["pattern"], pattern["wanted"]), fix)


def _services(entry: dict[str, Any], owner: str, name: str) -> list[str]:
    in_type: dict[str, list[str]] = entry.get("types", {}).get(owner, {})
    by_name: dict[str, list[str]] = entry.get("names", {})
    return in_type.get(name) or by_name.get(name, [])


def _applies(where: dict[str, Any], owner: str, name: str) -> bool:
    if name in where.get("except", ()) or name in where.get("exceptTypes", {}).get(owner, ()):
        return False
    ends = name.endswith(tuple(where.get("endings", ())))
    return ends or name in where.get("names", ()) or name in where.get("types", {}).get(owner, ())
