"""Endpoints without a policy, and the default routes of APIs: judged on the stack."""

from typing import Any

import pytest
from pack.resource import Resource

from tests.policies.harness import UNKNOWN, judged_stack, made

_S3 = {"serviceName": "com.amazonaws.eu-west-1.s3", "vpcId": UNKNOWN}
_MISSING = [("urn:e", "fail", "policy is not set, and allows everything by default.")]


def _endpoint(properties: dict[str, Any], **references: str) -> Resource:
    return made("ec2/vpcEndpoint", "e", properties, **references)


def test_an_endpoint_has_a_policy_of_its_own_or_beside_it() -> None:
    beside = made("ec2/vpcEndpointPolicy", "p", {"vpcEndpointId": UNKNOWN}, vpcEndpointId="e")

    assert judged_stack("vpce-has-policy", _endpoint(_S3)) == _MISSING
    assert judged_stack("vpce-has-policy", _endpoint(_S3 | {"policy": "{}"})) == []
    assert judged_stack("vpce-has-policy", _endpoint(_S3), beside) == []


def test_a_policy_that_aws_fills_in_later_is_none() -> None:
    later = _S3 | {"policy": UNKNOWN}

    assert judged_stack("vpce-has-policy", _endpoint(later)) == _MISSING
    assert judged_stack("vpce-has-policy", _endpoint(later, policy="document")) == []


@pytest.mark.parametrize(
    "properties",
    [
        {"vpcEndpointType": "GatewayLoadBalancer"},
        {"vpcEndpointType": "Resource"},
        {
            "vpcEndpointType": "Interface",
            "serviceName": "com.amazonaws.vpce.eu-west-1.vpce-svc-0123456789abcdef0",
        },
        {"vpcEndpointType": "Interface", "serviceName": "com.amazonaws.eu-west-1.email-smtp"},
    ],
)
def test_endpoints_that_take_no_policy_need_none(properties: dict[str, Any]) -> None:
    assert judged_stack("vpce-has-policy", _endpoint(_S3 | properties)) == []


def test_an_endpoint_of_a_service_that_is_not_known_may_need_one() -> None:
    assert judged_stack("vpce-has-policy", _endpoint({"serviceName": UNKNOWN})) == [
        ("urn:e", "unknown", "serviceName")
    ]


_OPEN: dict[str, Any] = {"defaultAction": {"allow": {}}}


@pytest.mark.parametrize(
    ("properties", "result"),
    [
        (_OPEN, ["fail"]),
        (_OPEN | {"rules": []}, ["fail"]),
        (_OPEN | {"rules": UNKNOWN}, ["fail"]),  # what AWS fills in
        (_OPEN | {"rules": [{"name": "common"}]}, []),
        (_OPEN | {"ruleJson": "[]"}, []),
        ({"defaultAction": {"block": {}}}, []),
    ],
)
def test_a_web_acl_has_rules_unless_it_blocks_everything(
    properties: dict[str, Any], result: list[str]
) -> None:
    acl = made("wafv2/webAcl", "acl", properties)

    assert [one[1] for one in judged_stack("wafv2-has-rules", acl)] == result


@pytest.mark.parametrize("beside", ["wafv2/webAclRule", "wafv2/webAclRuleGroupAssociation"])
def test_the_rules_of_a_web_acl_may_stand_beside_it(beside: str) -> None:
    acl = made("wafv2/webAcl", "acl", _OPEN)
    rule = made(beside, "rule", {"webAclArn": UNKNOWN}, webAclArn="acl")

    assert judged_stack("wafv2-has-rules", acl, rule) == []


def test_rules_from_elsewhere_are_not_known() -> None:
    acl = made("wafv2/webAcl", "acl", _OPEN | {"rules": UNKNOWN}, rules="other")

    assert judged_stack("wafv2-has-rules", acl) == [("urn:acl", "unknown", "rules")]


def _route(**more: Any) -> Resource:
    return made("apigatewayv2/route", "r", {"apiId": UNKNOWN, "routeKey": "$default", **more}, apiId="api")


@pytest.mark.parametrize(
    ("protocol", "authorization", "expected"),
    [
        ("HTTP", None, [("urn:r", "fail", "authorizationType is not set.")]),
        ("HTTP", "NONE", [("urn:r", "fail", 'authorizationType is "NONE".')]),
        ("HTTP", "JWT", []),
        ("HTTP", UNKNOWN, [("urn:r", "unknown", "authorizationType")]),
        ("WEBSOCKET", None, []),
        (UNKNOWN, None, [("urn:r", "unknown", "apiId")]),
    ],
)
def test_the_default_route_is_judged_by_its_api(
    protocol: Any, authorization: Any, expected: list[tuple[str, str, str]]
) -> None:
    api = made("apigatewayv2/api", "api", {"protocolType": protocol})

    assert (
        judged_stack("apigwv2-default-route-auth", api, _route(authorizationType=authorization)) == expected
    )


def test_a_default_route_of_an_api_from_elsewhere_is_not_known() -> None:
    assert judged_stack("apigwv2-default-route-auth", _route()) == [("urn:r", "unknown", "apiId")]
