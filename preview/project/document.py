"""A YAML file as its values and the place of each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .problems import KeyPath, Problem, dotted


@dataclass(frozen=True, order=True)
class Position:
    """A place in a file; `line` and `column` count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, kw_only=True)
class Document:
    """One file, read by the CLI's rules.

    `value` holds dicts, lists and scalars; an empty file is an empty mapping. `name` is what messages call
    the file. Positions are those of the keys, since that is where a reader looks; an item of a list has its
    own. `odd_keys` are the keys that are no text to YAML (`1:`, `true:`), with their source.
    """

    name: str
    value: Any
    positions: Mapping[KeyPath, tuple[int, int]]
    texts: Mapping[KeyPath, str]
    odd_keys: Mapping[KeyPath, str]

    def position(self, path: KeyPath) -> Position:
        """The place of the key; where it does not exist, that of the closest key around it."""
        while path not in self.positions and path:
            path = path[:-1]
        line, column = self.positions.get(path, (1, 1))
        return Position(self.name, line, column)

    def written(self, path: KeyPath) -> str | None:
        """A scalar as it stands in the file, quotes included; None for mappings, lists and missing keys."""
        return self.texts.get(path)

    def scalars(self, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
        """Every scalar at or below the path, with its text as written."""
        depth = len(path)
        return ((key, text) for key, text in self.texts.items() if key[:depth] == path)

    def at(self, path: KeyPath) -> Any:
        """The value at the path, None where there is none."""
        return value_at(self.value, path)

    def shown(self, path: KeyPath) -> str:
        """What stands at the path, for a message: a scalar as it is written, the rest in words."""
        value = self.at(path)
        if isinstance(value, dict | list):
            return "a mapping" if isinstance(value, dict) else "a list"
        return self.written(path) or "nothing"

    def problem(
        self,
        path: KeyPath,
        message: str,
        *,
        allowed: str,
        fix: str,
        given: str | None = None,
        key: str | None = None,
    ) -> Problem:
        """A problem at the path, given as it is written unless said otherwise."""
        place = self.position(path)
        return Problem(
            file=self.name,
            line=place.line,
            column=place.column,
            key=dotted(path) if key is None else key,
            message=message,
            given=self.shown(path) if given is None else given,
            allowed=allowed,
            fix=fix,
        )


def value_at(value: Any, path: KeyPath) -> Any:
    """What stands at the path inside dicts and lists, None where nothing does."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value
