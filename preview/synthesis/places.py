"""Where a resource would be made: partition, region, account."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from preview.synthesis.contract import ProviderConfig
from preview.synthesis.facts import facts
from preview.values import UNKNOWN, Unknown, Value, plain

ACCOUNT_IN_ARN = re.compile(r"^arn:[\w-]+:(?:iam|sts)::(\d{12}):")


@dataclass(frozen=True, slots=True)
class Place:
    """A region of an account; what the configuration did not say is assumed and marked so."""

    region: str | Unknown
    account: str
    region_assumed: bool = False
    account_assumed: bool = False

    @property
    def partition(self) -> str | Unknown:
        """`aws`, `aws-cn`, `aws-us-gov`, ... as the region says."""
        return partition_of(self.region)["name"] if isinstance(self.region, str) else UNKNOWN

    @property
    def suffix(self) -> str | Unknown:
        """The domain under which the services of the partition answer."""
        return partition_of(self.region)["dnsSuffix"] if isinstance(self.region, str) else UNKNOWN


def partition_of(region: str) -> dict[str, Any]:
    """The partition whose region names start like `region`; the public one if none does."""
    partitions: list[dict[str, Any]] = facts("places")["partitions"]
    for partition in partitions:
        if region.startswith(tuple(partition["prefixes"])):
            return partition
    return partitions[-1]


def place_of(inputs: Mapping[str, Value], provider: ProviderConfig | None) -> Place:
    """The place of a resource or a call with these inputs.

    The region is that of the inputs, else the provider's; the account that of the role which the provider
    assumes last, else the only one that it allows.
    """
    configured = provider.inputs if provider is not None else {}
    assumed = facts("places")["assumed"]
    account = account_of(configured)
    region, region_assumed = plain(inputs.get("region")), False
    if not isinstance(region, str | Unknown) or region == "":
        region = plain(configured.get("region"))
    if not isinstance(region, str | Unknown) or region == "":
        region, region_assumed = assumed["region"], True
    return Place(region, account or assumed["account"], region_assumed, account_assumed=account is None)


def account_of(provider_inputs: Mapping[str, Value]) -> str | None:
    """The account that a provider with these inputs works in; None if they do not say."""
    roles = plain(provider_inputs.get("assumeRoles"))
    candidates = list(reversed(roles)) if isinstance(roles, list) else []
    candidates += [plain(provider_inputs.get(key)) for key in ("assumeRole", "assumeRoleWithWebIdentity")]
    for role in candidates:
        arn = role.get("roleArn") if isinstance(role, dict) else None
        if isinstance(arn, str) and (match := ACCOUNT_IN_ARN.match(arn)):
            return match[1]
    allowed = plain(provider_inputs.get("allowedAccountIds"))
    if isinstance(allowed, list) and len(allowed) == 1 and isinstance(allowed[0], str):
        return allowed[0]
    return None
