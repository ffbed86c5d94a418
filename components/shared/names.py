"""Physical names, for the few things that somebody outside the stack has to know by name.

Everything else is named by Pulumi, with a random suffix, so that a replacement never collides with what it
replaces.
"""

from __future__ import annotations

ROLE_NAME_LENGTH = 64


def role_name(prefix: str, purpose: str) -> str:
    """Name of a role that guardrails and other accounts refer to, such as `meridian-transit-production`."""
    name = f"{prefix}-{purpose}"
    if len(name) > ROLE_NAME_LENGTH:
        raise ValueError(
            f"role name {name!r} has {len(name)} characters; IAM allows {ROLE_NAME_LENGTH}: "
            "shorten company.prefix"
        )
    return name


def role_arn(account_id: str, name: str) -> str:
    """ARN of a role without path. `account_id` may be `*` in a condition."""
    return f"arn:aws:iam::{account_id}:role/{name}"


def key_alias(prefix: str, purpose: str) -> str:
    """Alias under which people and queries find a key."""
    return f"alias/{prefix}-{purpose}"
