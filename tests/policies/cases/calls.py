"""Who may call functions and APIs, and which pages."""

from tests.policies.cases.shapes import must_not_be
from tests.policies.harness import UNKNOWN, Case

_CALLER = {"action": "lambda:InvokeFunction", "principal": "s3.amazonaws.com"}

CASES = {
    "lambda-url-auth": must_not_be("authorizationType", "NONE", "AWS_IAM"),
    "lambda-permission-source": Case(
        bad=[
            (_CALLER, 'principal is "s3.amazonaws.com", and neither sourceArn nor sourceAccount says whose.'),
            (
                _CALLER | {"sourceArn": "*"},
                'principal is "s3.amazonaws.com", and neither sourceArn nor sourceAccount says whose.',
            ),
            ({"principal": "*"}, "principal is everybody, and nothing narrows it down."),
        ],
        good=[
            _CALLER | {"sourceArn": "arn:aws:s3:::x"},
            _CALLER | {"sourceArn": UNKNOWN},
            {"principal": "123456789012"},
            {"principal": "*", "principalOrgId": "o-1"},
        ],
        unknown=[{"principal": UNKNOWN}],
    ),
    "apigw-method-auth": Case(
        bad=[({"httpMethod": "GET", "authorization": "NONE"}, 'authorization is "NONE".')],
        good=[
            {"httpMethod": "OPTIONS", "authorization": "NONE"},
            {"httpMethod": "GET", "authorization": "AWS_IAM"},
            {"httpMethod": "GET", "authorization": "NONE", "apiKeyRequired": True},
        ],
        unknown=[{"httpMethod": "GET", "authorization": UNKNOWN}],
    ),
    "apigwv2-route-auth": Case(
        bad=[
            ({"routeKey": "GET /x"}, "authorizationType is not set."),
            ({"routeKey": "$connect", "authorizationType": "NONE"}, 'authorizationType is "NONE".'),
        ],
        good=[
            {"routeKey": "GET /x", "authorizationType": "JWT"},
            {"routeKey": "OPTIONS /x"},
            {"routeKey": "$disconnect"},
            {"routeKey": "send"},
            {"routeKey": "$default"},
        ],
        unknown=[{"routeKey": UNKNOWN}, {"routeKey": "GET /x", "authorizationType": UNKNOWN}],
    ),
    "lambda-url-cors": Case(
        bad=[({"cors": {"allowOrigins": ["*"]}}, 'cors.allowOrigins is "*".')],
        good=[{}, {"cors": {"allowOrigins": ["https://example.com"]}}],
        unknown=[{"cors": {"allowOrigins": [UNKNOWN]}}, {"cors": UNKNOWN}],
    ),
    "apigwv2-cors": Case(
        bad=[
            (
                {"corsConfiguration": {"allowCredentials": True, "allowOrigins": ["*"]}},
                'corsConfiguration.allowOrigins is "*".',
            )
        ],
        good=[{}, {"corsConfiguration": {"allowOrigins": ["*"]}}],
        unknown=[{"corsConfiguration": {"allowCredentials": True, "allowOrigins": UNKNOWN}}],
    ),
    "apigwv2-quick-create": Case(
        bad=[
            (
                {"protocolType": "HTTP", "target": "arn:aws:lambda:eu-west-1:123456789012:function:f"},
                "target makes a $default route without authorization.",
            ),
            (
                {"protocolType": "HTTP", "target": UNKNOWN},
                "target makes a $default route without authorization.",
            ),
        ],
        good=[{"protocolType": "HTTP"}],
    ),
    "public-principal": Case(
        type="aws:lambda/layerVersionPermission:LayerVersionPermission",
        bad=[({"principal": "*", "action": "lambda:GetLayerVersion"}, "principal is everybody.")],
        good=[{"principal": "*", "organizationId": "o-1"}, {"principal": "123456789012"}],
        unknown=[{"principal": UNKNOWN}],
    ),
}
