"""What the stacks of one project tell each other while they are previewed side by side."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from preview.engine.model import StackOutputs


class NoOutputsError(Exception):
    """The outputs of a stack will not come; the message says why.

    `stack` is the one that failed, empty where that is not the reason.
    """

    def __init__(self, message: str, stack: str = "") -> None:
        super().__init__(message)
        self.stack = stack


class Exchange:
    """Exports by stack; whoever asks for one that is not there yet waits until it is.

    A stack that waits gives its place to another one: at most `places` stacks run at any time, however many
    wait. Stacks that wait for each other are a cycle: each of them gets the same error, so that the result
    does not depend on who asked first.
    """

    def __init__(self, *, places: int, start: Callable[[str], None]) -> None:
        """`start` is called with the stack, whenever one is asked for; it must not wait for it."""
        self._places = threading.Semaphore(places)
        self._start = start
        self._changed = threading.Condition()
        self._known: dict[str, StackOutputs | NoOutputsError] = {}
        self._waits: dict[str, list[str]] = {}
        self._doomed: dict[str, NoOutputsError] = {}
        self._cancelled = False

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold one of the places while running."""
        with self._places:
            yield

    def publish(self, stack: str, outputs: StackOutputs) -> None:
        """A stack has been previewed."""
        self._settle(stack, outputs)

    def give_up(self, stack: str, reason: str) -> None:
        """A stack's outputs will never be known."""
        self._settle(stack, NoOutputsError(f"The outputs of stack {stack} are not known: {reason}", stack))

    def give_up_unsettled(self, stack: str) -> None:
        """The stack's run is over: if it said nothing about its outputs, they will not come."""
        with self._changed:
            unsettled = stack not in self._known
        if unsettled:
            self.give_up(stack, "its preview ended early")

    def cancel(self) -> None:
        """Everybody who waits goes on, with an error."""
        with self._changed:
            self._cancelled = True
            self._changed.notify_all()

    def outputs(self, asker: str, wanted: str) -> StackOutputs:
        """The exports of `wanted`, waiting for them if need be; raises NoOutputsError."""
        self._start(wanted)
        with self._changed:
            if wanted not in self._known:
                self._wait(asker, wanted)
            if self._cancelled:
                raise NoOutputsError("the run was interrupted")
            if asker in self._doomed:
                raise self._doomed[asker]
            known = self._known[wanted]
        if isinstance(known, NoOutputsError):
            raise known
        return known

    def _settle(self, stack: str, result: StackOutputs | NoOutputsError) -> None:
        with self._changed:
            self._known[stack] = result
            self._changed.notify_all()

    def _wait(self, asker: str, wanted: str) -> None:
        """Wait without a place; all threads of one stack have one place together."""
        waits = self._waits.setdefault(asker, [])
        waits.append(wanted)
        self._find_cycle(asker)
        if len(waits) == 1:
            self._places.release()
        try:
            self._changed.wait_for(lambda: wanted in self._known or asker in self._doomed or self._cancelled)
        finally:
            waits.remove(wanted)
            last = not waits
        if last:
            self._take_place()

    def _take_place(self) -> None:
        """Get the place back; others must be able to report meanwhile."""
        self._changed.release()
        try:
            self._places.acquire()
        finally:
            self._changed.acquire()

    def _find_cycle(self, asker: str) -> None:
        """Doom the members of a cycle that goes through `asker`; every other stack just sees them fail."""
        path = self._path(asker, asker, {asker})
        if path is None:
            return
        first = path.index(min(path))
        ring = [*path[first:], *path[:first], path[first]]
        error = NoOutputsError(f"The stacks refer to each other in a cycle: {' -> '.join(ring)}")
        for member in path:
            self._doomed[member] = error
        self._changed.notify_all()

    def _path(self, start: str, goal: str, seen: set[str]) -> list[str] | None:
        for following in sorted(self._waits.get(start, ())):
            if following == goal:
                return [start]
            if following not in seen:
                seen.add(following)
                if (rest := self._path(following, goal, seen)) is not None:
                    return [start, *rest]
        return None
