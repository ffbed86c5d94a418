"""Reading a JSON file that a person wrote: what is wrong with it comes with its file, line and column."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from preview.project.problems import Problem, ProblemsError


class _DuplicateKeyError(Exception):
    """A key stands twice in one object."""


@dataclass(frozen=True, kw_only=True)
class JsonFile:
    """A file that holds one object."""

    name: str
    """What messages call it."""
    content: dict[str, Any]
    text: str

    def problem(
        self, key: str, message: str, *, given: str, allowed: str, fix: str, path: str = ""
    ) -> Problem:
        """A problem with a key, at the first line where it is written; `path` where it is not at the top."""
        found = re.search(re.escape(json.dumps(key)) + r"\s*:", self.text)
        return Problem(
            file=self.name,
            line=self.text.count("\n", 0, found.start()) + 1 if found else None,
            column=None,
            key=path or key,
            message=message,
            given=given,
            allowed=allowed,
            fix=fix,
        )


def read_json(path: Path, *, name: str, expected: str) -> JsonFile:
    """The object in the file at `path`; messages call the file `name`. Raises ProblemsError."""

    def wrong(
        message: str, line: int | None = None, column: int | None = None, given: str = ""
    ) -> ProblemsError:
        fix = "correct the file" if line or given else "name another file"
        problem = Problem(
            file=name,
            line=line,
            column=column,
            key="",
            message=message,
            given=given,
            allowed=f"a JSON object: {expected}",
            fix=fix,
        )
        return ProblemsError([problem])

    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise wrong(f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise wrong("cannot be read: it is not UTF-8 text") from None
    try:
        content = json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        given = text.splitlines()[error.lineno - 1].strip()[:60] if text.strip() else "an empty file"
        raise wrong(f"is not valid JSON: {error.msg}", error.lineno, error.colno, given) from None
    except _DuplicateKeyError as error:
        raise wrong(f"has the key {error} twice in one object", given=str(error)) from None
    except RecursionError:
        raise wrong("is nested too deeply") from None
    if not isinstance(content, dict):
        raise wrong("is no JSON object", 1, 1, type(content).__name__)
    return JsonFile(name=name, content=content, text=text)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        names = [key for key, _ in pairs]
        raise _DuplicateKeyError(next(key for key in names if names.count(key) > 1))
    return content
