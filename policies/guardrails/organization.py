"""The shape of an AWS organization: its accounts and the tree of its units. Pure, and light to import.

A unit is named by its path from the root, `Workloads/Production`. An account names the unit that it lives in;
the one without a unit is the management account, which AWS keeps in the root.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, RootModel, field_validator

from .refusal import Refused

SEPARATOR = "/"

# What Organizations and mail servers both take: no comments, no quoted local parts, a domain with a dot.
_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9-]+\.)+[A-Za-z]{2,}"
)
_ACCOUNT_ID = re.compile(r"[0-9]{12}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class OrganizationLimits:
    """What AWS Organizations takes: levels of units below the root, counts, and lengths in characters."""

    unit_depth: int
    units: int
    unit_name: int
    account_name: int
    email: int


class Account(BaseModel):
    """One AWS account, as somebody asks for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str | None = Field(
        default=None,
        description="the account's 12 digits in quotes; only for an account that existed before",
        examples=["111122223333"],
    )
    name: str = Field(
        description="the account's name, unique in the organization", examples=["Meridian audit"]
    )
    email: str = Field(
        description="the root user's e-mail address, never used by another account",
        examples=["aws+audit@example.com"],
    )
    unit: str | None = Field(
        default=None,
        description="the path of the unit it lives in; left out for the management account alone",
        examples=["Workloads/Production"],
    )
    owner: str = Field(
        description="the team that answers for it, a value of the tag owner", examples=["platform"]
    )
    cost_center: str = Field(description="who pays, a value of the tag cost-center", examples=["CC-1000"])
    environment: str = Field(description="a value of the tag environment", examples=["production"])
    data_classification: str = Field(
        description="a value of the tag data-classification", examples=["internal"]
    )

    @property
    def is_management(self) -> bool:
        """Whether this is the account that owns the organization."""
        return self.unit is None

    @field_validator("id")
    @classmethod
    def _twelve_digits(cls, value: str | None) -> str | None:
        if value is not None and not _ACCOUNT_ID.fullmatch(value):
            raise Refused(
                f"{value} is no account id",
                allowed='12 digits in quotes, such as "111122223333"',
                fix="Write all 12 digits, without spaces or dashes, in quotes.",
            )
        return value

    @field_validator("email")
    @classmethod
    def _well_formed(cls, value: str) -> str:
        if not _EMAIL.fullmatch(value):
            raise Refused(
                f"{value} is no e-mail address",
                allowed="name@domain, such as aws+audit@example.com",
                fix="Correct the address: AWS sends the root user's mail there.",
            )
        return value

    @field_validator("name")
    @classmethod
    def _printable(cls, value: str) -> str:
        if not value.strip() or value != value.strip() or not value.isprintable():
            raise Refused(
                f"{value!r} is no account name",
                allowed="printable text that neither starts nor ends with a space",
                fix="Correct the name.",
            )
        return value


class Units(RootModel[dict[str, "Units"]]):
    """The units below the root or below a unit, by name; a unit without any has `{}`."""

    model_config = ConfigDict(frozen=True)

    def paths(self) -> Iterator[str]:
        """Every unit's path, parents before their children, in the order of the file."""
        for name, below in self.root.items():
            yield name
            yield from (f"{name}{SEPARATOR}{path}" for path in below.paths())


def parent_of(path: str) -> str | None:
    """The path of the unit that holds this one; None for the root."""
    return path.rpartition(SEPARATOR)[0] or None


def ancestors(path: str) -> tuple[str, ...]:
    """The units from the top one down to the path itself: policies are inherited in this order."""
    steps = path.split(SEPARATOR)
    return tuple(SEPARATOR.join(steps[: count + 1]) for count in range(len(steps)))


def refused_units(units: Units, limits: OrganizationLimits) -> list[Refused]:
    """What Organizations would refuse of the tree; `at` leads from the tree's top to the unit."""
    refusals: list[Refused] = []
    paths = list(units.paths())
    if len(paths) > limits.units:
        refusals.append(
            Refused(
                f"The organization has {len(paths)} units",
                given=str(len(paths)),
                allowed=f"at most {limits.units}",
                fix="Merge units that no policy tells apart.",
            )
        )

    def walk(tree: Units, at: tuple[str, ...]) -> None:
        for name, below in tree.root.items():
            here = (*at, name)
            if not name.strip() or SEPARATOR in name or len(name) > limits.unit_name:
                refusals.append(
                    Refused(
                        f"{name!r} is no name for a unit",
                        given=name,
                        allowed=f"1 to {limits.unit_name} characters, without {SEPARATOR}",
                        fix="Rename the unit; a unit in a unit is written as a nested key.",
                        at=here,
                    )
                )
            if len(here) == limits.unit_depth + 1:
                refusals.append(
                    Refused(
                        f"{SEPARATOR.join(here)} lies {len(here)} levels below the root",
                        given=SEPARATOR.join(here),
                        allowed=f"at most {limits.unit_depth} levels",
                        fix="Move the unit up, or merge it with the one that holds it.",
                        at=here,
                    )
                )
            walk(below, here)

    walk(units, ())
    return refusals
