"""`[tool.preview]` of a project's pyproject.toml: what a preview runs around the program.

[tool.preview]
policy-packs = ["policies"]                       # folders, relative to the project
before = [["python", "-m", "estate", "validate"]] # argument lists, see preview/hooks.py
after = []
time-limit = 120                                  # seconds, for a program, a pack or a hook
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from preview.project.problems import Problem, ProblemsError

FILE: Final = "pyproject.toml"
TABLE: Final = "tool.preview"
_TOML_POSITION: Final = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The table's content; a project without one has these defaults."""

    policy_packs: tuple[str, ...] = ()
    before: tuple[tuple[str, ...], ...] = ()
    after: tuple[tuple[str, ...], ...] = ()
    time_limit: float = 120.0
    """Seconds that a program, a pack or a hook may take; each has the whole of it."""


KEYS: Final = {
    "policy-packs": "a list of folders",
    "before": "a list of argument lists",
    "after": "a list of argument lists",
    "time-limit": "a number of seconds above 0",
}


def load_settings(project_directory: Path) -> Settings:
    """The settings of the project in `project_directory`; raises ProblemsError with every mistake in them."""
    path = project_directory / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise ProblemsError([_problem(text="", key="", message=f"cannot be read: {error}")]) from None
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProblemsError([_syntax_problem(text, error)]) from None
    table = document.get("tool", {}).get("preview", {})
    problems = list(_problems(text, table))
    if problems:
        raise ProblemsError(problems)
    return Settings(
        policy_packs=tuple(table.get("policy-packs", ())),
        before=tuple(map(tuple, table.get("before", ()))),
        after=tuple(map(tuple, table.get("after", ()))),
        time_limit=float(table.get("time-limit", Settings.time_limit)),
    )


def _problems(text: str, table: Any) -> list[Problem]:
    if not isinstance(table, dict):
        return [_problem(text, "", "must be a table", given=_shown(table), allowed="a table")]
    problems = []
    for key, value in table.items():
        if key not in KEYS:
            close = get_close_matches(key, KEYS, 1)
            fix = f"did you mean {close[0]}?" if close else "remove the key"
            problems.append(_problem(text, key, "unknown key", _shown(value), ", ".join(KEYS), fix))
        elif not _fits(key, value):
            problems.append(_problem(text, key, "wrong type", _shown(value), KEYS[key], _example(key)))
    return problems


def _fits(key: str, value: Any) -> bool:
    if key == "time-limit":
        return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1e6
    if key == "policy-packs":
        return _words(value)
    return isinstance(value, list) and all(_words(item) and item for item in value)


def _words(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _example(key: str) -> str:
    examples = {"policy-packs": '["policies"]', "time-limit": "120"}
    return f"for example {key} = " + examples.get(key, '[["python", "-m", "checks"]]')


def _shown(value: Any) -> str:
    return repr(value) if len(repr(value)) <= 80 else repr(value)[:77] + "..."


def _syntax_problem(text: str, error: tomllib.TOMLDecodeError) -> Problem:
    found = _TOML_POSITION.search(str(error))
    return Problem(
        file=FILE,
        line=int(found[1]) if found else max(1, len(text.splitlines())),  # at the end of the file
        column=int(found[2]) if found else None,
        key="",
        message=f"is not valid TOML: {_TOML_POSITION.sub('', str(error)).strip()}",
        given="",
        allowed="TOML 1.0",
        fix="correct the syntax at this place",
    )


def _problem(text: str, key: str, message: str, given: str = "", allowed: str = "", fix: str = "") -> Problem:
    """A problem with `key` of the table, at the line where it is written (the parser keeps no positions)."""
    line = None
    inside = False
    for number, written in enumerate(text.splitlines(), 1):
        if written.strip().startswith("["):
            inside = written.split("#")[0].strip() == f"[{TABLE}]"
            line = number if inside else line
        elif key and inside and written.partition("=")[0].strip().strip("\"'") == key:
            line = number
            break
    path = f"{TABLE}.{key}" if key else TABLE
    return Problem(
        file=FILE, line=line, column=None, key=path, message=message, given=given, allowed=allowed, fix=fix
    )
