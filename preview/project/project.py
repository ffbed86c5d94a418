"""A Pulumi project: its project file and its stacks' files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from .configuration import Source, StackConfiguration, configure
from .definition import Definition, define
from .document import Document
from .nearest import did_you_mean, nearest
from .problems import Problem, ProblemsError, UnknownStackError
from .reader import read_document
from .stack_files import StackFile, find_stack_files

_STACK_NAME: Final = re.compile(r"[A-Za-z0-9_.-]{1,100}")
"""Names that the CLI takes."""
_AUTOMATION: Final = re.compile(
    r"^\s*(from|import) pulumi(\.automation|\s+import\s+automation)\b", re.MULTILINE
)


@dataclass(frozen=True, kw_only=True)
class Project:
    """A project file, understood as the CLI understands it.

    `main` is the program's directory or file, `runtime_virtualenv` the environment that runs it (None: the
    file names none). `shared_config` maps each key of the project's `config:`, with its namespace, to the
    place of its value.
    """

    directory: Path
    name: str
    document: Document
    definition: Definition
    stack_files: Mapping[str, StackFile] = field(repr=False)

    @classmethod
    def load(cls, directory: Path, *, stack_files: Mapping[str, Path] | None = None) -> Project:
        """Read the project in the directory; raises ProblemsError.

        `stack_files` adds stacks, or replaces the files of those that the directory has.
        """
        project, problems = cls.examine(directory, stack_files=stack_files)
        if problems:
            raise ProblemsError(problems)
        return project

    @classmethod
    def examine(
        cls, directory: Path, *, stack_files: Mapping[str, Path] | None = None
    ) -> tuple[Project, list[Problem]]:
        """The project as far as it can be understood, with its problems.

        Raises ProblemsError where the project file cannot be read at all.
        """
        path = _project_file(directory)
        document = read_document(path, name=path.name)
        definition, problems = define(document)
        files = find_stack_files(directory, definition.stack_config_dir, path.suffix, stack_files or {})
        project = cls(
            directory=directory,
            name=definition.name,
            document=document,
            definition=definition,
            stack_files=files,
        )
        return project, problems

    @property
    def stacks(self) -> tuple[str, ...]:
        """The names of the stacks that have a file, sorted."""
        return tuple(self.stack_files)

    @property
    def runtime(self) -> str:
        """The language: `python`, `nodejs`, ..."""
        return self.definition.runtime

    @property
    def main(self) -> Path:
        """The program: a directory, or a file."""
        return self.directory / self.definition.main

    @property
    def runtime_virtualenv(self) -> Path | None:
        """The directory of the virtual environment that the project file names."""
        return self.directory / self.definition.virtualenv if self.definition.virtualenv else None

    @property
    def shared_config(self) -> Mapping[str, Source]:
        """The keys of the project's `config:` that have a value, and where it stands."""
        return self.definition.values

    def stack(self, name: str) -> StackFile:
        """The stack's file; raises UnknownStackError, which names the stacks that there are.

        Where no stack has a file, any name is as good as another.
        """
        if name in self.stack_files:
            return self.stack_files[name]
        folder = Path(self.definition.stack_config_dir)
        file = (folder / f"Pulumi.{name}{Path(self.document.name).suffix}").as_posix()
        if not self.stack_files and _STACK_NAME.fullmatch(name):
            return StackFile(stack=name, path=self.directory / file, name=file, written=False)
        guess = nearest(name, self.stacks)
        problem = Problem(
            file=file,
            line=None,
            column=None,
            key="",
            message=f"There is no stack {name}" + did_you_mean(guess),
            given=name,
            allowed=", ".join(self.stacks) or "letters, digits, ., _ and -, at most 100",
            fix=f"Name {guess}, or create the file." if guess else "Name one of these, or create the file.",
        )
        raise UnknownStackError([problem])

    def configuration(self, stack: str, *, secrets: Mapping[str, Any] | None = None) -> StackConfiguration:
        """The stack's configuration; raises ProblemsError (UnknownStackError for a stack without a file)."""
        configuration, problems = self.configure(stack, self.stack(stack).read(), secrets=secrets)
        if problems:
            raise ProblemsError(problems)
        return configuration

    def configure(
        self, stack: str, document: Document, *, secrets: Mapping[str, Any] | None = None
    ) -> tuple[StackConfiguration, list[Problem]]:
        """The configuration that this content of the stack's file gives, as far as it can be understood."""
        configuration, problems = configure(
            project=self.name,
            project_file=self.document.name,
            stack=stack,
            shared=self.definition.values.items(),
            document=document,
            secrets=secrets or {},
        )
        for key, path in self.definition.required.items():
            if key not in configuration.sources:
                problems.append(
                    self.document.problem(
                        path,
                        f"Stack {stack} gives no value for {key}, which the project asks of every stack",
                        key=key,
                        given="nothing",
                        allowed="a value in the stack's file, or a default here",
                        fix=f"Add {key} to {document.name}, or a default: to this key.",
                    )
                )
        return configuration, problems


def _project_file(directory: Path) -> Path:
    candidates = [directory / "Pulumi.yaml", directory / "Pulumi.yml"]
    found = next((path for path in candidates if path.is_file()), None)
    if found is not None:
        return found
    raise ProblemsError(
        [
            Problem(
                file="Pulumi.yaml",
                line=None,
                column=None,
                key="",
                message="There is no Pulumi project here",
                given=str(directory),
                allowed="a directory that holds Pulumi.yaml",
                fix=_instead_of(directory),
            )
        ]
    )


def _instead_of(directory: Path) -> str:
    for path in sorted(directory.glob("*.py")):
        if _AUTOMATION.search(path.read_text(encoding="utf-8", errors="replace")):
            return (
                f"{path.name} makes its stacks by the Automation API, which is not run here: "
                "write a Pulumi.yaml beside the program that it deploys."
            )
    return "Change to the project's directory, or name it."
