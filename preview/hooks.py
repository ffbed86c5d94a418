"""Commands of a project that run before and after a preview; hook.schema.json publishes the protocol.

A hook gets one JSON request on its standard input and writes one JSON answer to its standard output. Another
exit status than 0, an answer that does not fit, or no answer within the time limit: the hook failed.
"""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from preview.hook_answer import VERSION, HookAnswer, UnfitError, read_answer

STDERR_LINES: Final = 15
"""As many of a failed hook's last lines are shown."""


class HookError(Exception):
    """A hook failed; the message names its command and says why."""


@dataclass(frozen=True, kw_only=True)
class HookRequest:
    """What a hook is told; paths of files are relative to the project's folder, or absolute."""

    phase: Literal["before", "after"]
    project_directory: Path
    project_file: str
    stack_files: Mapping[str, str]
    stacks: Sequence[str]
    date: str
    report: Path | None = None

    def as_json(self) -> str:
        """The request as it travels."""
        return json.dumps(
            {
                "version": VERSION,
                "phase": self.phase,
                "project_directory": str(self.project_directory),
                "project_file": self.project_file,
                "stack_files": dict(self.stack_files),
                "stacks": list(self.stacks),
                "date": self.date,
                "report": str(self.report) if self.report else None,
            }
        )


def run_hook(command: Sequence[str], request: HookRequest, *, time_limit: float) -> HookAnswer:
    """Run one hook; `python` as its first word means the interpreter that runs this. Raises HookError."""
    words = [sys.executable if command[0] == "python" else command[0], *command[1:]]
    name = shlex.join(command)
    try:
        process = subprocess.Popen(
            words,
            cwd=request.project_directory,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,  # so that it can be ended together with its own children
        )
    except OSError as error:
        raise HookError(f"hook `{name}` cannot be started: {error.strerror}: {words[0]}") from None
    with process:
        try:
            stdout, stderr = process.communicate(request.as_json(), timeout=time_limit)
        except subprocess.TimeoutExpired:
            raise HookError(
                f"hook `{name}` gave no answer within {time_limit:g} seconds (time-limit of [tool.preview])"
            ) from None
        finally:
            # Leave nothing of the hook behind, children that outlived it included.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
    if process.returncode != 0:
        raise HookError(f"hook `{name}` failed with exit status {process.returncode}{_tail(stderr)}")
    try:
        return read_answer(stdout)
    except UnfitError as error:
        raise HookError(f"hook `{name}` gave no valid answer: {error}{_tail(stderr)}") from None


def _tail(stderr: str) -> str:
    lines = [line for line in stderr.splitlines() if line.strip()][-STDERR_LINES:]
    return "".join(f"\n    {line}" for line in lines)
