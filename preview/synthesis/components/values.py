"""Arithmetic on what a component was given: every result keeps what it depends on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from preview.synthesis.components.builder import Child
from preview.values import UNKNOWN, OutputValue, Value, plain


def joined(*parts: Value) -> OutputValue:
    """Texts one after the other, unknown if one of them is."""
    texts = [bare(part) for part in parts]
    known = all(isinstance(text, str) for text in texts)
    return derived("".join(texts) if known else UNKNOWN, *parts)


def tags(name: str | None, *sources: Value) -> OutputValue:
    """A `Name` tag and those of the sources, the later ones winning; unknown if a source is."""
    found: dict[str, Value] = {} if name is None else {"Name": name}
    for source in sources:
        value = bare(source)
        if value is UNKNOWN:
            return derived(UNKNOWN, *sources)
        found |= value or {}
    return derived(found, *sources)


def after(child: Child, value: Value) -> OutputValue:
    """A value that rests on a child."""
    return OutputValue(value, frozenset({child.urn}))


def tied(value: Value, children: Iterable[Child]) -> OutputValue:
    """A value that rests on all of these."""
    return OutputValue(value, frozenset(child.urn for child in children))


def derived(value: Value, *sources: Value) -> OutputValue:
    """A value made from others: it depends on what they depend on, and is secret if one of them is."""
    outputs = [each for each in sources if isinstance(each, OutputValue)]
    dependencies = frozenset[str]().union(*(each.dependencies for each in outputs))
    return OutputValue(value, dependencies, any(each.secret for each in outputs))


def rest(value: Value, of: Value) -> Value:
    """A part of a value that was given, with what the whole depends on; None stays None."""
    return None if value is None else derived(value, of)


def parts(value: Value) -> dict[str, Value]:
    """The properties of an object, each with what the whole depends on; none of one that is not known."""
    inner = value.value if isinstance(value, OutputValue) else value
    return {key: rest(item, value) for key, item in inner.items()} if isinstance(inner, dict) else {}


def items(value: Value) -> list[Value]:
    """The items of a list, each with what the whole depends on; none of one that is not known."""
    inner = value.value if isinstance(value, OutputValue) else value
    return [rest(item, value) for item in inner] if isinstance(inner, list) else []


def bare(value: Value) -> Value:
    """What a value is, without what it depends on."""
    return plain(value.value if isinstance(value, OutputValue) else value)


def part(value: Value, name: str) -> Value:
    """A property of an object; unknown if it is not there."""
    value = plain(value)
    return value.get(name, UNKNOWN) if isinstance(value, dict) else UNKNOWN


def without_none(values: Mapping[str, Value]) -> dict[str, Value]:
    """What is set among these."""
    return {name: value for name, value in values.items() if value is not None}


def as_digits(value: OutputValue) -> OutputValue:
    """A number as text."""
    known = isinstance(value.value, int)
    return OutputValue(str(value.value) if known else value.value, value.dependencies)
