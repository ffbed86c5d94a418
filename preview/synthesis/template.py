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
from typing import Any, Protocol

from preview.synthesis.facts import facts
from preview.synthesis.filters import FILTERS
from preview.synthesis.places import Place
from preview.synthesis.seeds import ALPHABETS, seeded, seeded_uuid
from preview.values import UNKNOWN, Unknown, Value, contains_unknown, plain

HOLE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Made:
    """A value, and whether any of it was made up."""

    value: Value
    synthetic: bool = False


class Source(Protocol):
    """What templates are filled from."""

    @property
    def seed(self) -> str:
        """What made-up text derives from."""
        ...

    @property
    def resource(self) -> str:
        """The logical name."""
        ...

    @property
    def place(self) -> Place:
        """Where it is made."""
        ...

    @property
    def existing(self) -> bool:
        """Does it exist already, so that a property nobody told may have any value?"""
        ...

    def lookup(self, path: tuple[str, ...]) -> Made | None:
        """The property at `path`; None if it is not set."""


Template = Callable[[Source, str], Made | None]
"""Fills itself from a source; the text is its place in the data. None: something it needs is not set."""


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
            parts.append(_hole(piece))
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
                texts.append(_as_text(plain(made.value)))
        return Made(UNKNOWN) if unknown else Made("".join(texts), synthetic)

    return fill


def _hole(written: str) -> Template:
    kind, _, rest = written.partition(":")
    kind, _, shared = kind.partition("@")
    length, _, label_of_length = rest.partition("@")
    if kind in ALPHABETS and length.isdigit():
        return _seeded(ALPHABETS[kind], int(length), label_of_length)
    if kind == "uuid":
        return lambda source, label: Made(seeded_uuid(*_seed(source, shared or label)), synthetic=True)
    if kind in ("zone", "zoneId") and length.isdigit():
        return lambda source, _label: _zone(source.place, kind, int(length))
    if kind == "regional":
        return lambda source, _label: Made(_regional(source.place, rest))
    if written in PLACE:
        return PLACE[written]
    return _property(written)


def _seeded(alphabet: str, length: int, shared: str) -> Template:
    return lambda source, label: Made(
        seeded(alphabet, length, *_seed(source, shared or label)), synthetic=True
    )


def _seed(source: Source, label: str) -> tuple[str, ...]:
    if label.startswith("account/"):
        return (source.place.account, label)
    if label.startswith("region/"):
        return (source.place.account, str(source.place.region), label)
    return (source.seed, label)


PLACE: dict[str, Template] = {
    "partition": lambda source, _: Made(source.place.partition),
    "suffix": lambda source, _: Made(source.place.suffix),
    "region": lambda source, _: Made(source.place.region, source.place.region_assumed),
    "account": lambda source, _: Made(source.place.account, source.place.account_assumed),
    "resource": lambda source, _: Made(source.resource),
}


def _zone(place: Place, kind: str, at: int) -> Made | None:
    if isinstance(place.region, Unknown):
        return Made(UNKNOWN)
    region = facts("places")["regions"].get(place.region)
    if region is None or at >= len(region["zones"]):
        return Made(UNKNOWN)
    name = place.region + region["zones"][at] if kind == "zone" else f"{region['short']}-az{at + 1}"
    return Made(name, synthetic=True)


def _regional(place: Place, table: str) -> Value:
    if isinstance(place.region, Unknown):
        return UNKNOWN
    return facts("regional")["tables"][table].get(place.region, UNKNOWN)


def _property(written: str) -> Template:
    rest, bar, fallback = written.partition("|")
    name, _, filter_name = rest.partition("~")
    path = tuple(name.split("."))
    apply = FILTERS[filter_name] if filter_name else None

    def read(source: Source, _label: str) -> Made | None:
        made = source.lookup(path)
        if made is None:
            return Made(fallback) if bar else None
        value = plain(made.value)
        return Made(apply(value), made.synthetic) if apply is not None and isinstance(value, str) else made

    return read


def _case(written: dict[str, Any]) -> Template:
    chosen_by = compiled("{" + written["$case"] + "}")
    cases = {key: compiled(value) for key, value in written["of"].items()}
    otherwise = compiled(written["else"]) if "else" in written else None

    def choose(source: Source, label: str) -> Made | None:
        made = chosen_by(source, label)
        if contains_unknown(made.value) if made is not None else source.existing:
            return Made(UNKNOWN)
        case = cases.get(_as_text(plain(made.value)) if made is not None else "", otherwise)
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


def _as_text(value: Value) -> str:
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else str(value)
