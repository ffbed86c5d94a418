"""ARNs, accounts, regions and zones."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from typing import Final

from preview.checks.rule import Format
from preview.project.nearest import did_you_mean, nearest
from preview.values import Value

_ARN: Final = re.compile(
    r"arn:(?P<partition>[^:]*):(?P<service>[^:]*):(?P<region>[^:]*):(?P<account>[^:]*):.+", re.S
)
_PARTITION: Final = re.compile(r"aws[a-z-]*|\*")
_REGION: Final = re.compile(r"[a-z]{2,5}(-[a-z]+)+-\d+|global|\*|")
_ACCOUNT: Final = re.compile(r"\d{12}|[a-z][\w-]*|\*|")
"""Some services write their own name where others write the account."""
_HOLE: Final = re.compile(r"[*?]|\$\{")
"""Where patterns are allowed, any part may hold them."""
_ZONE: Final = re.compile(r"(?P<region>[a-z]{2,5}(?:-[a-z]+)+-\d)[a-z]")
_IN_OTHER_PARTITION: Final = ("us-iso", "eu-iso")
"""Regions that accounts of the public partition do not see; their list is not public."""


def arn(value: Value) -> str | None:
    """An ARN, or a pattern of ARNs."""
    if not isinstance(value, str) or value in ("", "*"):
        return None
    parts = _ARN.fullmatch(value)
    if parts is None:
        return "is not an ARN: these are arn:partition:service:region:account:resource"
    for name, pattern in (("partition", _PARTITION), ("region", _REGION), ("account", _ACCOUNT)):
        part = parts[name]
        if not _HOLE.search(part) and not pattern.fullmatch(part):
            return f"is not an ARN: its {name} is {part!r}"
    return None if parts["service"] else "is not an ARN: it names no service"


def arn_of(services: Collection[str]) -> Format:
    """An ARN of one of these services."""

    def check(value: Value) -> str | None:
        malformed = arn(value)
        parts = _ARN.fullmatch(value) if isinstance(value, str) else None
        if malformed or parts is None or _HOLE.search(parts["service"]) or parts["service"] in services:
            return malformed
        return f"is an ARN of {parts['service']}, not of {' or '.join(services)}"

    return check


def account(value: Value) -> str | None:
    """The number of an account."""
    if not isinstance(value, str) or not value.isdigit() or len(value) == 12:
        return None
    return f"is not the number of an account: these have 12 digits, not {len(value)}"


def region(value: Value) -> str | None:
    """The name of a region."""
    if not isinstance(value, str) or not value or value.startswith(_IN_OTHER_PARTITION):
        return None
    known = _regions()
    return None if value in known else f"is not a region of AWS{did_you_mean(nearest(value, known))}"


def zone(value: Value) -> str | None:
    """The name of a zone that is called like its region; others, as local zones, are passed."""
    parts = _ZONE.fullmatch(value) if isinstance(value, str) else None
    wrong = region(parts["region"]) if parts else None
    if wrong is None:
        if isinstance(value, str) and value in _regions():
            return f"is not a zone but its region; zones are {value}a and so on"
        return None
    return f"is not a zone: {wrong.replace('is', str(parts and parts['region']) + ' is', 1)}"


@cache
def _regions() -> tuple[str, ...]:
    # The package of the facts imports this one.
    from preview.synthesis.facts import facts

    return tuple(facts("places")["regions"])
