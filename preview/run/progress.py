"""What a run tells about its progress while it goes on."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Listens to a run; called from several threads at once."""

    def running(self, stack: str) -> None:
        """The stack's program runs."""

    def waiting(self, stack: str, other: str) -> None:
        """The stack waits for the outputs of another one."""

    def registered(self, stack: str) -> None:
        """The stack has one more resource."""

    def judging(self, stack: str) -> None:
        """The program has ended; packs still judge."""

    def finished(self, stack: str, *, failed: bool) -> None:
        """Nothing more happens to the stack; `failed` if its preview is not complete."""
