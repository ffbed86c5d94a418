"""Which requests resource control policies bind."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("resource_control.json")


@cache
def _bound() -> tuple[frozenset[str], frozenset[str]]:
    found = json.loads(FILE.read_text(encoding="utf-8"))
    return frozenset(found["services"]), frozenset(action.lower() for action in found["exempt_actions"])


def bound_by_resource_policies(action: str) -> bool:
    """Whether AWS evaluates resource control policies for an action, given in small letters."""
    services, exempt = _bound()
    return action.partition(":")[0] in services and action not in exempt


def bound_services() -> frozenset[str]:
    """The prefixes of the services whose actions resource control policies bind."""
    return _bound()[0]
