"""What a command line names, read and checked before anything runs; every mistake is collected."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from preview.exits import UsageError
from preview.project import Problem, ProblemsError, Project


class Collector:
    """Gathers problems of several steps, so that a user sees all of them at once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    @contextlib.contextmanager
    def step(self) -> Iterator[None]:
        """A step that may fail without keeping the following ones from being checked."""
        try:
            yield
        except ProblemsError as error:
            self.problems += error.problems

    def check(self) -> None:
        """Raise ProblemsError if anything was found."""
        if self.problems:
            raise ProblemsError(self.problems)


def project_directory(given: Path) -> Path:
    """The folder of `-C`; raises UsageError if there is none."""
    if not given.is_dir():
        raise UsageError(f"-C {given}: there is no such folder")
    return given.resolve()


def load_project(directory: Path, stack_files: Mapping[str, Path]) -> Project:
    """The project in the folder, which must be a program in Python; raises ProblemsError."""
    project = Project.load(directory, stack_files=stack_files)
    if project.runtime == "python":
        return project
    problem = project.document.problem(
        ("runtime",),
        "This preview runs programs in Python",
        allowed="python",
        fix="name a project whose program is in Python",
    )
    raise ProblemsError([problem])


def asked_stacks(project: Project, names: Sequence[str], *, everything: bool) -> tuple[str, ...]:
    """The stacks that a command line asks for, each once; raises ProblemsError, UsageError."""
    listed = ", ".join(project.stacks) or "none: the project has no stack file"
    if everything:
        if names:
            raise UsageError("give either names of stacks or --all")
        if not project.stacks:
            raise UsageError(f"--all: there are no stacks; create Pulumi.<stack>.yaml in {project.directory}")
        return project.stacks
    if not names:
        raise UsageError(f"name a stack, or --all; there are {listed}")
    collector = Collector()
    for name in names:
        with collector.step():
            project.stack(name)
    collector.check()
    return tuple(dict.fromkeys(names))


def parse_date(text: str | None) -> str:
    """The date of `--today`, or today's, as YYYY-MM-DD; raises UsageError."""
    if text is None:
        return date.today().isoformat()
    try:
        if len(text) != len("YYYY-MM-DD"):
            raise ValueError
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UsageError(f"--today {text}: not a date; write it as YYYY-MM-DD") from None


def check_writable(path: Path, *, option: str) -> None:
    """Can a report be written to `path`? What stands there stays as it is. Raises UsageError."""
    if path.is_dir():
        raise UsageError(f"{option} {path}: is a folder; name a file")
    try:
        handle, probe = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.absolute().parent)
        os.close(handle)
        Path(probe).unlink()
    except OSError as error:
        raise UsageError(f"{option} {path}: cannot be written: {error.strerror}") from None


def stack_files_of(project: Project) -> dict[str, str]:
    """Every stack's file as hooks are told of it: relative to the project's folder, or absolute."""
    return {name: project.stack(name).name for name in project.stacks}
