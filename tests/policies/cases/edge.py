"""What stands between the internet and an application: distributions and web ACLs."""

from tests.policies.cases.shapes import must_be_given
from tests.policies.harness import UNKNOWN, Case

_CONTROL = "origins[0].originAccessControlId"
_BUCKET = "b.s3.eu-west-1.amazonaws.com"
_HEADERS = "67f7725c-6f97-4210-82d7-5512b31e9d03"
_NO_ACTION = "rules[0] has neither action nor overrideAction."

CASES = {
    "cloudfront-waf": must_be_given("webAclId"),
    "cloudfront-origin-access-control": Case(
        bad=[
            ({"origins": [{"domainName": _BUCKET}]}, f"{_CONTROL} is not set, and the origin is a bucket."),
            (
                {"origins": [{"domainName": UNKNOWN, "s3OriginConfig": {"originAccessIdentity": UNKNOWN}}]},
                f"{_CONTROL} is not set, and the origin is a bucket.",
            ),
        ],
        good=[
            {"origins": [{"domainName": _BUCKET, "originAccessControlId": UNKNOWN}]},
            {"origins": [{"domainName": "app.example.com"}]},
            {
                "origins": [
                    {"domainName": UNKNOWN, "customOriginConfig": {"originProtocolPolicy": "https-only"}}
                ]
            },
        ],
        unknown=[{"origins": [{"domainName": UNKNOWN}]}, {"origins": UNKNOWN}],
    ),
    "cloudfront-headers-policy": Case(
        bad=[
            ({}, "defaultCacheBehavior.responseHeadersPolicyId is not set."),
            (
                {
                    "defaultCacheBehavior": {"responseHeadersPolicyId": _HEADERS},
                    "orderedCacheBehaviors": [
                        {"responseHeadersPolicyId": _HEADERS},
                        {"responseHeadersPolicyId": ""},
                    ],
                },
                "orderedCacheBehaviors[1].responseHeadersPolicyId is empty.",
            ),
        ],
        good=[
            {"defaultCacheBehavior": {"responseHeadersPolicyId": _HEADERS}},
            {
                "defaultCacheBehavior": {"responseHeadersPolicyId": _HEADERS},
                "orderedCacheBehaviors": [{"responseHeadersPolicyId": _HEADERS}],
            },
        ],
        unknown=[{"defaultCacheBehavior": {"responseHeadersPolicyId": UNKNOWN}}],
    ),
    "wafv2-rule-action": Case(
        bad=[
            ({"rules": [{"statement": {"managedRuleGroupStatement": {"name": "common"}}}]}, _NO_ACTION),
            ({"rules": [{"action": {}, "statement": {"geoMatchStatement": {}}}]}, _NO_ACTION),
        ],
        good=[
            {},
            {
                "rules": [
                    {"overrideAction": {"none": {}}, "statement": {"managedRuleGroupStatement": {}}},
                    {"action": {"block": {}}, "statement": {"rateBasedStatement": {"limit": 1000}}},
                ]
            },
        ],
        unknown=[{"rules": UNKNOWN}, {"rules": [UNKNOWN]}, {"rules": [{"action": UNKNOWN}]}],
        type="aws:wafv2/webAcl:WebAcl",
    ),
}
