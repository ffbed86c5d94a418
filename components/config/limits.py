"""What AWS and the operating system take at most, from `limits.json`, each number with source and date."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from guardrails.organization import OrganizationLimits

FILE = Path(__file__).with_name("limits.json")


@dataclass(frozen=True, kw_only=True)
class Limits:
    """The numbers; `limits.json` says of each what it means."""

    vpc_shortest_prefix: int
    vpc_longest_prefix: int
    transit_gateway_route_tables: int
    network_acl_rules: int
    firewall_policy_capacity: int
    firewall_rule_file: int
    unit_depth: int
    units: int
    unit_name: int
    account_name: int
    account_email: int
    tag_key: int
    tag_value: int
    company_prefix: int
    configuration_bytes: int

    @property
    def organization(self) -> OrganizationLimits:
        """Those that concern accounts and units."""
        return OrganizationLimits(
            unit_depth=self.unit_depth,
            units=self.units,
            unit_name=self.unit_name,
            account_name=self.account_name,
            email=self.account_email,
        )


@cache
def limits() -> Limits:
    """The limits; read once. A key that the class does not have, or one that lacks, raises TypeError."""
    entries = json.loads(FILE.read_text(encoding="utf-8"))
    numbers = {name: entry["value"] for name, entry in entries.items()}
    wrong = [field.name for field in fields(Limits) if type(numbers.get(field.name, 0)) is not int]
    if wrong:
        raise TypeError(f"{FILE.name}: {', '.join(wrong)} must be whole numbers")
    return Limits(**numbers)
