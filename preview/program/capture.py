"""Taking in what a process writes without ever holding more than a bounded part of it."""

from __future__ import annotations

import os
from typing import Final

_CHUNK: Final = 65536


class Tail:
    """The end of a stream that is read from a descriptor, which it owns."""

    def __init__(self, descriptor: int, limit: int) -> None:
        """Keep the last `limit` bytes."""
        os.set_blocking(descriptor, False)
        self.descriptor = descriptor
        self._limit = limit
        self._kept = bytearray()
        self._dropped = 0

    def read(self) -> bool:
        """Take what is there now. Returns False once the other end is closed."""
        while True:
            try:
                part = os.read(self.descriptor, _CHUNK)
            except BlockingIOError:
                return True
            if not part:
                return False
            self._kept += part
            if len(self._kept) > 2 * self._limit:
                self._trim()

    def text(self) -> str:
        """What was kept; its first line tells how much was not."""
        self._trim()
        text = self._kept.decode(errors="replace")
        return f"[{self._dropped} bytes before this are not shown]\n{text}" if self._dropped else text

    def close(self) -> None:
        """Give the descriptor back."""
        os.close(self.descriptor)

    def _trim(self) -> None:
        excess = len(self._kept) - self._limit
        if excess > 0:
            del self._kept[:excess]
            self._dropped += excess
