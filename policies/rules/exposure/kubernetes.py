"""EKS: who reaches the Kubernetes API."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.checks import off
from rules.network.ranges import widest


def endpoint(cluster: Resource) -> Iterator[Verdict]:
    """A public endpoint is open to named ranges only; both are open by default."""
    vpc = cluster.at("vpcConfig")
    public, ranges = vpc.at("endpointPublicAccess"), vpc.at("publicAccessCidrs")
    if public.is_false():
        return
    wide, hidden = widest(ranges.each())
    if wide is None and not ranges.empty and not hidden:
        return
    if hidden or public.unknown:
        yield unknown(hidden or public)
    elif wide:
        yield fail(f"The public endpoint is open to {wide.shown}.", wide)
    else:
        yield fail("publicAccessCidrs is not set: the public endpoint is open to 0.0.0.0/0.", ranges)


KUBERNETES = (
    Rule(
        name="eks-public-endpoint",
        area="public-exposure",
        severity=Severity.HIGH,
        types=aws("eks/cluster"),
        asserts="The Kubernetes API of EKS clusters has no public endpoint.",
        why="A public Kubernetes API is probed within minutes of its creation.",
        fix="Set vpc_config.endpoint_public_access to false, and endpoint_private_access to true.",
        check=off("vpcConfig.endpointPublicAccess", default=True),
        fsbp=("EKS.1",),
    ),
    Rule(
        name="eks-public-cidr",
        area="public-exposure",
        severity=Severity.CRITICAL,
        types=aws("eks/cluster"),
        asserts="The Kubernetes API of EKS clusters is not open to everybody.",
        why="Anybody can try tokens and exploits on it.",
        fix="Set vpc_config.public_access_cidrs to the ranges that need it, or switch the endpoint off.",
        check=endpoint,
    ),
)
