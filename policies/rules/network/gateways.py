"""Ways to the internet: they belong to the network account, not to workloads."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from pack.resource import Resource
from pack.rule import Rule, RuleSettings, Severity, aws
from pack.verdict import Verdict, fail, unknown
from pydantic import Field


class GatewaySettings(RuleSettings):
    """Which stacks may have a way out of their own."""

    network_stacks: tuple[str, ...] = Field(
        default=("*network*", "*hub*", "*egress*", "*transit*"),
        description="Globs over `project/stack`: the stacks that build the network for all others.",
    )


def check(resource: Resource) -> Iterator[Verdict]:
    """The stack is one of the network; a private NAT gateway is no way out."""
    connectivity = resource.at("connectivityType")
    if connectivity.one_of("private"):
        return
    stack, _, rest = resource.urn.removeprefix("urn:pulumi:").partition("::")
    place = f"{rest.partition('::')[0]}/{stack}".lower()
    allowed = resource.settings_as(GatewaySettings).network_stacks
    if any(fnmatchcase(place, glob.lower()) for glob in allowed):
        return
    if connectivity.unknown:
        yield unknown(connectivity)
    else:
        yield fail("It gives this stack a way past the network account, and past what is inspected there.")


GATEWAYS = Rule(
    name="scp-no-igw-in-workload",
    area="network",
    severity=Severity.HIGH,
    types=aws(
        "ec2/internetGateway",
        "ec2/egressOnlyInternetGateway",
        "ec2/natGateway",
        "ec2/eip",
        "ec2/vpcPeeringConnection",
    ),
    asserts="Only stacks of the network have gateways to the internet and to other networks.",
    why="Traffic that takes a gateway of its own passes no firewall and is in no central log.",
    fix="Attach the VPC to the transit gateway; name the stack in network_stacks if it is the network's.",
    settings=GatewaySettings,
    check=check,
)
