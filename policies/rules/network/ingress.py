"""What lets traffic in, whichever of the resource types says it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pack.reader import Reader
from pack.resource import Resource

from rules.network.ranges import Ports, ports_of


@dataclass(frozen=True)
class Ingress:
    """One permission: from these ranges to these ports."""

    place: Reader
    ports: Ports
    ranges: tuple[Reader, ...]


def ingress_of(resource: Resource) -> Iterator[Ingress]:
    """Every permission for incoming traffic in a security group or in a rule of one."""
    if resource.type.startswith("aws:vpc/"):
        yield _single(resource)
    elif resource.type == "aws:ec2/securityGroupRule:SecurityGroupRule":
        direction = resource.at("type")
        if direction.unknown:
            yield replace(_block(resource), ports=Ports(range(0), direction))
        elif not direction.one_of("egress"):
            yield _block(resource)
    else:
        for block in resource.each("ingress"):
            yield _block(block)


def _block(block: Reader) -> Ingress:
    ports = ports_of(block.at("protocol"), block.at("fromPort"), block.at("toPort"))
    return Ingress(block, ports, (*block.each("cidrBlocks"), *block.each("ipv6CidrBlocks")))


def _single(rule: Resource) -> Ingress:
    ports = ports_of(rule.at("ipProtocol"), rule.at("fromPort"), rule.at("toPort"))
    return Ingress(rule, ports, (rule.at("cidrIpv4"), rule.at("cidrIpv6")))
