"""Whose landing zone it is."""

from __future__ import annotations

import re

from pydantic import Field, field_validator

from .base import Refused, Section
from .limits import limits

_PREFIX = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_CONTACT = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class Company(Section):
    """The company, as names and messages show it."""

    name: str = Field(min_length=1, description="the company's name", examples=["Meridian Parcel"])
    prefix: str = Field(description="what physical names start with, in small letters", examples=["meridian"])
    domain: str = Field(description="the company's DNS domain", examples=["meridianparcel.example"])
    contact: str = Field(
        description="the e-mail address of the team that runs the platform",
        examples=["cloud-platform@meridianparcel.example"],
    )

    @field_validator("prefix")
    @classmethod
    def _fits_into_names(cls, value: str) -> str:
        if not _PREFIX.fullmatch(value) or len(value) > limits().company_prefix:
            raise Refused(
                f"{value} cannot start the name of a bucket",
                allowed=f"1 to {limits().company_prefix} small letters, digits, single dashes",
                fix="Choose a short word in small letters.",
            )
        return value

    @field_validator("domain")
    @classmethod
    def _is_a_domain(cls, value: str) -> str:
        if not _DOMAIN.fullmatch(value):
            raise Refused(
                f"{value} is no DNS domain",
                allowed="labels joined by dots, in small letters, such as example.com",
                fix="Write the domain alone, without scheme, path or a dot at its end.",
            )
        return value

    @field_validator("contact")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if not _CONTACT.fullmatch(value):
            raise Refused(
                f"{value} is no e-mail address",
                allowed="name@domain",
                fix="Write the address of a mailbox that a team reads.",
            )
        return value
