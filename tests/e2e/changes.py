"""One changed setting for each stack, whose effect a deployment must show and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

ORDER: Final = ("management", "security", "network", "dev", "staging", "prod")
"""Each stack after those that it refers to."""

SETTINGS: Final = {
    "management": ("landfall:organization.service_access[0]", "license-manager.amazonaws.com"),
    "security": ("landfall:audit.flow_logs.glacier_after_days", "120"),
    "network": ("landfall:egress.firewall.domains.names[0]", ".example.com"),
    "dev": ("landfall:spoke.endpoints[0]", "xray"),
    "staging": ("landfall:spoke.endpoints[0]", "xray"),
    "prod": ("landfall:spoke.endpoints[0]", "xray"),
}
"""The path of `pulumi config set --path`, and the value."""


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str]:
    """What has to happen between two previews of one stack: `create`, `delete` or `change` by URN."""
    old = {each["urn"]: each["inputs"] for each in before["resources"]}
    new = {each["urn"]: each["inputs"] for each in after["resources"]}
    found = dict.fromkeys(sorted(new.keys() - old.keys()), "create")
    found |= dict.fromkeys(sorted(old.keys() - new.keys()), "delete")
    found |= {urn: "change" for urn in sorted(old.keys() & new.keys()) if old[urn] != new[urn]}
    return found
