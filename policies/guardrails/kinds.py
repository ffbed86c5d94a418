"""The policy types of AWS Organizations and their quotas."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("quotas.json")


class PolicyType(StrEnum):
    """The policy types that Organizations can enable on its root."""

    SERVICE_CONTROL = "SERVICE_CONTROL_POLICY"
    RESOURCE_CONTROL = "RESOURCE_CONTROL_POLICY"
    DECLARATIVE_EC2 = "DECLARATIVE_POLICY_EC2"
    TAG = "TAG_POLICY"
    BACKUP = "BACKUP_POLICY"
    AI_OPT_OUT = "AISERVICES_OPT_OUT_POLICY"
    CHATBOT = "CHATBOT_POLICY"
    S3 = "S3_POLICY"
    SECURITY_HUB = "SECURITYHUB_POLICY"
    INSPECTOR = "INSPECTOR_POLICY"
    BEDROCK = "BEDROCK_POLICY"
    UPGRADE_ROLLOUT = "UPGRADE_ROLLOUT_POLICY"

    @property
    def decides(self) -> bool:
        """Whether policies of this type allow and deny requests; the others configure services."""
        return self in (PolicyType.SERVICE_CONTROL, PolicyType.RESOURCE_CONTROL)

    @property
    def label(self) -> str:
        """The type as messages name it."""
        return _LABELS.get(self, self.value.lower().replace("_", " "))


_LABELS = {
    PolicyType.SERVICE_CONTROL: "service control policy",
    PolicyType.RESOURCE_CONTROL: "resource control policy",
    PolicyType.DECLARATIVE_EC2: "declarative policy for EC2",
    PolicyType.AI_OPT_OUT: "AI services opt-out policy",
    PolicyType.S3: "S3 policy",
}


@dataclass(frozen=True, kw_only=True)
class Quota:
    """What Organizations takes of one policy type."""

    characters: int  # of one policy as it is saved, white space included
    per_node: int  # attached to the root, a unit or an account itself; inherited ones do not count
    kept: int  # of these, taken by a policy of AWS's own that stays attached everywhere

    @property
    def free_per_node(self) -> int:
        """How many policies of one's own can be attached to a node."""
        return self.per_node - self.kept


@cache
def quotas() -> dict[PolicyType, Quota]:
    """The quotas by type; `quotas.json` gives source and date."""
    found = json.loads(FILE.read_text(encoding="utf-8"))["quotas"]
    return {PolicyType(kind): Quota(**numbers) for kind, numbers in found.items()}
