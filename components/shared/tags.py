"""Tags of things that stand for an account, rather than lie in one."""

from __future__ import annotations

from pydantic import BaseModel

from components.config.tags import ACCOUNT_TAGS


def account_tags(account: BaseModel) -> dict[str, str]:
    """Owner, payer and sensitivity of an account as the shared facts describe it.

    A stack's own resources get theirs from the provider. What one account holds for another (the management
    account its members, for one) would be tagged with the holder's.
    """
    return {tag: getattr(account, field) for tag, field in ACCOUNT_TAGS.items()}
