"""Everything that one stack is told, assembled."""

from __future__ import annotations

from guardrails.attachments import Attachments
from guardrails.organization import Account, Units
from guardrails.packing import PackedPolicy
from guardrails.settings import GuardrailSettings
from pack.settings import PolicySettings
from pydantic import Field

from .addresses import Addresses
from .audit import AuditSettings
from .base import Section
from .company import Company
from .egress import EgressSettings
from .flows import Flows
from .guardrails import facts
from .organization import OrganizationSettings
from .regions import Regions
from .roles import StackRoles
from .segments import Segment
from .shared_endpoints import SharedEndpointsSettings
from .spoke import SpokeSettings
from .tags import ACCOUNT_TAGS, TagRule
from .transit import TransitSettings

SHARED = (
    "company",
    "regions",
    "tags",
    "addresses",
    "stacks",
    "segments",
    "flows",
    "units",
    "accounts",
    "guardrails",
)
"""The facts that stand once, in the project file, for every stack."""


class Settings(Section):
    """What one stack is told: the facts that all share, its account, and a section for each layer it builds.

    Each field but `project` and `stack` is a configuration key of the project.
    """

    project: str
    stack: str

    company: Company = Field(description="whose landing zone it is")
    regions: Regions = Field(description="home, recovery and approved regions")
    tags: dict[str, TagRule] = Field(description="what each tag may say")
    addresses: Addresses = Field(description="supernets and ranges on premises")
    stacks: StackRoles = Field(description="which stack plays which part")
    segments: dict[str, Segment] = Field(description="route tables of the transit gateway")
    flows: Flows = Field(default=Flows(), description="which flows must work, and which must never")
    units: Units = Field(description="the tree of organizational units")
    accounts: dict[str, Account] = Field(description="every account by its key")
    guardrails: GuardrailSettings | None = Field(default=None, description="which policies bind which units")

    account: str = Field(
        description="the key in accounts of the account that the stack is built in", examples=["tracking-dev"]
    )
    organization: OrganizationSettings | None = Field(default=None, description="the organization itself")
    audit: AuditSettings | None = Field(default=None, description="the log archive")
    transit: TransitSettings | None = Field(default=None, description="the transit gateway")
    egress: EgressSettings | None = Field(default=None, description="the way to the internet")
    endpoints: SharedEndpointsSettings | None = Field(
        default=None, description="endpoints that networks share"
    )
    spoke: SpokeSettings | None = Field(default=None, description="a workload's own network")
    policies: PolicySettings | None = Field(default=None, description="what the policy pack makes of it")

    @property
    def stack_account(self) -> Account:
        """The account that the stack is built in."""
        return self.accounts[self.account]

    def guardrail_policies(self) -> list[PackedPolicy]:
        """The policies that the guardrails are packed into, for each unit that has any."""
        if self.guardrails is None:
            return []
        return Attachments(
            facts(
                self.guardrails,
                home=self.regions.home,
                regions=self.regions.approved,
                prefix=self.company.prefix,
                tags=self.tags,
            )
        ).packed()

    def default_tags(self) -> dict[str, str]:
        """The tags that every resource of the stack carries: the account's, and where they come from."""
        account = self.stack_account
        return {
            **{tag: getattr(account, field) for tag, field in ACCOUNT_TAGS.items()},
            "managed-by": "landfall",
            "stack": self.stack,
        }


SECTIONS = tuple(name for name in Settings.model_fields if name not in ("project", "stack"))
"""The configuration keys that exist, without their namespace."""

LAYERS = ("organization", "audit", "transit", "egress", "endpoints", "spoke")
"""The sections that build something when they are present."""
