"""Facts about the company that rules take their defaults from, where a project states them.

They stand in the project's configuration (`<project>:tags`, `<project>:regions`). Another program may use the
same key for something else: what does not have this shape is not a fact, and the rules' own settings decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TagFact(_Fact):
    """What a tag may say: one of some values, or a text that matches a pattern; otherwise, anything."""

    values: tuple[str, ...] = ()
    pattern: str = ""


class _Regions(BaseModel):
    model_config = ConfigDict(frozen=True)

    approved: tuple[str, ...]


class Facts(_Fact):
    """What the project says; empty where it says nothing."""

    tags: dict[str, TagFact] = {}
    approved_regions: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Shared:
    """The project's configuration values, decoded, by key without namespace, as they are written.

    For rules that judge by more than their settings hold: the organization is no setting of a rule. One
    object for a run, so that what is made of it can be kept by it.
    """

    values: Mapping[str, Any] = field(default_factory=dict)


def facts_of(values: Mapping[str, Any]) -> Facts:
    """The facts among a project's configuration values (decoded, by key without namespace)."""
    try:
        tags = TypeAdapter(dict[str, TagFact]).validate_python(values.get("tags") or {})
    except ValidationError:
        tags = {}
    try:
        approved = _Regions.model_validate(values.get("regions") or {}).approved
    except ValidationError:
        approved = ()
    return Facts(tags=tags, approved_regions=approved)
