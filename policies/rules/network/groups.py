"""Security groups: what goes out, and what each rule is for."""

from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.network.ranges import EVERY_PORT, ports_of, widest

_GROUP = "aws:ec2/securityGroup:SecurityGroup"
_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"


def egress(resource: Resource) -> Iterator[Verdict]:
    """No rule lets every port of a protocol, or of all, out to everywhere."""
    for rule in _outgoing(resource):
        protocol = rule.at("protocol") if rule.at("ipProtocol").absent else rule.at("ipProtocol")
        ports = ports_of(protocol, rule.at("fromPort"), rule.at("toPort"))
        ranges = (
            *rule.each("cidrBlocks"),
            *rule.each("ipv6CidrBlocks"),
            rule.at("cidrIpv4"),
            rule.at("cidrIpv6"),
        )
        wide, hidden = widest(ranges)
        everything = len(ports.range) == len(EVERY_PORT)
        if everything and wide:
            which = "every protocol" if ports.every else protocol.show(protocol.value)
            yield fail(f"Every port of {which} is open to {wide.shown}.", wide)
        elif (everything or ports.unknown) and (wide or hidden):
            yield unknown(hidden or ports.unknown or rule)


def _outgoing(resource: Resource) -> Iterator[Reader]:
    if resource.type == _GROUP:
        yield from resource.each("egress")
    elif resource.type != _RULE or not resource.at("type").one_of("ingress"):
        yield resource


def described(resource: Resource) -> Iterator[Verdict]:
    """Every rule says what it is for."""
    in_group = (*resource.each("ingress"), *resource.each("egress"))
    for rule in in_group if resource.type == _GROUP else (resource,):
        words = rule.at("description")
        if words.unknown:
            yield unknown(words)
        elif not (words.text or "").strip():
            yield fail(f"{words.path} is {'not set' if words.absent else 'empty'}.", words)


GROUPS = (
    Rule(
        name="sg-egress-all",
        area="network",
        severity=Severity.LOW,
        types=aws("ec2/securityGroup", "ec2/securityGroupRule", "vpc/securityGroupEgressRule"),
        asserts="Security groups do not let everything out.",
        why="What gets in can load its tools and send data anywhere.",
        fix="Name the ports and ranges that the workload calls.",
        check=egress,
    ),
    Rule(
        name="sg-rule-description",
        area="network",
        severity=Severity.LOW,
        types=aws(
            "ec2/securityGroup",
            "ec2/securityGroupRule",
            "vpc/securityGroupIngressRule",
            "vpc/securityGroupEgressRule",
        ),
        asserts="Rules of security groups say what they are for.",
        why="Nobody dares to remove a rule that nobody can explain.",
        fix="Set description in every rule.",
        check=described,
    ),
)
