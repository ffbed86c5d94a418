"""The example programs in an SDK's own documentation, and what stands for the names that they leave open."""

from __future__ import annotations

import asyncio
import builtins
import importlib.util
import re
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pulumi

_EXAMPLE: Final = re.compile(r"^[ ]*```python\n(.*?)^[ ]*```", re.S | re.M)
_REQUIRED_SETTING: Final = re.compile(r'config\.require\w*\("(\w+)"\)')
_TEXT: Final = "1234"
"""Also a number, for what is computed with it."""


def examples(package: str) -> Iterator[tuple[str, str]]:
    """The examples in the docstrings of an installed package, each with the file that it stands in."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed")
    seen: set[str] = set()
    for path in sorted(Path(spec.origin).parent.rglob("*.py")):
        for match in _EXAMPLE.finditer(path.read_text(encoding="utf-8")):
            # A docstring stands in source text: what is escaped there is not in the example.
            source = textwrap.dedent(match[1]).replace('\\"', '"').replace("\\\\", "\\")
            if source not in seen:
                seen.add(source)
                yield str(path.relative_to(Path(spec.origin).parent)), source


def needs_other_package(source: str) -> bool:
    """Does the example import something that is not installed?"""
    names = re.findall(r"^(?:import|from) (\w+)", source, re.M)
    return any(importlib.util.find_spec(name) is None for name in names)


def required_settings(source: str) -> dict[str, str]:
    """The settings that the example cannot do without, by name, with some text as the value of each."""
    return dict.fromkeys(_REQUIRED_SETTING.findall(source), _TEXT)


class Names(dict[str, Any]):
    """The names of an example; `stand_in` makes what those stand for that it never defines."""

    def __init__(self, stand_in: Callable[[], Any]) -> None:
        super().__init__({"__name__": "__main__"})
        self._stand_in = stand_in
        self.undefined = False

    def __missing__(self, name: str) -> Any:
        if hasattr(builtins, name):
            return getattr(builtins, name)
        if name.startswith("__"):
            raise KeyError(name)
        self.undefined = True
        return self._stand_in()


def unknown_output() -> pulumi.Output[Any]:
    """A stand-in for a resource or its output: all that it gives is unknown."""
    known: asyncio.Future[bool] = asyncio.Future()
    known.set_result(False)
    value: asyncio.Future[Any] = asyncio.Future()
    value.set_result(None)
    return pulumi.Output(set(), value, known)


class SomeText(str):
    """A stand-in for plain data of any form: text, and again such text wherever one looks into it."""

    __slots__ = ()

    def __new__(cls) -> SomeText:
        return super().__new__(cls, _TEXT)

    def __getattr__(self, name: str) -> SomeText:
        if name.startswith("_"):
            raise AttributeError(name)
        return SomeText()

    def __getitem__(self, key: object) -> SomeText:
        return SomeText()

    def __iter__(self) -> Iterator[str]:
        yield SomeText()

    def __call__(self, *_given: object, **_named: object) -> SomeText:
        return SomeText()
