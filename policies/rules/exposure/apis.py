"""APIs: who may call their methods and routes."""

from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, Severity, StackRule, aws
from pack.stack import Stack
from pack.values import UNKNOWN
from pack.verdict import Verdict, fail, unknown

_APIS, _ROUTES = aws("apigatewayv2/api"), aws("apigatewayv2/route")


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
    """An HTTP route, or the route on which a WebSocket connects, asks who calls (`fallback` has $default)."""
    route_key = resource.at("routeKey")
    key = route_key.text or ""
    authorization = resource.at("authorizationType")
    is_http = " " in key and not key.upper().startswith("OPTIONS ")
    if route_key.unknown and (authorization.absent or authorization.one_of("NONE")):
        yield unknown(route_key)
    if not (is_http or key == "$connect"):
        return
    if authorization.unknown:
        yield unknown(authorization)
    elif authorization.absent or authorization.one_of("NONE"):
        yield fail(f"authorizationType is {authorization.shown}.", authorization)


def quick(resource: Resource) -> Iterator[Verdict]:
    """An API made with a target gets a route for everything to it, which asks nobody."""
    target = resource.at("target")
    if not target.absent:
        yield fail("target makes a $default route without authorization.", target)


def fallback(stack: Stack) -> Iterator[Verdict]:
    """The `$default` route of an HTTP API asks who calls; the one of a WebSocket can't."""
    apis = {route.urn: api for api in stack.of(_APIS) for route in stack.companions(api, _ROUTES, "apiId")}
    for resource in stack.of(_ROUTES):
        authorization = resource.at("authorizationType")
        if resource.at("routeKey").text != "$default" or not (
            authorization.empty or authorization.unknown or authorization.one_of("NONE")
        ):
            continue
        protocol = apis[resource.urn].at("protocolType") if resource.urn in apis else Reader(UNKNOWN)
        if protocol.one_of("WEBSOCKET"):
            continue
        if authorization.unknown or protocol.unknown:
            yield unknown("authorizationType" if authorization.unknown else "apiId", urn=resource.urn)
        else:
            yield fail(f"authorizationType is {authorization.shown}.", authorization, urn=resource.urn)


APIS = (
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
    Rule(
        name="apigwv2-quick-create",
        area="public-exposure",
        severity=Severity.HIGH,
        types=_APIS,
        asserts="HTTP APIs have routes of their own, which ask who calls.",
        why="Anybody can call what stands behind the API.",
        fix="Remove target; make an Integration, and a Route with authorization_type.",
        check=quick,
    ),
    StackRule(
        name="apigwv2-default-route-auth",
        area="public-exposure",
        severity=Severity.HIGH,
        asserts="The $default route of HTTP APIs asks who calls.",
        why="Anybody can call whatever no other route is for.",
        fix="Set authorization_type to JWT, AWS_IAM or CUSTOM.",
        check=fallback,
        fsbp=("APIGateway.8",),
    ),
)
