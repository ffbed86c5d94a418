"""Previewing several stacks side by side."""

from __future__ import annotations

import os
import threading
from types import TracebackType
from typing import Final

from preview.program import ProgramServer
from preview.run.exchange import Exchange
from preview.run.progress import Progress
from preview.run.result import StackResult
from preview.run.stack import Plan, StackRun
from preview.schema import SchemaIndex

PATIENCE: Final = 15.0
"""Seconds for what was ended to be gone."""


class Scheduler:
    """Runs the stacks that were asked for, and those that they refer to; use as a context manager.

    As many run at once as there are processor cores; one that waits for another one does not count. What
    comes of it does not depend on the order in which they run.
    """

    def __init__(
        self, plan: Plan, *, server: ProgramServer, schemas: SchemaIndex, progress: Progress
    ) -> None:
        self._plan = plan
        self._server = server
        self._schemas = schemas
        self._progress = progress
        self._exchange = Exchange(places=max(2, os.cpu_count() or 1), start=self._start)
        self._lock = threading.Lock()
        self._runs: dict[str, StackRun] = {}
        self._ended = threading.Condition(self._lock)
        self._going: set[str] = set()
        self._results: dict[str, StackResult] = {}
        self._errors: list[BaseException] = []
        self._stopping = False

    def run(self) -> list[StackResult]:
        """Preview them all; sorted by name."""
        for stack in self._plan.stacks:
            self._start(stack)
        with self._ended:  # a thread that is joined cannot be asked again after an interrupt
            self._ended.wait_for(lambda: not self._going)
        if self._errors:
            raise self._errors[0]
        return [self._results[stack] for stack in sorted(self._results)]

    def __enter__(self) -> Scheduler:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """End whatever still runs."""
        with self._lock:
            self._stopping = True
            runs = list(self._runs.values())
        self._exchange.cancel()
        for run in runs:
            run.cancel()
        with self._ended:
            if self._going:
                self._server.close()  # ends the programs that still run
            self._ended.wait_for(lambda: not self._going, PATIENCE)

    def _start(self, stack: str) -> None:
        """Begin a stack's preview, unless that was done before."""
        with self._lock:
            if stack in self._runs or self._stopping:
                return
            self._runs[stack] = StackRun(
                self._plan,
                stack,
                server=self._server,
                schemas=self._schemas,
                exchange=self._exchange,
                progress=self._progress,
            )
            self._going.add(stack)
            threading.Thread(target=self._preview, args=[stack], name=f"stack {stack}", daemon=True).start()

    def _preview(self, stack: str) -> None:
        try:
            with self._exchange.place():
                if not self._stopping:
                    self._results[stack] = self._runs[stack].run()
        except BaseException as error:  # a thread has nobody above it: `run` raises it again
            self._errors.append(error)
        finally:
            self._exchange.give_up_unsettled(stack)
            result = self._results.get(stack)
            self._progress.finished(stack, failed=result is None or result.failed)
            with self._ended:
                self._going.remove(stack)
                self._ended.notify_all()
