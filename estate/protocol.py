"""What a preview asks of an analysis, and what it gets: one JSON object each way.

The shape is published as hook.schema.json by the preview; an analysis that answers in it needs nothing else.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

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
            )
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RequestError(f"the request does not fit the protocol: {error!r}") from error


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What was found; notes are sentences that stop nothing."""

    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()

    def as_json(self) -> str:
        """The answer as the protocol writes it."""
        problems = [problem.as_dict() for problem in self.problems]
        return json.dumps({"version": VERSION, "problems": problems, "findings": [], "notes": self.notes})
