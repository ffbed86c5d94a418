"""The shared facts that the guardrail tests are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from guardrails.catalogue import CATALOGUE
from guardrails.settings import Facts

SHARED: Mapping[str, Any] = {
    "company": {"prefix": "meridian"},
    "regions": {"home": "eu-west-1", "approved": ["eu-west-1", "us-east-1"]},
    "tags": {
        "owner": {"values": ["platform", "tracking"]},
        "cost-center": {"pattern": "^CC-[0-9]{4}$"},
    },
}


def facts(attach: Mapping[str, Sequence[str]] | None = None, **settings: Any) -> Facts:
    """Facts with these attachments; the catalogue's own where none are given."""
    if attach is None:
        found: dict[str, list[str]] = {}
        for guardrail in CATALOGUE.values():
            for unit in guardrail.units:
                found.setdefault(unit, []).append(guardrail.id)
        attach = found
    return Facts.read({**SHARED, "guardrails": {"attach": attach, **settings}})
