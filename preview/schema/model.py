"""The shape of a schema: types, properties, resources, functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal[
    "string",
    "integer",
    "number",
    "boolean",
    "any",
    "asset",
    "archive",
    "list",
    "map",
    "object",
    "enum",
    "resource",
    "union",
]


@dataclass(frozen=True, slots=True)
class Type:
    """A declared type.

    `element` belongs to lists and maps (whose keys are strings). `name` of an object or an enumeration is its
    key in the index, of a resource the Python name of its class; a fixed string (`Literal`) is a string whose
    `name` is that text. `options` belongs to unions.
    """

    kind: Kind
    element: Type | None = None
    name: str = ""
    options: tuple[Type, ...] = ()


ANY = Type("any")
STRING = Type("string")


@dataclass(frozen=True, slots=True)
class Property:
    """One property: its name on the wire, its name in Python, its type.

    An input is required if leaving it out is an error; an output if it always has a value once deployed.
    """

    name: str
    python_name: str
    type: Type
    required: bool


@dataclass(frozen=True, slots=True)
class ResourceSchema:
    """A resource type. `component` marks remote components, `provider` provider resources."""

    token: str
    package: str
    inputs: Mapping[str, Property]
    outputs: Mapping[str, Property]
    component: bool = False
    provider: bool = False


@dataclass(frozen=True, slots=True)
class ObjectSchema:
    """A nested object type."""

    name: str
    properties: Mapping[str, Property]


@dataclass(frozen=True, slots=True)
class EnumSchema:
    """An enumeration and its values, in the order of the SDK."""

    name: str
    values: tuple[str | int | float | bool, ...]


@dataclass(frozen=True, slots=True)
class FunctionSchema:
    """A provider function: its arguments and the properties of its result."""

    token: str
    package: str
    arguments: Mapping[str, Property]
    results: Mapping[str, Property]
