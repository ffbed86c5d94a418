"""The files that configure the stacks of a project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .document import Document
from .reader import read_document


@dataclass(frozen=True, kw_only=True)
class StackFile:
    """One stack and the file that configures it; `name` is what messages call the file.

    A stack needs no file: then nothing is `written`, and it has the project's own configuration alone.
    """

    stack: str
    path: Path
    name: str
    written: bool = True

    def read(self) -> Document:
        """The file's content; raises ProblemsError."""
        if not self.written:
            return Document(name=self.name, value={}, positions={}, texts={}, odd_keys={})
        return read_document(self.path, name=self.name)


def find_stack_files(
    directory: Path, folder: str, suffix: str, extra: Mapping[str, Path]
) -> dict[str, StackFile]:
    """The files in a folder of the project, and the extra ones, by the names of their stacks."""
    paths = {
        path.name.removeprefix("Pulumi.").removesuffix(suffix): path
        for path in (directory / folder).glob(f"Pulumi.*{suffix}")
        if path.name != f"Pulumi{suffix}"
    }
    paths |= {name: directory / path for name, path in extra.items()}
    return {
        name: StackFile(stack=name, path=path, name=_called(path, directory))
        for name, path in sorted(paths.items())
    }


def _called(path: Path, directory: Path) -> str:
    return path.relative_to(directory).as_posix() if path.is_relative_to(directory) else str(path)
