"""Ports that the internet must not reach."""

from collections.abc import Iterator
from typing import ClassVar

from pack.resource import Resource
from pack.rule import Rule, RuleSettings, Severity, aws
from pack.verdict import Verdict, fail, unknown
from pydantic import Field

from rules.network.ingress import ingress_of
from rules.network.ranges import widest

GROUPS = aws("ec2/securityGroup", "ec2/defaultSecurityGroup")
EVERY_KIND = GROUPS | aws("ec2/securityGroupRule", "vpc/securityGroupIngressRule")


class PortSettings(RuleSettings):
    """The ports that a rule guards."""

    ports: tuple[int, ...] = Field(default=(), description="Port numbers that the internet must not reach.")


class AdminPorts(PortSettings):
    """SSH and RDP."""

    ports: tuple[int, ...] = Field(default=(22, 3389), description="Ports of remote administration.")


class DatabasePorts(PortSettings):
    """Databases, caches, search and brokers."""

    ports: tuple[int, ...] = Field(
        default=(1433, 1521, 3306, 5432, 6379, 9092, 9200, 11211, 27017),
        description="Ports of databases, caches, search and brokers.",
    )


class WebPorts(RuleSettings):
    """The ports that may be public."""

    allowed: tuple[int, ...] = Field(default=(80, 443), description="Ports that the internet may reach.")
    guarded: ClassVar[tuple[int, ...]] = AdminPorts().ports + DatabasePorts().ports


def admin(resource: Resource) -> Iterator[Verdict]:
    """No administration port is open to the internet."""
    yield from _closed(resource, resource.settings_as(AdminPorts).ports)


def databases(resource: Resource) -> Iterator[Verdict]:
    """No database port is open to the internet."""
    yield from _closed(resource, resource.settings_as(DatabasePorts).ports)


def others(resource: Resource) -> Iterator[Verdict]:
    """Nothing but web ports is open to the internet; what other rules report is not reported again."""
    settings = resource.settings_as(WebPorts)
    for ingress in ingress_of(resource):
        if ingress.place.unknown:
            yield unknown(ingress.place)
            continue
        wide, hidden = widest(ingress.ranges)
        opened = ingress.ports
        if opened.unknown and (wide or hidden):
            yield unknown(opened.unknown)
        extra = len(opened.range) - len(opened.among(settings.allowed))
        if not extra or opened.among(settings.guarded):
            continue
        if wide:
            yield fail(f"{_spelled(opened.range)} open to {wide.shown}.", ingress.place)
        elif hidden:
            yield unknown(hidden)


def _closed(resource: Resource, guarded: tuple[int, ...]) -> Iterator[Verdict]:
    for ingress in ingress_of(resource):
        if ingress.place.unknown:
            yield unknown(ingress.place)
            continue
        wide, hidden = widest(ingress.ranges)
        hit = ingress.ports.among(guarded)
        if wide and hit:
            yield fail(f"{ingress.ports.named(hit)} open to {wide.shown}.", wide)
        elif hidden and hit:
            yield unknown(hidden)
        elif ingress.ports.unknown and (wide or hidden):
            yield unknown(ingress.ports.unknown)


def _spelled(ports: range) -> str:
    return f"Port {ports[0]} is" if len(ports) == 1 else f"Ports {ports[0]}-{ports[-1]} are"


_WHY = "Scanners find an open administration port within minutes and try passwords and exploits on it."
_FIX = "Name the ranges that need it; administer through Session Manager, which needs no open port."


def _admin_rule(name: str, *types: str) -> Rule:
    return Rule(
        name=name,
        area="network",
        severity=Severity.CRITICAL,
        types=aws(*types),
        asserts="Ports of remote administration are closed to the internet.",
        why=_WHY,
        fix=_FIX,
        settings=AdminPorts,
        check=admin,
    )


PORTS = (
    _admin_rule("sg-open-admin-ports", "ec2/securityGroup", "ec2/defaultSecurityGroup"),
    _admin_rule("sgr-open-admin-ports", "ec2/securityGroupRule"),
    _admin_rule("sgir-open-admin-ports", "vpc/securityGroupIngressRule"),
    Rule(
        name="sg-open-db-ports",
        area="network",
        severity=Severity.HIGH,
        types=EVERY_KIND,
        asserts="Ports of databases are closed to the internet.",
        why="A database that anybody can reach is one weak password away from anybody's.",
        fix="Let in the security group of the application instead of an address range.",
        settings=DatabasePorts,
        check=databases,
        fsbp=("EC2.19",),
    ),
    Rule(
        name="sg-open-other-ports",
        area="network",
        severity=Severity.MEDIUM,
        types=EVERY_KIND,
        asserts="Only web ports are open to the internet.",
        why="Each open port is one more service that has to be patched within hours of a flaw.",
        fix="Put a load balancer in front on 443, or name the ranges that need the port.",
        settings=WebPorts,
        check=others,
        fsbp=("EC2.18",),
    ),
)
