"""Values written down in the data files: text with holes, and lists and maps of such text.

A hole is one of

* `{partition}`, `{suffix}`, `{region}`, `{account}`, `{resource}` (the logical name);
* `{zone:0}`, `{zoneId:0}`: name and id of the region's first availability zone;
* `{regional:table}`: what the table of the data file `regional` has for the region;
* made-up text: `{hex:17}`, `{digits:12}`, `{base36:10}`, `{upper:13}`, `{alnum:22}`, `{lower:8}`, `{uuid}`.
  Its seed is the resource and the place in the data; `@label` gives the same text wherever the resource has
  that label, `@account/label` wherever the account has it, `@region/label` wherever the account's region has;
* a property of the resource, `{vpcConfig.subnetIds}`: an input, else what its own template makes of it.
  `{path|/}` is the text after the bar where that is not set. `{roleArn~last}` applies a filter.

A template that is one hole gives the property as it is, not as text. Maps with `$case` choose by a
property's text (`""` where it is not set), those with `$each` repeat a template for every element of some
properties (`{item}`), `{"$unknown": true}` is a value that cannot be known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from preview.synthesis.holes import Made, Source, Template, as_text, hole
from preview.synthesis.places import Place
from preview.values import UNKNOWN, Value, contains_unknown, plain

HOLE = re.compile(r"\{([^{}]+)\}")


def compiled(written: Any) -> Template:
    """The template for a value of a data file."""
    if isinstance(written, str):
        return _text(written)
    if isinstance(written, list):
        items = [compiled(item) for item in written]
        return lambda source, label: _gathered(
            [item(source, f"{label}.{at}") for at, item in enumerate(items)], list
        )
    if isinstance(written, dict):
        if "$case" in written:
            return _case(written)
        if "$each" in written:
            return _each(written)
        if "$unknown" in written:
            return lambda _source, _label: Made(UNKNOWN)
        keys = list(written)
        values = [compiled(item) for item in written.values()]
        return lambda source, label: _gathered(
            [item(source, f"{label}.{key}") for key, item in zip(keys, values, strict=True)],
            lambda found: dict(zip(keys, found, strict=True)),
        )
    constant = Made(written)
    return lambda _source, _label: constant


def _gathered(found: Sequence[Made | None], build: Callable[[list[Value]], Value]) -> Made:
    """Parts that need something unset are unknown: the whole has its size nevertheless."""
    values = [UNKNOWN if item is None else item.value for item in found]
    return Made(build(values), any(item is not None and item.synthetic for item in found))


def _text(written: str) -> Template:
    parts: list[str | Template] = []
    for at, piece in enumerate(HOLE.split(written)):
        if at % 2:
            parts.append(hole(piece))
        elif piece:
            parts.append(piece)
    if len(parts) == 1 and not isinstance(parts[0], str):
        return parts[0]

    def fill(source: Source, label: str) -> Made | None:
        texts: list[str] = []
        synthetic = False
        unknown = False
        for part in parts:
            if isinstance(part, str):
                texts.append(part)
                continue
            made = part(source, label)
            if made is None:
                return None
            synthetic = synthetic or made.synthetic
            if contains_unknown(made.value):
                unknown = True
            else:
                texts.append(as_text(plain(made.value)))
        return Made(UNKNOWN) if unknown else Made("".join(texts), synthetic)

    return fill


def _case(written: dict[str, Any]) -> Template:
    chosen_by = compiled("{" + written["$case"] + "}")
    cases = {key: compiled(value) for key, value in written["of"].items()}
    otherwise = compiled(written["else"]) if "else" in written else None

    def choose(source: Source, label: str) -> Made | None:
        made = chosen_by(source, label)
        if contains_unknown(made.value) if made is not None else source.existing:
            return Made(UNKNOWN)
        case = cases.get(as_text(plain(made.value)) if made is not None else "", otherwise)
        return case(source, label) if case is not None else None

    return choose


def _each(written: dict[str, Any]) -> Template:
    names = [tuple(name.split(".")) for name in written["$each"]]
    template = compiled(written["as"])

    def repeat(source: Source, label: str) -> Made | None:
        items: list[Value] = []
        for name in names:
            made = source.lookup(name)
            if made is None:
                continue
            value = plain(made.value)
            if value is UNKNOWN:
                return Made(UNKNOWN)
            items += [item for item in (value if isinstance(value, list) else [value]) if item not in items]
        found = [template(_Item(source, item), f"{label}.{at}") for at, item in enumerate(items)]
        return _gathered(found, list)

    return repeat


@dataclass(slots=True)
class _Item:
    """A source that also knows the element it is repeated for."""

    outer: Source
    item: Value

    @property
    def seed(self) -> str:
        return self.outer.seed

    @property
    def resource(self) -> str:
        return self.outer.resource

    @property
    def place(self) -> Place:
        return self.outer.place

    @property
    def existing(self) -> bool:
        return self.outer.existing

    def lookup(self, path: tuple[str, ...]) -> Made | None:
        if path[0] != "item":
            return self.outer.lookup(path)
        value = self.item
        for key in path[1:]:
            value = value.get(key) if isinstance(value, dict) else None
        return None if value is None else Made(value)
