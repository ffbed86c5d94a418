"""Reading a resource's properties in three values: known, unknown, absent. Reading never raises.

    metadata = resource.at("metadataOptions")
    tokens = metadata.at("httpTokens")
    if tokens.unknown: ...                # not known before the deployment
    elif tokens.absent: ...               # not set, or null: the provider's default holds
    elif not tokens.one_of("required"): yield fail(f"httpTokens is {tokens.shown}.", tokens)

A path below something unknown is unknown; a path below a value of the wrong type is absent.
"""

import math
import re
from collections.abc import Iterator
from typing import Any

from pack.values import SENTINEL, SHORTEST_UNKNOWN, UNKNOWN, Opaque, Secret, decode

HIDDEN = "a secret value"
_LONGEST = 80
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")


class Reader:
    """One value of a resource, and the path that leads to it."""

    __slots__ = ("path", "secret", "value")

    def __init__(self, value: Any, path: str = "", *, secret: bool = False) -> None:
        while isinstance(value, Secret):
            value, secret = value.value, True
        self.value = value
        self.path = path
        self.secret = secret

    # -- the three states ---------------------------------------------------------------------------

    @property
    def unknown(self) -> bool:
        """It has a value that nobody knows before the deployment."""
        return self.value is UNKNOWN

    @property
    def absent(self) -> bool:
        """It is not set, or null."""
        return self.value is None

    @property
    def known(self) -> bool:
        """It has a value, and here it is."""
        return self.value is not None and self.value is not UNKNOWN

    @property
    def empty(self) -> bool:
        """Known to hold nothing: not set, null, an empty text, list or map."""
        return self.value is None or (isinstance(self.value, str | list | dict) and not self.value)

    # -- going down ---------------------------------------------------------------------------------

    def at(self, path: str) -> "Reader":
        """The value at a dotted path below this one."""
        reader = self
        for key in path.split("."):
            reader = reader._child(key)
        return reader

    def _child(self, key: str) -> "Reader":
        if self.value is UNKNOWN:
            return self  # named by what is really unknown
        inner = self.value.get(key) if isinstance(self.value, dict) else None
        return Reader(inner, f"{self.path}.{key}" if self.path else key, secret=self.secret)

    def each(self, path: str = "") -> Iterator["Reader"]:
        """The elements of the list at `path`; an unknown list is one unknown element, none if it is absent.

        A single value where a list belongs counts as a list of it: some types spell a block as an object,
        some as a list of one.
        """
        reader = self.at(path) if path else self
        if isinstance(reader.value, list):
            for index, element in enumerate(reader.value):
                yield Reader(element, f"{reader.path}[{index}]", secret=reader.secret)
        elif not reader.absent:
            yield reader

    def all(self, path: str) -> Iterator["Reader"]:
        """Every value at a path in which `[]` stands for the elements of a list: `rules[].ebs.encrypted`."""
        before, brackets, after = path.partition("[]")
        if not brackets:
            yield self.at(path) if path else self
            return
        for element in self.each(before.strip(".")):
            yield from element.all(after.lstrip("."))

    def items(self) -> Iterator[tuple[str, "Reader"]]:
        """The entries of a map; none if it is anything else. Keys of a secret map do not appear in paths."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                place = f"{self.path}[*]" if self.secret else f"{self.path}.{key}" if self.path else key
                yield key, Reader(value, place, secret=self.secret)

    def json(self) -> "Reader":
        """The JSON document in this text (absent if malformed); what is not text stays as it is."""
        if isinstance(self.value, str):
            return Reader(decode(self.value), self.path, secret=self.secret)
        return self

    # -- reading ------------------------------------------------------------------------------------

    @property
    def text(self) -> str | None:
        """The text, if it is known and text."""
        return self.value if isinstance(self.value, str) else None

    @property
    def number(self) -> float | None:
        """The number, if it is known and finite; some types spell numbers as text."""
        value = self.value
        if isinstance(value, bool):
            return None
        if isinstance(value, str):
            try:
                value = float(value) if len(value) <= 32 else None
            except ValueError:
                return None
        if isinstance(value, int | float):
            try:
                number = float(value)
            except OverflowError:
                return None
            return number if math.isfinite(number) else None
        return None

    def is_true(self) -> bool:
        """Known to be true; some types spell booleans as text."""
        return self.value is True or (isinstance(self.value, str) and self.value.lower() == "true")

    def is_false(self) -> bool:
        """Known to be false. An absent value is neither true nor false: the provider's default decides."""
        return self.value is False or (isinstance(self.value, str) and self.value.lower() == "false")

    def one_of(self, *texts: str) -> bool:
        """Known to be one of these texts, whatever their case (AWS spells many values in more than one)."""
        return isinstance(self.value, str) and self.value.casefold() in {text.casefold() for text in texts}

    @property
    def strings(self) -> list[str]:
        """The known texts of a list (or the one text); whether others are unknown is `some_unknown`."""
        return [element.value for element in self.each() if isinstance(element.value, str)]

    @property
    def some_unknown(self) -> bool:
        """The value, or an element of the list, is unknown."""
        return any(element.unknown for element in self.each())

    # -- showing ------------------------------------------------------------------------------------

    @property
    def shown(self) -> str:
        """The value as a message may show it: short, printable, and never a secret."""
        if self.value is UNKNOWN:
            return "not known yet"
        if self.value is None:
            return "not set"
        return self.show(self.value)

    def show(self, value: Any) -> str:
        """Something read from this value (a key, a part of it), as a message may show it."""
        if self.secret:
            return HIDDEN
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int | float):
            return _short(repr(value))
        if isinstance(value, str):
            return f'"{_short(value)}"'
        if isinstance(value, list):
            return f"a list of {len(value)}"
        return "an asset" if isinstance(value, Opaque) else "a map"


def _short(text: str) -> str:
    if len(text) < SHORTEST_UNKNOWN and text.isprintable():  # most names and values
        return text
    text = _UNPRINTABLE.sub(" ", SENTINEL.sub("...", text[: _LONGEST * 4]))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
