"""The properties of types, as the comparison needs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from preview.checks.formats import is_strict, rules_of
from preview.checks.listed import listed_rules
from preview.checks.relations import Relations, relations_of
from preview.checks.rule import Rule
from preview.schema import Property, SchemaIndex, Type

_TEXT_OR_OBJECT: Final = frozenset({("pulumi:providers:kubernetes", "kubeconfig")})
"""Properties declared as text whose providers take the object that it describes as well."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The properties of a type, ready to compare with."""

    properties: Mapping[str, tuple[Type, tuple[Rule, ...]]]
    required: tuple[str, ...]
    names: Mapping[str, str]
    """Every name that a program may have written, in Python or on the wire."""
    relations: Relations
    strict: bool
    """Is text refused where a number is declared, and the reverse? Providers of clouds take either."""


class Shapes:
    """The shapes of resources and nested objects. Safe to use from several threads."""

    def __init__(self, schemas: SchemaIndex) -> None:
        self._schemas = schemas
        self._shapes: dict[str, Shape | None] = {}

    def of_resource(self, token: str) -> Shape | None:
        """The inputs of a resource type; None if no installed SDK declares it."""
        try:
            return self._shapes[token]
        except KeyError:
            declared = self._schemas.resource(token)
            shape = self._shape(declared.package, token, declared.inputs) if declared else None
            self._shapes[token] = shape
            return shape

    def of_object(self, type: Type) -> Shape | None:
        """The properties of a nested object; None if the SDK does not say."""
        try:
            return self._shapes[type.name]
        except KeyError:
            declared = self._schemas.object(type)
            package, module, _, name = type.name.split("|", 3)
            shape = self._shape(package, f"{module}:{name}", declared.properties) if declared else None
            self._shapes[type.name] = shape
            return shape

    def values_of_enum(self, type: Type) -> tuple[str | int | float | bool, ...]:
        """The values of an enumeration; none if the SDK does not say."""
        declared = self._schemas.enum(type)
        return declared.values if declared else ()

    def _shape(self, package: str, owner: str, properties: Mapping[str, Property]) -> Shape:
        installed = self._schemas.packages.get(package)
        version = installed.version if installed else ""
        names = {prop.python_name: name for name, prop in properties.items()}
        return Shape(
            {
                name: (
                    Type("any") if (owner, name) in _TEXT_OR_OBJECT else prop.type,
                    (*rules_of(package, owner, name), *listed_rules(package, version, owner, name)),
                )
                for name, prop in properties.items()
            },
            tuple(name for name, prop in properties.items() if prop.required),
            names | {name: name for name in properties},
            relations_of(package, owner),
            is_strict(package),
        )
