"""From the stack frames that the SDK reports to lines of the project."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlparse

from pulumi.runtime.proto import source_pb2

from preview.engine.model import SourcePosition

_OWN_FOLDER: Final = Path(__file__).resolve().parents[1]


class Sources:
    """Tells the project's own files from those of packages, of its virtual environment and of the preview."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._files: dict[str, str | None] = {}  # by URI; None for a file that is not the project's
        self._positions: dict[tuple[str, int], SourcePosition] = {}  # each once, however many came from it

    def frames(self, frames: Iterable[source_pb2.StackFrame]) -> tuple[SourcePosition, ...]:
        """The frames within the project, in the order given (innermost first)."""
        positions = []
        for frame in frames:
            uri = frame.pc.uri
            file = self._files[uri] if uri in self._files else self._learn(uri)
            if file is not None:
                at = (file, frame.pc.line)
                positions.append(self._positions.setdefault(at, SourcePosition(*at)))
        return tuple(positions)

    def _learn(self, uri: str) -> str | None:
        file: str | None = None
        path = Path(unquote(urlparse(uri).path))
        if path.is_relative_to(self._root) and not path.is_relative_to(_OWN_FOLDER):
            relative = path.relative_to(self._root)
            if not self._installed(relative):
                file = relative.as_posix()
        self._files[uri] = file
        return file

    def _installed(self, relative: Path) -> bool:
        if "site-packages" in relative.parts:
            return True
        return any((self._root / parent / "pyvenv.cfg").exists() for parent in relative.parents)
