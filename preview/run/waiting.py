"""How long a stack has waited for other ones."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Waiting:
    """Adds up the time during which anything of a stack waits, however many of its threads do."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._threads = 0
        self._since = 0.0
        self._seconds = 0.0

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Wait inside of this."""
        with self._lock:
            if not self._threads:
                self._since = self._clock()
            self._threads += 1
        try:
            yield
        finally:
            with self._lock:
                self._threads -= 1
                if not self._threads:
                    self._seconds += self._clock() - self._since

    def seconds(self) -> float:
        """All of it so far, a wait that goes on included."""
        with self._lock:
            going_on = self._clock() - self._since if self._threads else 0.0
            return self._seconds + going_on
