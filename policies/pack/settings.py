"""The `policies` section of a stack file, by type. Imports pydantic and nothing else of weight.

landfall:policies:
  profile: production
  overrides:
    imds-hop-limit: advisory
    cloudwatch-log-retention: {enforcementLevel: mandatory, days: 400}
  waivers:
    - rule: s3-bucket-logging
      resource: "legacy-*"
      reason: Moves to the log archive in the next quarter.
      owner: tracking
      expires: "2027-03-31"
"""

import datetime
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, field_validator

from pack.suggest import did_you_mean

Level = Literal["mandatory", "advisory", "disabled"]
LEVELS: tuple[Level, ...] = ("mandatory", "advisory", "disabled")
PROFILES = ("sandbox", "development", "production")

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Waiver(_Section):
    """A finding that somebody decided to live with, for a reason and until a date."""

    rule: Text = Field(description="Name of the rule.")
    resource: Text = Field(description="Glob over the resource's name or URN; `*` and `?` as in a shell.")
    reason: Annotated[str, StringConstraints(strip_whitespace=True, min_length=10)] = Field(
        description="Why the finding is acceptable until then, in a sentence."
    )
    owner: Text = Field(description="Who answers for it.")
    expires: datetime.date = Field(description="The last day on which it holds, as YYYY-MM-DD.")

    @field_validator("expires", mode="before")
    @classmethod
    def _a_written_date(cls, value: object) -> object:
        # Only the one spelling: a number or a time of day would be read as some date, not as the one meant.
        if isinstance(value, str) and len(value) == len("YYYY-MM-DD"):
            return datetime.date.fromisoformat(value)
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value
        raise ValueError('expected a date as "YYYY-MM-DD"')

    def covers(self, rule: str, name: str, urn: str) -> bool:
        """Whether this waiver is about that rule and resource."""
        return self.rule == rule and (fnmatchcase(name, self.resource) or fnmatchcase(urn, self.resource))

    def expired(self, today: datetime.date) -> bool:
        """Whether its last day is over."""
        return today > self.expires


def _an_override(value: object) -> object:
    """A level, or an object whose level is one; anything else is one clear problem instead of two."""
    level = value.get("enforcementLevel", LEVELS[0]) if isinstance(value, Mapping) else value
    if level not in LEVELS:
        hint = did_you_mean(str(level), LEVELS)
        raise ValueError(f"it is {level!r}, but has to be one of {', '.join(LEVELS)}.{hint}".rstrip("."))
    return value


Override = Annotated[Level | dict[str, Any], BeforeValidator(_an_override)]


class PolicySettings(_Section):
    """Which profile judges a stack, and what deviates from it."""

    profile: Literal["sandbox", "development", "production"] = "production"
    overrides: dict[str, Override] = Field(
        default_factory=dict,
        description="Per rule a level, or an object of `enforcementLevel` and the rule's own settings.",
    )
    waivers: tuple[Waiver, ...] = ()
