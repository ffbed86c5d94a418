"""What is wrong with a file that people write, in words that let them correct it.

A `Problem` is data: the console, the JSON report and the hook protocol all show the same eight fields.
`ProblemsError` carries every problem that was found, never just the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

KeyPath = tuple[str | int, ...]
"""Where a value stands in a document: mapping keys and list indexes, from the outside in."""

_PLAIN_KEY = re.compile(r"[A-Za-z0-9_:/@-]+")


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One mistake in one file.

    `line` and `column` count from 1 and are None where the mistake has no place (a key that is missing
    from an empty file, a file that does not exist). `key` is the dotted path as `pulumi config --path`
    spells it, empty for the file as a whole. `given` is what stands there, `allowed` what may stand there,
    `fix` the next thing to do. A value that the file encrypts never appears in any of them.
    """

    file: str
    line: int | None
    column: int | None
    key: str
    message: str
    given: str
    allowed: str
    fix: str

    def as_dict(self) -> dict[str, Any]:
        """The problem as the hook protocol and the report write it."""
        return asdict(self)

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> Problem:
        """The inverse of `as_dict`; other keys are an error of the sender and raise TypeError."""
        return cls(**fields)

    @property
    def place(self) -> str:
        """`file:line:column`, as far as known: terminals and editors make a link of it."""
        parts = [self.file, *(str(number) for number in (self.line, self.column) if number is not None)]
        return ":".join(parts)

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """By file, then from top to bottom; what concerns the whole file comes first."""
        return (self.file, self.line or 0, self.column or 0, self.key, self.message)

    def __str__(self) -> str:
        head = f"{self.place}  {self.key}  {self.message}" if self.key else f"{self.place}  {self.message}"
        details = [("given", self.given), ("allowed", self.allowed), ("fix", self.fix)]
        return "\n".join([head, *(f"    {name:<7}  {text}" for name, text in details if text)])


class ProblemsError(Exception):
    """One or more problems; `problems` holds each once, sorted by file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


class UnknownStackError(ProblemsError):
    """A stack was asked for that has no file; the problem names the stacks that have one."""


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems sorted for reading, each of them once."""
    return tuple(sorted(set(problems), key=Problem.sort_key))


def named(key: str) -> str:
    """The key as a message shows it: in quotes where it would be taken for something else."""
    return key if _PLAIN_KEY.fullmatch(key) else f'"{key}"'


def dotted(path: Iterable[str | int]) -> str:
    """The path as `pulumi config set --path` takes it: `app:network.zones[0]`, `a["b.c"]`."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        elif _PLAIN_KEY.fullmatch(step):
            text += f".{step}" if text else step
        else:
            text += f"[{named(step)}]"
    return text
