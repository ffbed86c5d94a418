"""Progress while a run goes on: a live table on a terminal, a line per stack elsewhere."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from rich.console import Console, RenderableType
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

from preview.run.progress import Progress

_PER_SECOND: Final = 8
_MARKS: Final = {"✓": "green", "✗": "red"}


@dataclass
class _State:
    """One stack, as far as it has come."""

    word: str
    resources: int = 0
    mark: str = ""


class ConsoleProgress:
    """Writes to standard error, so that a report that is piped elsewhere stays clean."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._lock = threading.Lock()
        self._states: dict[str, _State] = {}
        self._word = "starting"
        self._spinner = Spinner("dots")

    @contextmanager
    def shown(self) -> Iterator[Progress]:
        """Show it for the duration of a `with` block; it is gone from a terminal afterwards."""
        if not self._console.is_terminal:
            yield self
            return
        with Live(
            console=self._console,
            get_renderable=self._table,
            transient=True,
            refresh_per_second=_PER_SECOND,
        ):
            yield self

    def phase(self, word: str) -> None:
        """What the run as a whole does now."""
        with self._lock:
            self._word = word
        if not self._console.is_terminal:
            self._console.print(Text(word), soft_wrap=True)

    def running(self, stack: str) -> None:
        """The stack's program runs."""
        self._set(stack, "running")

    def waiting(self, stack: str, other: str) -> None:
        """The stack waits for the outputs of another one."""
        self._set(stack, f"waiting for {other}")

    def registered(self, stack: str) -> None:
        """The stack has one more resource."""
        with self._lock:
            self._states.setdefault(stack, _State("running")).resources += 1

    def judging(self, stack: str) -> None:
        """The program has ended; packs still judge."""
        self._set(stack, "judging")

    def finished(self, stack: str, *, failed: bool) -> None:
        """Nothing more happens to the stack; `failed` if its preview is not complete."""
        word = "failed" if failed else "done"
        self._set(stack, word, mark="✗" if failed else "✓")
        if not self._console.is_terminal:
            self._console.print(Text(f"{stack}: {word}"), soft_wrap=True)

    def _set(self, stack: str, word: str, *, mark: str = "") -> None:
        with self._lock:
            state = self._states.setdefault(stack, _State(word))
            state.word, state.mark = word, mark

    def _table(self) -> RenderableType:
        table = Table.grid(padding=(0, 2))
        with self._lock:
            table.add_row(self._spinner.render(time.monotonic()), Text(self._word))
            for stack, state in sorted(self._states.items()):
                count = f"{state.resources} resources" if state.resources else ""
                mark = Text(state.mark, style=_MARKS.get(state.mark, ""))
                table.add_row(mark, Text(stack), Text(state.word, style="dim"), Text(count, style="dim"))
        return table
