"""From a stack's configuration to its settings, or to everything that is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, get_args, get_origin

from guardrails.organization import Account, Units
from pydantic import TypeAdapter, ValidationError

from preview.project import KeyPath, Problem, StackConfiguration, compact, value_at

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

    def path(self, section: str, *steps: str | int) -> KeyPath:
        """The path of something in a section: the section's key carries the project's namespace."""
        return (f"{self.project}:{section}", *steps)

    def sound(self, section: str, *steps: str | int) -> Any:
        """What is written there; None where nothing is, or where it, or what it is part of, is wrong."""
        path = self.path(section, *steps)
        if any(path[: len(known)] == known or known[: len(path)] == path for known in self.found):
            return None
        return value_at(self.raw.get(section), steps)

    def names(self, section: str) -> frozenset[str]:
        """The keys of a section that is a mapping, also of entries that are wrong."""
        value = self.raw.get(section)
        return frozenset(value) if isinstance(value, dict) else frozenset()

    @property
    def accounts(self) -> Mapping[str, Account]:
        """The accounts that are sound."""
        found: dict[str, Account] = self.parts.get("accounts", {})
        return found

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
    for key, text in where.values.items():
        namespace, _, name = key.partition(":")
        if namespace != project:
            continue
        if name not in SECTIONS:
            problem = unknown_key((key,), SECTIONS, where, what="The section", prefix=f"{project}:")
            reading.add((key,), problem)
            continue
        _read_section(reading, name, text)
    for name in SECTIONS:
        declared = Settings.model_fields[name]
        if declared.is_required() and f"{project}:{name}" not in where.values:
            reading.add(reading.path(name), _missing_section(reading, name))
    _refuse_redefined(reading)
    return reading


def _read_section(reading: Reading, name: str, text: str) -> None:
    annotation = Settings.model_fields[name].annotation
    value = _decoded(text) if annotation is not str else text
    reading.raw[name] = value
    path = reading.path(name)
    rewritten = dict(changed_scalars(reading.where, str(path[0])))
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
    try:
        return json.loads(text)
    except ValueError:
        return text


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


def _refuse_redefined(reading: Reading) -> None:
    for name in SHARED:
        path = reading.path(name)
        source = reading.where.sources.get(path[0] if isinstance(path[0], str) else "")
        if source is not None and source.document.name == reading.where.file:
            problem = reading.where.problem(
                path,
                f"{name} is a fact that all stacks share, and this stack redefines it",
                given=str(path[0]),
                allowed=f"{name} in the project file, once for every stack",
                fix=f"Move the change to {name} in the project file, and remove the key here.",
            )
            reading.add(path, problem)
