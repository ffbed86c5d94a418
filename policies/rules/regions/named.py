"""Regions that a resource names besides its own: replicas, destinations, ARNs."""

import re
from collections.abc import Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.rule import Rule, Severity, Types
from pack.verdict import Verdict, fail, unknown

from rules.regions.allowed import RegionSettings

_ARN = re.compile(r"arn:aws[a-z-]*:([a-z0-9-]+):([a-z]{2}(?:-[a-z]+)+-\d):\d{12}:\S+")
_REGION = re.compile(r"[a-z]{2}(?:-[a-z]+)+-\d")

# Properties whose value is a region; a target may be something else.
_NAMES = frozenset(
    {"region", "regionName", "destinationRegion", "peerRegion", "replicaRegion", "target", "targetRegion"}
)

# Maps whose keys are free: a tag that is called region moves nothing.
_FREE = frozenset({"tags", "tagsAll", "volumeTags", "variables"})

# Certificates and web ACLs of CloudFront, its functions, and billing metrics exist in us-east-1 only; so does
# whatever these global services write to or sign with.
_ONLY_THERE = frozenset({"acm", "wafv2", "lambda", "cloudwatch", "sns"})
_GLOBAL = ("aws:cloudfront/", "aws:route53/", "aws:shield/")
_REGION_SWITCH = "aws:account/region:Region"  # of an account, by name
_DEEPEST = 8


def check(resource: Resource) -> Iterator[Verdict]:
    """No nested region, and no ARN anywhere in the properties, is in a region that is not approved.

    Anything not known might hold an ARN; only what certainly names a region is told as not known.
    """
    approved = resource.settings_as(RegionSettings).approved
    if approved and resource.type.startswith(_GLOBAL):
        approved = (*approved, "us-east-1")
    switched_off = resource.type == _REGION_SWITCH and resource.at("enabled").is_false()
    if approved and not switched_off:
        for name, value in resource.items():
            if name != "region":  # its own, judged by allowed-regions
                yield from _walk(value, approved, name, _DEEPEST)


def _walk(value: Reader, approved: tuple[str, ...], key: str, depth: int) -> Iterator[Verdict]:
    if value.unknown and key in _NAMES - {"target"}:
        yield unknown(value)
    elif isinstance(value.value, str):
        yield from _judge(value, approved, key)
    elif key in _FREE:
        for _, element in value.items():
            yield from _walk(element, approved, "", depth - 1)
    elif depth and isinstance(value.value, list):
        for element in value.each():
            yield from _walk(element, approved, key, depth - 1)
    elif depth:
        for name, element in value.items():
            yield from _walk(element, approved, name, depth - 1)


def _judge(value: Reader, approved: tuple[str, ...], key: str) -> Iterator[Verdict]:
    text = value.value
    if key in _NAMES and _REGION.fullmatch(text) and text not in approved:
        yield fail(f"{value.path} is {value.shown}, not one of {', '.join(approved)}.", value)
    arn = _ARN.fullmatch(text) if text.startswith("arn:") else None
    if arn and arn[2] not in approved and not (arn[2] == "us-east-1" and arn[1] in _ONLY_THERE):
        yield fail(f"{value.path} names {value.show(arn[2])}, not one of {', '.join(approved)}.", value)


NAMED = Rule(
    name="named-regions",
    area="regions",
    severity=Severity.MEDIUM,
    types=Types(when=lambda token: token.startswith("aws:"), summary="every AWS type"),
    asserts="Resources name no region that is not approved: no replica, no destination, no ARN.",
    why="A replica or a key elsewhere takes the data out of the approved regions.",
    fix="Name a resource in an approved region, or have the region approved.",
    settings=RegionSettings,
    check=check,
)
