"""Record the URNs of all stacks anew: `python -m tests.urns.record`.

A URN that goes or changes is a resource that AWS deletes, unless an alias says what it was. So look at the
difference, and give it an alias or a line in the changelog.
"""

from __future__ import annotations

from pathlib import Path

from .previews import STACKS, previews

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


def main() -> None:
    for stack in STACKS:
        file_of(stack).write_text("".join(f"{urn}\n" for urn in current(stack)), encoding="utf-8")


if __name__ == "__main__":
    main()
