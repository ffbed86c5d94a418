"""Tags of things that stand for an account, rather than lie in one."""

from __future__ import annotations

from guardrails.organization import Account

from components.config.tags import ACCOUNT_TAGS


def account_tags(account: Account) -> dict[str, str]:
    """Owner, payer and sensitivity of the account itself; the provider's defaults tell its caller's."""
    return {tag: getattr(account, field) for tag, field in ACCOUNT_TAGS.items()}
