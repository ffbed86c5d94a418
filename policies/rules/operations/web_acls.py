"""Web ACLs before what the internet reaches."""

from pack.resource import Resource
from pack.rule import Severity, StackRule, aws
from pack.stack import Stack

from rules.companions import StackCheck, lacking, written

_ASSOCIATIONS = aws("wafv2/webAclAssociation")
_BALANCERS = aws("lb/loadBalancer", "alb/loadBalancer")


def _public_balancer(_: Stack, balancer: Resource) -> bool | None:
    kind, internal = balancer.at("loadBalancerType"), balancer.at("internal")
    if internal.is_true() or kind.one_of("network", "gateway"):
        return False
    hidden = kind.unknown or (internal.unknown and written(balancer, "internal"))
    return None if hidden else True


def _public_stage(stack: Stack, stage: Resource) -> bool | None:
    for urn in stage.identity.property_dependencies.get("restApi", ()):
        api = stack.by_urn(urn)
        if not api:
            continue
        kinds = api.at("endpointConfiguration.types")
        if "PRIVATE" in kinds.strings:
            return False
        if kinds.unknown and written(api, "endpointConfiguration"):
            return None
    return True


def _public_graph(_: Stack, api: Resource) -> bool | None:
    visibility = api.at("visibility")
    if visibility.unknown and written(api, "visibility"):
        return None
    return not visibility.one_of("PRIVATE")


def _firewall(name: str, what: str, check: StackCheck, *fsbp: str) -> StackRule:
    return StackRule(
        name=name,
        area="public-exposure",
        severity=Severity.MEDIUM,
        asserts=f"{what} have a web ACL.",
        why="Scanners, bots and known exploits reach the application unfiltered.",
        fix="Add a wafv2.WebAclAssociation with the ARN as resource_arn.",
        check=check,
        fsbp=fsbp,
    )


WEB_ACLS = (
    _firewall(
        "lb-waf",
        "Application load balancers on the internet",
        lacking(_BALANCERS, "WebAclAssociation", (_ASSOCIATIONS, "resourceArn"), only=_public_balancer),
    ),
    _firewall(
        "apigw-waf",
        "Stages of REST APIs",
        lacking(
            aws("apigateway/stage"), "WebAclAssociation", (_ASSOCIATIONS, "resourceArn"), only=_public_stage
        ),
        "APIGateway.4",
    ),
    _firewall(
        "appsync-waf",
        "GraphQL APIs",
        lacking(
            aws("appsync/graphQLApi"),
            "WebAclAssociation",
            (_ASSOCIATIONS, "resourceArn"),
            only=_public_graph,
        ),
    ),
)
