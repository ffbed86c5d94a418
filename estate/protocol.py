"""What a preview asks of an analysis, and what it gets: one JSON object each way.

The shape is published as hook.schema.json by the preview; an analysis that answers in it needs nothing else.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from preview.project import Problem

VERSION = 1


class RequestError(Exception):
    """The request cannot be understood; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is to be judged, and as of which day."""

    directory: Path
    stack_files: Mapping[str, Path]
    stacks: tuple[str, ...]
    date: datetime.date
    report: Path | None = None

    @classmethod
    def parse(cls, text: str) -> Request:
        """The request in its JSON; raises RequestError."""
        try:
            fields = json.loads(text)
            if fields["version"] != VERSION:
                raise RequestError(f"the request has version {fields['version']!r}, not {VERSION}")
            return cls(
                directory=Path(fields["project_directory"]),
                stack_files={name: Path(path) for name, path in fields["stack_files"].items()},
                stacks=tuple(fields["stacks"]),
                date=datetime.date.fromisoformat(fields["date"]),
                report=Path(fields["report"]) if fields.get("report") else None,
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RequestError(f"the request does not fit the protocol: {error!r}") from error


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What is wrong with a plan; the fields are those of the protocol."""

    rule: str
    severity: str
    level: str
    message: str
    why: str
    fix: str
    stack: str
    urn: str
    source: Mapping[str, Any] | None = None


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was found; notes are sentences that stop nothing."""

    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> str:
        """The answer as the protocol writes it."""
        problems = [problem.as_dict() for problem in self.problems]
        findings = [asdict(finding) for finding in self.findings]
        return json.dumps(
            {"version": VERSION, "problems": problems, "findings": findings, "notes": self.notes}
        )
