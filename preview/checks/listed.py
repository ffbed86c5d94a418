"""Values and bounds that data files list for a property, the curated file before the derived one."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from preview.checks.forms.sizes import between
from preview.checks.problem import INVALID_VALUE, Level
from preview.checks.rule import Format, Rule
from preview.checks.words import choices
from preview.project.nearest import did_you_mean, nearest
from preview.values import Value

_FILES: Final = ("formats", "documented")


@cache
def listed_rules(package: str, version: str, owner: str, name: str) -> tuple[Rule, ...]:
    """The values or bounds of the property `name` of `owner`, where they are listed.

    What is derived from the documentation of one version of an SDK is only a hint for another version.
    """
    for file in _FILES:
        data = data_of(file)
        entry = data.get(package, {})
        level: Level = "error" if data.get("version", version) == version else "hint"
        values = entry.get("values", {}).get(owner, {}).get(name)
        if values:
            caseless = _module_of(owner) in data_of("formats")["caseless"]
            return (Rule(INVALID_VALUE, _one_of(tuple(values), caseless=caseless), "", level),)
        bounds = entry.get("bounds", {}).get(owner, {}).get(name)
        if bounds:
            low, high = bounds
            fix = f"Give a number from {low} to {high}."
            return (Rule(INVALID_VALUE, between(low, high), fix, level),)
    return ()


@cache
def data_of(file: str) -> dict[str, Any]:
    """A data file of the checks."""
    path = Path(__file__).parent / "data" / f"{file}.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def _one_of(allowed: tuple[str | int, ...], *, caseless: bool) -> Format:
    folded = {str(each).casefold() for each in allowed} if caseless else set()
    beginnings = tuple(each[:-1] for each in allowed if isinstance(each, str) and each.endswith("*"))

    def check(value: Value) -> str | None:
        if not isinstance(value, type(allowed[0])) or isinstance(value, bool) or value in ("", *allowed):
            return None
        if isinstance(value, str) and (value.casefold() in folded or value.startswith(beginnings)):
            return None
        return f"is not one of {choices(allowed)}{did_you_mean(_guess(value, allowed))}"

    return check


def _guess(value: str | int, allowed: tuple[str | int, ...]) -> str | None:
    if isinstance(value, str):
        return nearest(value, [each for each in allowed if isinstance(each, str)])
    return str(min(allowed, key=lambda each: abs(int(each) - value)))


def _module_of(owner: str) -> str:
    """The module of a type token or of `module:Class`."""
    parts = owner.split(":")
    return (parts[1] if len(parts) > 2 else parts[0]).partition("/")[0]
