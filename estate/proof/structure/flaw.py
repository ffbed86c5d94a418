"""A mistake in the plan of one resource."""

from __future__ import annotations

from dataclasses import dataclass

from ..planned import Resource


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a resource, why it matters and what to do about it."""

    rule: str
    mandatory: bool
    resource: Resource
    message: str
    why: str
    fix: str
