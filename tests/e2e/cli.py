"""The Pulumi CLI on a file backend of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[2]
PATIENCE: Final = 600.0
"""Seconds for one command."""

UNCHANGED: Final = frozenset({"same", "read", "refresh", "discard"})
"""Operations that leave a resource as it is."""


class E2EError(Exception):
    """Something is not as it has to be; the message says what."""


class Cli:
    """Runs commands in a copy of the project; `folder` is thrown away afterwards."""

    def __init__(self, folder: Path, attachment: str) -> None:
        self.project = folder / "project"
        self._log = folder / "events.jsonl"
        for name in ("backend", "home"):
            (folder / name).mkdir()
        self._environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "PULUMI_"))},
            "PULUMI_DEBUG_PROVIDERS": attachment,
            "PULUMI_BACKEND_URL": (folder / "backend").as_uri(),
            "PULUMI_HOME": str(folder / "home"),
            "PULUMI_CONFIG_PASSPHRASE": "throw-away",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
            "PULUMI_DEBUG_COMMANDS": "true",  # for --event-log
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
        }

    def run(self, *arguments: str, stack: str = "", codes: Sequence[int] = (0,)) -> str:
        """Run a command; what it printed. Raises E2EError if it ends with another status."""
        command = ["pulumi", *arguments, "--non-interactive", *(["--stack", stack] if stack else [])]
        done = subprocess.run(
            command,
            cwd=self.project,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        if done.returncode not in codes:
            raise E2EError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def operations(self, *arguments: str, stack: str, codes: Sequence[int] = (0,)) -> dict[str, set[str]]:
        """Run a command; the operations of the engine that changed a resource, by URN."""
        self._log.unlink(missing_ok=True)
        self.run(*arguments, "--event-log", str(self._log), stack=stack, codes=codes)
        found: dict[str, set[str]] = {}
        for line in self._log.read_text(encoding="utf-8").splitlines():
            step = json.loads(line).get("resOutputsEvent")
            if step and step["metadata"]["op"] not in UNCHANGED:
                found.setdefault(step["metadata"]["urn"], set()).add(step["metadata"]["op"])
        return found

    def export(self, stack: str) -> dict[str, Any]:
        """The state of a stack, secrets in plain text."""
        state: dict[str, Any] = json.loads(self.run("stack", "export", "--show-secrets", stack=stack))
        return state


def copy_project(target: Path) -> None:
    """Copy what belongs to the project, so that the CLI may rewrite it."""
    listed = subprocess.run(
        ["/usr/bin/env", "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        source = ROOT / name
        if source.is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target / name)
    (target / ".venv").symlink_to(sys.prefix)


@contextmanager
def served(project: Path) -> Iterator[str]:
    """Run `python -m preview serve`; the value of PULUMI_DEBUG_PROVIDERS."""
    command = [sys.executable, "-m", "preview", "serve", "-C", str(project)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            line = server.stdout.readline() if server.stdout else ""
            name, _, attachment = line.strip().partition("=")
            if name != "PULUMI_DEBUG_PROVIDERS":
                raise E2EError(f"`serve` did not start: {line!r}")
            yield attachment
        finally:
            server.terminate()


def preview(project: Path, report: Path, *stacks: str) -> dict[str, dict[str, Any]]:
    """The credential-free preview of stacks of a project: the report's part for each."""
    arguments = [*(stacks or ["--all"]), "-C", str(project), "--json", str(report)]
    done = subprocess.run(
        [sys.executable, "-m", "preview", "run", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise E2EError(f"the preview ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    found = json.loads(report.read_text(encoding="utf-8"))["stacks"]
    return {each["stack"]: each for each in found}
