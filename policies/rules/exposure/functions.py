"""Functions and APIs: who may call them."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

from rules.checks import none_of

# What narrows a service principal, or everybody, down to callers of one's own.
_NARROWING = ("sourceArn", "sourceAccount", "eventSourceToken", "principalOrgId")


def caller(resource: Resource) -> Iterator[Verdict]:
    """A service, or everybody, may call the function on behalf of named resources only."""
    principal = resource.at("principal")
    if any(not resource.at(name).empty for name in _NARROWING):
        return
    if principal.unknown:
        yield unknown(principal)
    elif principal.text == "*":
        yield fail("principal is everybody, and nothing narrows it down.", principal)
    elif (principal.text or "").endswith((".amazonaws.com", ".amazon.com")):
        yield fail(
            f"principal is {principal.shown}, and neither sourceArn nor sourceAccount is set.", principal
        )


def method(resource: Resource) -> Iterator[Verdict]:
    """A method asks who calls; the answer to a browser's OPTIONS can't."""
    if resource.at("httpMethod").one_of("OPTIONS") or resource.at("apiKeyRequired").is_true():
        return
    authorization = resource.at("authorization")
    if authorization.unknown:
        yield unknown(authorization)
    elif authorization.one_of("NONE"):
        yield fail(f"authorization is {authorization.shown}.", authorization)


def route(resource: Resource) -> Iterator[Verdict]:
    """An HTTP route, or the route on which a WebSocket connects, asks who calls."""
    route_key = resource.at("routeKey")
    key = route_key.text or ""
    authorization = resource.at("authorizationType")
    is_http = " " in key and not key.upper().startswith("OPTIONS ")
    if route_key.unknown and (authorization.absent or authorization.one_of("NONE")):
        yield unknown(route_key)
    if not (is_http or key in ("$connect", "$default")):
        return
    if authorization.unknown:
        yield unknown(authorization)
    elif authorization.absent or authorization.one_of("NONE"):
        # A $default route of a WebSocket can't have an authorization, one of an HTTP API should.
        yield (
            unknown(authorization)
            if key == "$default"
            else fail(f"authorizationType is {authorization.shown}.", authorization)
        )


FUNCTIONS = (
    Rule(
        name="lambda-url-auth",
        area="public-exposure",
        severity=Severity.CRITICAL,
        types=aws("lambda/functionUrl"),
        asserts="Function URLs ask for AWS credentials.",
        why="Anybody can call the function, and run up its bill.",
        fix="Set authorization_type to AWS_IAM.",
        check=none_of("authorizationType", "NONE"),
    ),
    Rule(
        name="lambda-permission-source",
        area="public-exposure",
        severity=Severity.HIGH,
        types=aws("lambda/permission"),
        asserts="Permissions to call a function name the source.",
        why="Without a source, anybody's resource of that service may call the function.",
        fix="Set source_arn (and source_account for S3).",
        check=caller,
        fsbp=("Lambda.1",),
    ),
    Rule(
        name="apigw-method-auth",
        area="public-exposure",
        severity=Severity.HIGH,
        types=aws("apigateway/method"),
        asserts="Methods of REST APIs ask who calls.",
        why="Anybody can call the method.",
        fix="Set authorization to AWS_IAM, CUSTOM or COGNITO_USER_POOLS.",
        check=method,
    ),
    Rule(
        name="apigwv2-route-auth",
        area="public-exposure",
        severity=Severity.HIGH,
        types=aws("apigatewayv2/route"),
        asserts="Routes of HTTP and WebSocket APIs ask who calls.",
        why="Anybody can call the route.",
        fix="Set authorization_type to JWT, AWS_IAM or CUSTOM.",
        check=route,
        fsbp=("APIGateway.8",),
    ),
)
