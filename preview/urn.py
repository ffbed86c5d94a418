"""URNs: the names by which a deployment knows its resources.

`urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`. A name may itself contain `::` and `$`; a type
may not. The types of all parents up to, but without, the root stack resource are written in front.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

STACK_TYPE: Final = "pulumi:pulumi:Stack"
STACK_REFERENCE_TYPE: Final = "pulumi:pulumi:StackReference"
PROVIDER_PREFIX: Final = "pulumi:providers:"


@dataclass(frozen=True)
class Urn:
    """A URN taken apart; `qualified_type` has the types of the parents."""

    stack: str
    project: str
    qualified_type: str
    name: str

    @property
    def type(self) -> str:
        """The resource's own type."""
        return self.qualified_type.rsplit("$", 1)[-1]

    def __str__(self) -> str:
        return f"urn:pulumi:{self.stack}::{self.project}::{self.qualified_type}::{self.name}"


def parse_urn(text: str) -> Urn:
    """Take a URN apart. Raises ValueError if it is none."""
    parts = text.split("::", 3)
    if len(parts) != 4 or not parts[0].startswith("urn:pulumi:"):
        raise ValueError(f"{text!r} is not a URN: expected urn:pulumi:<stack>::<project>::<type>::<name>")
    return Urn(parts[0].removeprefix("urn:pulumi:"), parts[1], parts[2], parts[3])


def is_urn(text: str) -> bool:
    """Does `text` have the form of a URN?"""
    return text.startswith("urn:pulumi:") and text.count("::") >= 3


def make_urn(stack: str, project: str, parent: str, type: str, name: str) -> str:
    """The URN of a resource; `parent` is a URN, or empty for a resource without parent."""
    qualified = type
    if parent:
        parent_type = parse_urn(parent).qualified_type
        if parent_type != STACK_TYPE:
            qualified = f"{parent_type}${type}"
    return f"urn:pulumi:{stack}::{project}::{qualified}::{name}"


def urn_type(urn: str) -> str:
    """The resource's own type. Raises ValueError."""
    return parse_urn(urn).type


def urn_name(urn: str) -> str:
    """The resource's name. Raises ValueError."""
    return parse_urn(urn).name


def package_of(type: str) -> str:
    """The package a type or function token belongs to; for a provider resource, the package it provides."""
    if type.startswith(PROVIDER_PREFIX):
        return type.removeprefix(PROVIDER_PREFIX)
    return type.split(":", 1)[0]


def is_provider(type: str) -> bool:
    """Is this the type of a provider resource?"""
    return type.startswith(PROVIDER_PREFIX)


def provider_reference(urn: str, id: str) -> str:
    """How one resource names the provider it belongs to."""
    return f"{urn}::{id}"


def provider_urn(reference: str) -> str:
    """The URN within a provider reference. Raises ValueError."""
    urn, separator, _ = reference.rpartition("::")
    if not separator or not is_urn(urn):
        raise ValueError(f"{reference!r} is not a provider reference: expected <urn>::<id>")
    return urn
