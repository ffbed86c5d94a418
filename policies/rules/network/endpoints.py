"""VPC endpoints: each has a policy, of its own or beside it."""

import re
from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Severity, StackRule, aws
from pack.stack import Stack
from pack.verdict import Verdict, fail, unknown

_ENDPOINTS, _POLICIES = aws("ec2/vpcEndpoint"), aws("ec2/vpcEndpointPolicy")
_KINDS = ("Interface", "Gateway")  # of the others, none takes a policy
# Services of AWS, but those of other accounts (vpce.<region>.vpce-svc-...) and those that speak SMTP or SFTP,
# which no policy could read.
_SERVICE = re.compile(r"(?:cn\.)?com\.amazonaws\.(?!vpce\.)[a-z0-9-]+\.(?!email-smtp$|transfer\.server)\S+")


def check(stack: Stack) -> Iterator[Verdict]:
    """An endpoint that can have a policy has one; where it has none, AWS puts one that allows everything."""
    for endpoint in stack.of(_ENDPOINTS):
        if _has_policy(endpoint) or stack.companions(endpoint, _POLICIES, "vpcEndpointId"):
            continue
        kind, service = endpoint.at("vpcEndpointType"), endpoint.at("serviceName")
        if kind.known and not kind.one_of(*_KINDS):
            continue
        if kind.unknown or service.unknown:
            yield unknown(kind if kind.unknown else service, urn=endpoint.urn)
        elif _SERVICE.fullmatch(service.text or ""):
            yield fail("policy is not set, and allows everything by default.", "policy", urn=endpoint.urn)


def _has_policy(endpoint: Resource) -> bool:
    """Whether the program gives a policy; an output that AWS fills in does not count."""
    policy = endpoint.at("policy")
    return not policy.empty and (policy.known or "policy" in endpoint.identity.property_dependencies)


ENDPOINT_POLICY = StackRule(
    name="vpce-has-policy",
    area="network",
    severity=Severity.MEDIUM,
    asserts="VPC endpoints have a policy.",
    why="Whatever runs in the VPC can copy data into anybody's account through an endpoint without one.",
    fix="Set policy, or add a VpcEndpointPolicy, with conditions on aws:PrincipalOrgID and "
    "aws:ResourceOrgID.",
    check=check,
)
