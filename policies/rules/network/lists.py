"""Network access-control lists: administration ports, in rules of their own and inline."""

from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.network.ports import AdminPorts
from rules.network.ranges import ports_of, widest

# Return traffic needs the ephemeral ports, which begin here and end with the last port.
_EPHEMERAL_FROM = 1024
_LAST = 65535


def check(resource: Resource) -> Iterator[Verdict]:
    """No rule lets the internet in to an administration port, unless an earlier one denies it."""
    guarded = set(resource.settings_as(AdminPorts).ports)
    if resource.type == "aws:ec2/networkAclRule:NetworkAclRule":
        if not resource.at("egress").is_true():
            yield from _entry(resource, resource.at("ruleAction"), guarded)
        return
    for entry in sorted(resource.each("ingress"), key=lambda one: one.at("ruleNo").number or 0):
        yield from _entry(entry, entry.at("action"), guarded)


def _entry(entry: Reader, action: Reader, guarded: set[int]) -> Iterator[Verdict]:
    """The verdict on one entry; ports that it denies are guarded no more."""
    ports = ports_of(entry.at("protocol"), entry.at("fromPort"), entry.at("toPort"))
    wide, hidden = widest([entry.at("cidrBlock"), entry.at("ipv6CidrBlock")])
    hit = sorted(ports.among(guarded))
    if action.one_of("deny"):
        if wide and not wide.path.endswith("ipv6CidrBlock"):
            guarded.difference_update(hit)
        return
    if not ports.every and ports.range and ports.range[0] >= _EPHEMERAL_FROM and ports.range[-1] == _LAST:
        return
    if wide and hit and not action.unknown:
        yield fail(f"{ports.named(hit)} open to {wide.shown}.", wide)
    elif (wide or hidden) and (hit or ports.unknown):
        yield unknown(hidden or ports.unknown or action)


LISTS = Rule(
    name="nacl-open-admin",
    area="network",
    severity=Severity.MEDIUM,
    types=aws("ec2/networkAclRule", "ec2/networkAcl", "ec2/defaultNetworkAcl"),
    asserts="Network access-control lists keep the internet off ports of remote administration.",
    why="The list is the second lock: with it open, one wrong security group is enough.",
    fix="Name the ranges that need it, or deny the ports before the rule that allows the rest.",
    settings=AdminPorts,
    check=check,
    fsbp=("EC2.21",),
)
