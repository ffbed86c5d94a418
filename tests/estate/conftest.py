"""A project that a test may spoil: tests/company, whose lines stay put when the shipped files grow."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path

import pytest

from estate.protocol import Answer, Request
from estate.validate import validate

COMPANY = Path(__file__).parents[1] / "company"
TODAY = datetime.date(2026, 11, 21)


class Estate:
    """The project's files in a folder, and what validation says of them."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        for path in COMPANY.glob("Pulumi*.yaml"):
            shutil.copy(path, directory)

    def change(self, name: str, old: str, new: str) -> None:
        """Replace the one place in a file that reads `old`."""
        path = self.directory / name
        text = path.read_text()
        assert text.count(old) == 1, f"{name} holds {old!r} {text.count(old)} times"
        path.write_text(text.replace(old, new))

    def write(self, name: str, text: str) -> None:
        """Give a file that content."""
        (self.directory / name).write_text(text)

    def request(self, *asked: str) -> Request:
        """What preview would ask."""
        files = {
            path.name.removeprefix("Pulumi.").removesuffix(".yaml"): Path(path.name)
            for path in self.directory.glob("Pulumi.*.yaml")
        }
        return Request(directory=self.directory, stack_files=files, stacks=asked or tuple(files), date=TODAY)

    def answer(self, *asked: str) -> Answer:
        """What validation answers."""
        return validate(self.request(*asked))

    def complaints(self, *asked: str) -> list[str]:
        """Its problems as people read them."""
        return [str(problem) for problem in self.answer(*asked).problems]


@pytest.fixture
def estate(tmp_path: Path) -> Estate:
    return Estate(tmp_path)
