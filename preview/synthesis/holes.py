"""The holes of templates: made-up text, the place, and the resource's own properties."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from preview.synthesis.facts import facts
from preview.synthesis.filters import FILTERS
from preview.synthesis.places import Place
from preview.synthesis.seeds import ALPHABETS, seeded, seeded_uuid
from preview.values import UNKNOWN, Unknown, Value, plain


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


def hole(written: str) -> Template:
    """The template for what stands between braces; see `preview.synthesis.template`."""
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


def as_text(value: Value) -> str:
    """A value within a text."""
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, str) else str(value)
