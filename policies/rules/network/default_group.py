"""A VPC's default security group lets nothing through: what forgets to name a group gets this one."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown


def check(resource: Resource) -> Iterator[Verdict]:
    """No rules at all; the resource without rules removes those that AWS put there."""
    for direction in ("ingress", "egress"):
        rules = resource.at(direction)
        if rules.unknown:
            yield unknown(rules)
        elif not rules.empty:
            yield fail(f"The default security group has {direction} rules.", rules)


DEFAULT_GROUP = Rule(
    name="default-sg-closed",
    area="network",
    severity=Severity.HIGH,
    types=aws("ec2/defaultSecurityGroup"),
    asserts="A VPC's default security group lets nothing through.",
    why="Whatever is launched without a group gets this one, and with it every rule in it.",
    fix="Remove ingress and egress from the DefaultSecurityGroup; make a group of your own for traffic.",
    check=check,
    fsbp=("EC2.2",),
)
