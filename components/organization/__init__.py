"""The organization, its tree of units, and its accounts."""

from components.organization.account import Account, AccountArgs
from components.organization.organization import Organization, OrganizationArgs

__all__ = ["Account", "AccountArgs", "Organization", "OrganizationArgs"]
