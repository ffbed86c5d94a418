"""Permissions that are resources of their own, and name whom they let in."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

# Where these types name whom they let in, and what narrows everybody down to somebody.
_PRINCIPALS = ("principal", "principalArn", "allowedPrincipals")
_NARROWING = ("organizationId", "condition")


def everybody(resource: Resource) -> Iterator[Verdict]:
    """Nobody is let in without being named."""
    if any(not resource.at(name).empty for name in _NARROWING):
        return
    for name in _PRINCIPALS:
        for principal in resource.each(name):
            if principal.unknown:
                yield unknown(principal)
            elif principal.text == "*":
                yield fail(f"{principal.path} is everybody.", principal)


PRINCIPALS = Rule(
    name="public-principal",
    area="public-exposure",
    severity=Severity.HIGH,
    types=aws(
        "lambda/layerVersionPermission",
        "cloudwatch/eventPermission",
        "ec2/vpcEndpointService",
        "ec2/vpcEndpointServiceAllowedPrinciple",
    ),
    asserts="Layers, event buses and endpoint services are not open to everybody.",
    why="Anybody with any AWS account reads the layer, sends events, or asks for a connection.",
    fix="Name accounts instead of *, or the organization (organization_id, condition).",
    check=everybody,
)
