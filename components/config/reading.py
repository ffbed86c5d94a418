"""From a stack's configuration to its settings, or to everything that is wrong with it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, get_args, get_origin

from guardrails.organization import Account, Units
from pydantic import TypeAdapter, ValidationError

from preview.project import KeyPath, Problem, StackConfiguration, compact, nearest, value_at

from .errors import problems_of, unknown_key
from .segments import Segment
from .settings import SECTIONS, SHARED, Settings
from .tags import TagRule
from .written import changed_scalars


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What could be understood of one stack's configuration, and what could not.

    `parts` holds the sections that are sound as a whole; of shared facts that are mappings (accounts, tags,
    segments) it holds the entries that are. Checks that join several facts ask for what they need, so one
    mistake does not hide the next.
    """

    project: str
    where: StackConfiguration
    parts: dict[str, Any] = field(default_factory=dict)
    raw: dict[str, Any] = field(default_factory=dict)
    found: dict[KeyPath, list[Problem]] = field(default_factory=dict)
    around: set[KeyPath] = field(default_factory=set)  # what holds something that is found

    @property
    def stack(self) -> str:
        """The stack's name."""
        return self.where.stack

    @property
    def problems(self) -> list[Problem]:
        """Everything that is wrong."""
        return [problem for group in self.found.values() for problem in group]

    def add(self, path: KeyPath, problem: Problem) -> None:
        """Note a problem at the path."""
        self.found.setdefault(path, []).append(problem)
        self.around.update(path[:depth] for depth in range(len(path)))

    def path(self, section: str, *steps: str | int) -> KeyPath:
        """The path of something in a section: the section's key carries the project's namespace."""
        return (f"{self.project}:{section}", *steps)

    def sound(self, section: str, *steps: str | int) -> Any:
        """What is written there; None where nothing is, or where it, or what it is part of, is wrong."""
        return None if self.broken(section, *steps) else value_at(self.raw.get(section), steps)

    def broken(self, section: str, *steps: str | int) -> bool:
        """Whether there is a problem there, in something that holds it, or in a part of it."""
        path = self.path(section, *steps)
        return path in self.around or any(path[: depth + 1] in self.found for depth in range(len(path)))

    def names(self, section: str) -> tuple[str, ...]:
        """The keys of a section that is a mapping, in the file's order, also of entries that are wrong."""
        value = self.raw.get(section)
        keys = value if isinstance(value, dict) else ()
        return tuple(sorted(keys, key=lambda key: self.where.position(self.path(section, key))))

    @property
    def accounts(self) -> Mapping[str, Mapping[str, str | None]]:
        """Of each account those fields that are sound; None stands for one that is left out."""
        return {
            key: {
                name: self.sound("accounts", key, name)
                for name in Account.model_fields
                if not self.broken("accounts", key, name)
            }
            for key in self.names("accounts")
        }

    @property
    def tags(self) -> Mapping[str, TagRule]:
        """The tags that are sound."""
        found: dict[str, TagRule] = self.parts.get("tags", {})
        return found

    @property
    def segments(self) -> Mapping[str, Segment]:
        """The segments that are sound."""
        found: dict[str, Segment] = self.parts.get("segments", {})
        return found

    @property
    def units(self) -> Units | None:
        """The tree of units, if all of it is sound."""
        return self.parts.get("units")

    def settings(self) -> Settings:
        """The settings, where nothing is wrong."""
        return Settings(project=self.project, stack=self.stack, **self.parts)


def read_sections(project: str, where: StackConfiguration) -> Reading:
    """Each section of the project's namespace by itself; `checks` joins them."""
    reading = Reading(project=project, where=where)
    meant: set[str | None] = set()
    for key, text in where.values.items():
        namespace, _, name = key.partition(":")
        if namespace != project:
            continue
        if name not in SECTIONS:
            problem = unknown_key((key,), SECTIONS, where, what="The section", prefix=f"{project}:")
            reading.add((key,), problem)
            meant.add(nearest(name, SECTIONS))
        elif _is_redefined(where, key, name):
            reading.add((key,), _redefined(reading, name))
        else:
            _read_section(reading, name, text)
    for name in SECTIONS:
        declared = Settings.model_fields[name]
        absent = f"{project}:{name}" not in where.values and name not in meant
        if declared.is_required() and absent:
            reading.add(reading.path(name), _missing_section(reading, name))
    return reading


def _read_section(reading: Reading, name: str, text: str) -> None:
    annotation = Settings.model_fields[name].annotation
    value = _decoded(text) if annotation is not str else text
    reading.raw[name] = value
    path = reading.path(name)
    rewritten = dict(changed_scalars(reading.where, str(path[0]), annotation))
    for at, problem in rewritten.items():
        reading.add(at, problem)

    def part(annotation: Any, value: Any, path: KeyPath) -> Any:
        result, problems = _validated(annotation, value, path, reading.where)
        for at, problem in problems:
            # That the CLI makes something else of it says why it is of the wrong type.
            if at not in rewritten:
                reading.add(at, problem)
        return result

    if get_origin(annotation) is dict and isinstance(value, dict):
        entries = {key: part(get_args(annotation)[1], entry, (*path, key)) for key, entry in value.items()}
        reading.parts[name] = {key: entry for key, entry in entries.items() if entry is not None}
    else:
        # An empty section is one whose keys are missing, not an absent one.
        found = part(_without_none(annotation), value, path)
        if found is not None:
            reading.parts[name] = found


def _validated(
    annotation: Any, value: Any, path: KeyPath, where: StackConfiguration
) -> tuple[Any, list[tuple[KeyPath, Problem]]]:
    # Decryption yields text only, so what is encrypted may be a number in quotes.
    strict = not any(known[0] == path[0] for known in where.secure)
    try:
        return _adapter(annotation).validate_json(compact(value), strict=strict), []
    except ValidationError as error:
        return None, problems_of(error, annotation=annotation, value=value, path=path, where=where)


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:
    return TypeAdapter(annotation)


def _without_none(annotation: Any) -> Any:
    members = [member for member in get_args(annotation) if member is not type(None)]
    return members[0] if members and get_origin(annotation) is not dict else annotation


def _decoded(text: str) -> Any:
    """The structured value that the text holds as JSON; the text itself where it holds none."""
    try:
        return json.loads(text, parse_float=_finite, parse_constant=_finite)
    except ValueError:
        return text


def _finite(text: str) -> float:
    """Python's JSON knows Infinity and NaN, and 1e999; nobody else's does."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _missing_section(reading: Reading, name: str) -> Problem:
    declared = Settings.model_fields[name]
    key = f"{reading.project}:{name}"
    shared = name in SHARED
    example = f", such as {key}: {declared.examples[0]}" if declared.examples else ""
    problem = reading.where.problem(
        (key,),
        f"{key} is missing",
        given="nothing",
        allowed=str(declared.description),
        fix=f"Add {name}: with value: below config: of the project file."
        if shared
        else f"Add {key}{example}",
    )
    return replace(problem, file=reading.where.project_file) if shared else problem


def _is_redefined(where: StackConfiguration, key: str, name: str) -> bool:
    """Whether the stack's own file gives a fact that all stacks share."""
    source = where.sources.get(key)
    return name in SHARED and source is not None and source.document.name == where.file


def _redefined(reading: Reading, name: str) -> Problem:
    path = reading.path(name)
    file = reading.where.project_file
    return reading.where.problem(
        path,
        f"{name} is a fact that all stacks share, and this stack redefines it",
        given=str(path[0]),
        allowed=f"{name} in {file}, once for every stack",
        fix=f"Make the change in {file}, and remove the key here.",
    )
