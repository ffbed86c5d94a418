"""The URNs of the stacks: as they are, and as they were recorded."""

from __future__ import annotations

from pathlib import Path

from .previews import previews

FOLDER = Path(__file__).parent


def file_of(stack: str) -> Path:
    """Where a stack's URNs are recorded."""
    return FOLDER / f"{stack}.txt"


def recorded(stack: str) -> list[str]:
    """The URNs as they were when they were last recorded."""
    return file_of(stack).read_text(encoding="utf-8").splitlines()


def current(stack: str) -> list[str]:
    """The URNs as they are."""
    return sorted(previews()[stack].urns())
