"""Which tags every resource carries, and which values they take."""

from __future__ import annotations

import re
from typing import Self

from pydantic import Field, field_validator, model_validator

from preview.project import did_you_mean, nearest

from .base import Refused, Section, refuse
from .limits import limits

ACCOUNT_TAGS = {
    "owner": "owner",
    "cost-center": "cost_center",
    "environment": "environment",
    "data-classification": "data_classification",
}
"""The tags that follow from the account, with the account's field that gives their value."""


class TagRule(Section):
    """What one tag may say: one of a list, or text of a form."""

    values: tuple[str, ...] | None = Field(
        default=None, min_length=1, description="the values that are allowed"
    )
    pattern: str | None = Field(default=None, description="a regular expression for the whole value")

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, value: str | None) -> str | None:
        try:
            re.compile(value or "")
        except re.error as error:
            raise Refused(
                f"The pattern is no regular expression: {error}",
                allowed="a regular expression such as ^CC-[0-9]{4}$",
                fix="Correct the expression.",
            ) from None
        return value

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.values is None) == (self.pattern is None):
            raise Refused(
                "A tag needs either values or a pattern",
                given="neither" if self.values is None else "both",
                allowed="values: [a, b] or pattern: ^x$",
                fix="Add one of the two." if self.values is None else "Remove one of the two.",
            )
        longest = limits().tag_value
        refuse(
            [
                Refused(
                    f"The value has {len(value)} characters" if value else "The value is empty",
                    given=value,
                    allowed=f"1 to {longest} characters",
                    fix="Shorten the value." if value else "Remove it, or write a value.",
                    at=("values", index),
                )
                for index, value in enumerate(self.values or ())
                if not 0 < len(value) <= longest
            ]
        )
        return self

    @property
    def allowed(self) -> str:
        """The values as words."""
        return ", ".join(self.values) if self.values else f"text of the form {self.pattern}"

    def allows(self, value: str) -> bool:
        """Whether the tag may say that."""
        if self.values is not None:
            return value in self.values
        return re.fullmatch(self.pattern or "", value) is not None

    def refused(self, tag: str, value: str, *at: str | int) -> Refused | None:
        """What is wrong with the value of a tag, if anything; `at` is where it stands."""
        if self.allows(value):
            return None
        guess = nearest(value, self.values or ())
        return Refused(
            f"{value} is no value of the tag {tag}" + did_you_mean(guess),
            given=value,
            allowed=self.allowed,
            fix=f"Write {guess}." if guess else f"Use an allowed value, or extend tags.{tag}.",
            at=at,
        )
