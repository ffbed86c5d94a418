"""The region that a resource, or its provider, is in."""

from collections.abc import Callable, Iterator
from typing import Any

from pack.facts import Facts
from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, RuleSettings, Severity, Types
from pack.verdict import Verdict, fail, unknown
from pydantic import Field

from rules.data import types_having

# What AWS offers in us-east-1 only, for use everywhere: certificates of CloudFront, public registries,
# domains, billing data.
_HOME_OF_GLOBAL = "us-east-1"
_ONLY_THERE = ("acm", "bcmdata", "billing", "budgets", "costexplorer", "cur", "ecrpublic", "route53domains")

# What belongs to a global service and has to be there with it: its metrics, its logs, the key of DNSSEC.
_OF_A_GLOBAL_ONE: dict[str, Callable[[Resource], bool]] = {
    "aws:cloudwatch/metricAlarm:MetricAlarm": lambda alarm: alarm.at("namespace").one_of(
        "AWS/Billing", "AWS/CloudFront", "AWS/Route53", "AWS/DDoSProtection"
    ),
    "aws:cloudwatch/logGroup:LogGroup": lambda group: (group.at("name").text or "").startswith(
        ("/aws/route53/", "aws-waf-logs-")
    ),
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": lambda policy: (
        "route53.amazonaws.com" in (policy.at("policyDocument").text or "")
    ),
    "aws:cloudwatch/logDeliverySource:LogDeliverySource": lambda source: (
        source.at("resourceArn").text or ""
    ).startswith("arn:aws:cloudfront:"),
    "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": lambda logging: (
        ":global/webacl/" in (logging.at("resourceArn").text or "")
    ),
    "aws:kms/key:Key": lambda key: (
        key.at("customerMasterKeySpec").one_of("ECC_NIST_P256") and key.at("keyUsage").one_of("SIGN_VERIFY")
    ),
}


class RegionSettings(RuleSettings):
    """The approved regions; by default those that the project states. None: the rule judges nothing."""

    approved: tuple[str, ...] = Field(default=(), description="Names of the approved regions.")

    @classmethod
    def from_facts(cls, facts: Facts) -> dict[str, Any]:
        """The regions that the project approves."""
        return {"approved": facts.approved_regions} if facts.approved_regions else {}


def not_approved(approved: tuple[str, ...], region: Reader) -> Iterator[Verdict]:
    """The verdict on one property that names a region."""
    if not approved or region.empty:
        return
    if region.unknown:
        yield unknown(region)
    elif region.text not in approved:
        yield fail(f"{region.path} is {region.shown}, not one of {', '.join(approved)}.", region)


def check(resource: Resource) -> Iterator[Verdict]:
    """The resource's own region, or else its provider's, is approved."""
    region = resource.at("region")
    if region.absent and resource.provider:
        region = resource.provider.inputs.at("region")
    if region.one_of(_HOME_OF_GLOBAL) and _belongs_there(resource):
        return
    yield from not_approved(resource.settings_as(RegionSettings).approved, region)


def provider(resource: Resource) -> Iterator[Verdict]:
    """A provider's region is approved; one that is not set comes from the environment."""
    yield from not_approved(resource.settings_as(RegionSettings).approved, resource.at("region"))


def _belongs_there(resource: Resource) -> bool:
    module = resource.type.removeprefix("aws:").partition("/")[0]
    if module in _ONLY_THERE or resource.at("scope").one_of("CLOUDFRONT"):
        return True
    goes_with = _OF_A_GLOBAL_ONE.get(resource.type)
    return goes_with is not None and goes_with(resource)


ALLOWED = Rule(
    name="allowed-regions",
    area="regions",
    severity=Severity.HIGH,
    types=types_having("region"),
    asserts="Resources are in approved regions.",
    why="Detection, backup and contracts cover the approved regions only.",
    fix="Choose an approved region on the resource or its provider, or have the region approved.",
    settings=RegionSettings,
    check=check,
)
PROVIDER_REGION = Rule(
    name="provider-region",
    area="regions",
    severity=Severity.HIGH,
    types=Types(["pulumi:providers:aws"]),
    asserts="AWS providers work in approved regions.",
    why="Everything that the provider makes without a region of its own lands there.",
    fix="Set region of the provider (aws:region for the default one) to an approved region.",
    settings=RegionSettings,
    check=provider,
)
