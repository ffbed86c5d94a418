"""Reading what a hook answered, in the shape that hook.schema.json publishes; errors name the place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final, cast

from preview.project.problems import Problem
from preview.report.model import SEVERITIES, Finding, Severity, Source

VERSION: Final = 1
"""Of the protocol, in both directions."""


@dataclass(frozen=True, kw_only=True)
class HookAnswer:
    """What a hook found."""

    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


class UnfitError(Exception):
    """The answer does not fit the schema; the message says where."""


def read_answer(text: str) -> HookAnswer:
    """The answer that a hook wrote, checked field by field against the schema; raises UnfitError."""
    if not text.strip():
        raise UnfitError("its standard output is empty")
    try:
        answer = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise UnfitError(f"its standard output is not JSON: {error}") from None
    _object(answer, "the answer", {"version"}, {"problems", "findings", "notes"})
    if answer["version"] != VERSION or isinstance(answer["version"], bool):
        raise UnfitError(f"version is {answer['version']!r}, this preview speaks {VERSION}")
    notes = _list(answer, "notes")
    for index, note in enumerate(notes):
        _require(isinstance(note, str), f"notes[{index}] must be text")
    return HookAnswer(
        problems=tuple(_problem(item, f"problems[{n}]") for n, item in enumerate(_list(answer, "problems"))),
        findings=tuple(_finding(item, f"findings[{n}]") for n, item in enumerate(_list(answer, "findings"))),
        notes=tuple(notes),
    )


_PROBLEM_TEXTS: Final = ("file", "key", "message", "given", "allowed", "fix")
_FINDING_TEXTS: Final = ("rule", "message", "why", "fix", "stack", "urn")


def _problem(item: Any, where: str) -> Problem:
    _object(item, where, {*_PROBLEM_TEXTS, "line", "column"}, set())
    for key in _PROBLEM_TEXTS:
        _require(isinstance(item[key], str), f"{where}.{key} must be text")
    for key in ("line", "column"):
        _require(item[key] is None or _counts(item[key]), f"{where}.{key} must be null or a number above 0")
    return Problem.from_dict(item)


def _finding(item: Any, where: str) -> Finding:
    texts = set(_FINDING_TEXTS)
    _object(item, where, {"rule", "level", "message"}, texts | {"severity", "source"})
    for key in texts & item.keys():
        _require(isinstance(item[key], str), f"{where}.{key} must be text")
    _require(item["rule"] and item["message"], f"{where}: rule and message must not be empty")
    _require(item["level"] in ("mandatory", "advisory"), f"{where}.level must be mandatory or advisory")
    severity = item.get("severity", "unspecified")
    _require(severity in SEVERITIES, f"{where}.severity must be one of {', '.join(SEVERITIES)}")
    source = item.get("source")
    if source is not None:
        _object(source, f"{where}.source", {"file", "line"}, set())
        _require(
            isinstance(source["file"], str) and _counts(source["line"]),
            f"{where}.source must have the text file and the number line",
        )
    return Finding(
        severity=cast(Severity, severity),
        level=item["level"],
        source=Source(file=source["file"], line=source["line"]) if source else None,
        **{"urn": "", **{key: item[key] for key in texts & item.keys()}},
    )


def _object(item: Any, where: str, required: set[str], optional: set[str]) -> None:
    _require(isinstance(item, dict), f"{where} must be an object")
    missing = sorted(required - item.keys())
    _require(not missing, f"{where} lacks {', '.join(missing)}")
    unknown = sorted(item.keys() - required - optional)
    _require(not unknown, f"{where} has the unknown {', '.join(unknown)}")


def _list(answer: dict[str, Any], key: str) -> list[Any]:
    items = answer.get(key, [])
    _require(isinstance(items, list), f"{key} must be a list")
    return cast(list[Any], items)


def _counts(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _require(holds: Any, message: str) -> None:
    if not holds:
        raise UnfitError(message)
