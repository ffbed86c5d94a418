"""The edge: what stands between the internet and an application in CloudFront and in web ACLs."""

from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import StackRule, aws, aws_token
from pack.stack import Stack
from pack.verdict import Verdict, fail, unknown

from rules.checks import every, given
from rules.companions import written
from rules.exposure.row import MEDIUM, row

_DISTRIBUTION = "cloudfront/distribution"
_RULE = "wafv2/webAclRule"
_ACLS, _RULES_BESIDE = aws("wafv2/webAcl"), aws(_RULE, "wafv2/webAclRuleGroupAssociation")


def firewall_rules(stack: Stack) -> Iterator[Verdict]:
    """A web ACL has rules, in it or beside it, unless it blocks by default."""
    for acl in stack.of(_ACLS):
        if not acl.at("defaultAction.block").absent or stack.companions(acl, _RULES_BESIDE, "webAclArn"):
            continue
        if not written(acl, "rules") and not written(acl, "ruleJson"):
            yield fail("rules is not set: everything passes.", "rules", urn=acl.urn)
        elif acl.at("rules").unknown:
            yield unknown("rules", urn=acl.urn)


def actions(resource: Resource) -> Iterator[Verdict]:
    """Every rule says what happens to what it matches; one that names a group of rules, by an override."""
    for rule in resource.each("rules") if resource.type != aws_token(_RULE) else (resource,):
        action, override = rule.at("action"), rule.at("overrideAction")
        hidden = next((one for one in (rule, action, override) if one.unknown), None)
        if hidden:
            yield unknown(hidden)
        elif action.empty and override.empty:
            yield fail(f"{rule.path or 'It'} has neither action nor overrideAction.", rule)


def origins(resource: Resource) -> Iterator[Verdict]:
    """A bucket behind a distribution is reached by origin access control; a website endpoint can't be."""
    for origin in resource.each("origins"):
        domain, control = origin.at("domainName"), origin.at("originAccessControlId")
        is_website = not origin.at("customOriginConfig").absent or not origin.at("vpcOriginConfig").absent
        is_bucket = ".s3" in (domain.text or "") or not origin.at("s3OriginConfig").absent
        if origin.unknown:
            yield unknown(origin)
        elif not control.empty or is_website:
            continue
        elif domain.unknown and not is_bucket:
            yield unknown(domain)
        elif is_bucket:
            yield fail(f"{control.path} is not set, and the origin is a bucket.", control)


EDGE = (
    row(
        "cloudfront-waf",
        MEDIUM,
        (_DISTRIBUTION,),
        given("webAclId"),
        "CloudFront distributions have a web ACL.",
        "Scanners, bots and known exploits reach the application unfiltered.",
        "Set web_acl_id to the ARN of a wafv2.WebAcl of scope CLOUDFRONT.",
        ("CloudFront.6",),
    ),
    row(
        "cloudfront-origin-access-control",
        MEDIUM,
        (_DISTRIBUTION,),
        origins,
        "Buckets behind CloudFront are reached by origin access control.",
        "Without it, the bucket has to be public, or an old identity signs that no KMS key takes.",
        "Make a cloudfront.OriginAccessControl, and set origin_access_control_id.",
        ("CloudFront.13",),
    ),
    row(
        "cloudfront-headers-policy",
        MEDIUM,
        (_DISTRIBUTION,),
        every(
            given("defaultCacheBehavior.responseHeadersPolicyId"),
            given("orderedCacheBehaviors[].responseHeadersPolicyId"),
        ),
        "CloudFront sends security headers with every answer.",
        "Without them, browsers load the page over plain HTTP, in others' frames, with others' scripts.",
        "Set response_headers_policy_id in every cache behavior, to a cloudfront.ResponseHeadersPolicy or to "
        "the managed policy SecurityHeadersPolicy.",
    ),
    StackRule(
        name="wafv2-has-rules",
        area="public-exposure",
        severity=MEDIUM,
        asserts="Web ACLs have rules.",
        why="A web ACL without rules lets everything through, and looks as if something were filtered.",
        fix="Add rules, the managed groups of AWS first, or a WebAclRule that names it.",
        check=firewall_rules,
        fsbp=("WAF.10",),
    ),
    row(
        "wafv2-rule-action",
        MEDIUM,
        ("wafv2/webAcl", "wafv2/ruleGroup", _RULE),
        actions,
        "Rules of web ACLs say what happens to what they match.",
        "AWS refuses a rule without an action, and the deployment stops half way.",
        "Set override_action for a statement that names a group of rules, action for any other.",
    ),
)
