"""Physical names for resources that were given none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from preview.schema import ResourceSchema
from preview.synthesis.facts import facts
from preview.synthesis.seeds import ALPHABETS, seeded
from preview.values import Value, plain


@dataclass(frozen=True, slots=True)
class Naming:
    """How a provider names a resource: `<logical name><separator><random>`.

    `random` is the number of random characters, 0 for none; `suffix_if` names a boolean input that, where
    true, appends `suffix`. `short_if` holds an input, a text that it may contain and the random characters
    used then.
    """

    property: str = "name"
    separator: str = "-"
    random: int = 7
    alphabet: str = "hex"
    lower: bool = False
    prefix: str = ""
    suffix: str = ""
    suffix_if: str = ""
    short_if: tuple[str, str, int] | None = None

    def name(self, urn: str, inputs: Mapping[str, Value]) -> str:
        """The name for the resource `urn`."""
        logical = urn.rpartition("::")[2]
        if self.lower:
            logical = logical.lower()
        count = self.random
        if self.short_if is not None:
            value = plain(inputs.get(self.short_if[0]))
            if isinstance(value, str) and self.short_if[1] in value.lower():
                count = self.short_if[2]
        name = logical
        if count:
            name += self.separator + seeded(ALPHABETS[self.alphabet], count, urn, self.property)
        if self.prefix and not name.startswith(self.prefix):
            name = self.prefix + name
        if self.suffix_if and plain(inputs.get(self.suffix_if)) is True:
            name += self.suffix
        return name


GENERAL = Naming()


@cache
def _particular(token: str) -> tuple[Naming, ...]:
    entries: list[dict[str, Any]] = facts("names")["types"].get(token, [])
    found: list[Naming] = []
    for entry in entries:
        settings: dict[str, Any] = dict(entry)
        if "short_if" in settings:
            settings["short_if"] = tuple(settings["short_if"])
        found.append(Naming(**settings))
    return tuple(found)


def namings(schema: ResourceSchema) -> Iterator[Naming]:
    """How resources of this type are named: as the table says, and by `name` where that may be left out."""
    particular = _particular(schema.token)
    yield from particular
    name = schema.inputs.get(GENERAL.property)
    if (
        name is not None
        and not name.required
        and name.type.kind == "string"
        and schema.package in facts("names")["packages"]
        and all(naming.property != GENERAL.property for naming in particular)
    ):
        yield GENERAL


def made_names(schema: ResourceSchema, urn: str, inputs: Mapping[str, Value]) -> frozenset[str]:
    """The properties of these checked inputs that hold a name which `given_names` made."""
    return frozenset(
        naming.property
        for naming in namings(schema)
        if naming.random and inputs.get(naming.property) == naming.name(urn, inputs)
    )


def given_names(schema: ResourceSchema, urn: str, inputs: Mapping[str, Value]) -> dict[str, str]:
    """The names that the provider would add to these inputs, by property.

    A name that is set stays; one is not made up where the input for its beginning (`namePrefix`) is set.
    """
    return {
        naming.property: naming.name(urn, inputs)
        for naming in namings(schema)
        if inputs.get(naming.property) is None and inputs.get(f"{naming.property}Prefix") is None
    }
