"""What is known about resource types and functions beyond their schema: the data files, compiled."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from preview.synthesis.facts import facts
from preview.synthesis.holes import Template
from preview.synthesis.template import compiled


@dataclass(frozen=True, slots=True)
class Model:
    """How to make the id and the outputs of a type. Nested outputs are written `parent.child`.

    `id_property` is the property that the id repeats, where it does nothing else.
    """

    id: Template | None = None
    id_property: str = ""
    outputs: Mapping[str, Template] = field(default_factory=dict)
    nested: Mapping[tuple[str, ...], Template] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FunctionModel:
    """How to answer a function: its results by template, from a resource type's model, or by computing."""

    results: Mapping[str, Template]
    like: str = ""
    computed: str = ""


NOTHING = Model()
ONLY_PROPERTY = re.compile(r"^\{([A-Za-z]\w*)\}$")


@cache
def model_of(token: str) -> Model | None:
    """The model of the resource type `token`; None if its package has none at all."""
    package, _, rest = token.partition(":")
    if not is_modelled(package):
        return None
    entry = _entry(token, package, rest, "types")
    if "like" in entry:
        like = model_of(entry["like"]) or NOTHING
        base = like
    else:
        base = NOTHING
    written_id = entry.get("id", "")
    outputs = {name: compiled(written) for name, written in entry.get("outputs", {}).items()}
    return Model(
        compiled(written_id) if written_id else base.id,
        _only_property(written_id) if written_id else base.id_property,
        {**base.outputs, **{name: made for name, made in outputs.items() if "." not in name}},
        {**base.nested, **{tuple(name.split(".")): made for name, made in outputs.items() if "." in name}},
    )


@cache
def function_model(token: str) -> FunctionModel | None:
    """The model of the function `token`; None if its package has none at all."""
    package, _, rest = token.partition(":")
    entry = _entry(token, package, rest, "functions")
    if not is_modelled(package) and "computed" not in entry:
        return None
    return FunctionModel(
        {name: compiled(written) for name, written in entry.get("results", {}).items()},
        entry.get("like", ""),
        entry.get("computed", ""),
    )


@cache
def general_outputs(package: str) -> Mapping[str, Template]:
    """Outputs that mean the same wherever they occur in `package`, by name."""
    return {name: compiled(written) for name, written in _package(package).get("properties", {}).items()}


def is_modelled(package: str) -> bool:
    """Is anything known of this package's cloud?"""
    return _package(package).get("modelled") is True


def accepts_secrets(package: str) -> bool:
    """Does the provider take secrets as such? Bridged ones, the default, take plain values."""
    return _package(package).get("secrets") is True


def accepts_references(package: str) -> bool:
    """Does the provider take resource references? Others get ids."""
    return _package(package).get("references") is True


def is_objects(package: str) -> bool:
    """Are the types of this package Kubernetes objects?"""
    return _package(package).get("objects") is True


def _only_property(written: Any) -> str:
    match = ONLY_PROPERTY.match(written) if isinstance(written, str) else None
    return match[1] if match else ""


def _package(package: str) -> dict[str, Any]:
    found: dict[str, Any] = facts("packages")["packages"].get(package, {})
    return found


def _entry(token: str, package: str, rest: str, table: str) -> dict[str, Any]:
    module = rest.partition("/")[0].partition(":")[0]
    derived: dict[str, Any] = facts(f"{package}/derived").get(table, {}).get(token, {})
    written: dict[str, Any] = facts(f"{package}/{module}").get(table, {}).get(token, {})
    if "like" in written:
        return written
    return {**derived, **written, "outputs": {**derived.get("outputs", {}), **written.get("outputs", {})}}
