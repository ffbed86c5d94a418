"""`--policy-pack-config`: levels and settings of a pack's rules, in the file format of Pulumi's own CLI.

{ "all": "advisory", "required-tags": { "enforcementLevel": "mandatory", "keys": ["owner"] } }
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from preview.json_file import JsonFile, read_json
from preview.project.problems import Problem, ProblemsError

LEVELS: Final = ("advisory", "mandatory", "remediate", "disabled")
LEVEL_KEY: Final = "enforcementLevel"
ALL: Final = "all"


@dataclass(frozen=True, kw_only=True)
class RuleConfig:
    """What is said of one rule; None keeps the level that it has."""

    level: str | None = None
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PackConfig:
    """The file's content: by rule, or by `all`."""

    file: JsonFile
    rules: Mapping[str, RuleConfig]

    def unknown_rules(self, known: list[str]) -> list[Problem]:
        """A problem for each name in the file that the pack does not have."""
        return [
            self.file.problem(
                name,
                "the pack has no such rule",
                given=name,
                allowed=f"{ALL}, or one of {len(known)} rules",
                fix=f"did you mean {close[0]}?"
                if (close := get_close_matches(name, known, 1))
                else "remove it",
            )
            for name in self.rules
            if name != ALL and name not in known
        ]


def load_pack_config(path: Path, *, name: str) -> PackConfig:
    """The file at `path`, which messages call `name`; raises ProblemsError with every mistake in it."""
    file = read_json(path, name=name, expected="rule names, each with a level or an object")
    problems = []
    rules = {}
    for rule, given in file.content.items():
        level = given.get(LEVEL_KEY) if isinstance(given, dict) else given
        if level not in LEVELS and not (level is None and isinstance(given, dict)):
            problems.append(_level_problem(file, rule, level, nested=isinstance(given, dict)))
            continue
        properties = given if isinstance(given, dict) else {}
        properties = {key: value for key, value in properties.items() if key != LEVEL_KEY}
        rules[rule] = RuleConfig(level=level, properties=properties)
    if problems:
        raise ProblemsError(problems)
    return PackConfig(file=file, rules=rules)


def _level_problem(file: JsonFile, rule: str, given: Any, *, nested: bool) -> Problem:
    close = get_close_matches(given, LEVELS, 1) if isinstance(given, str) else []
    return file.problem(
        rule,
        "is no enforcement level",
        given=json.dumps(given),
        allowed=", ".join(LEVELS),
        fix=f"did you mean {close[0]}?" if close else "write one of the levels",
        path=f"{rule}.{LEVEL_KEY}" if nested else rule,
    )
