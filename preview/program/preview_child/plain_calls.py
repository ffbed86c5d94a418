"""Function calls whose result the program takes at once, although not all of it is known.

An Output can be unknown; the result of a plain call cannot, and the SDK dies of one that is. The engine
answers a call of which it knows a part as unknown, and gives that part along. Here, where it can be seen who
waits for the answer, a plain call takes the part: what is not known is None in it.
"""

from __future__ import annotations

import sys
import threading
from typing import Any


class PlainCalls:
    """The monitor of the program that is run by the thread which makes this."""

    def __init__(self, monitor: Any) -> None:
        from pulumi.runtime.invoke import invoke, invoke_single

        self._monitor = monitor
        self._thread = threading.get_ident()
        self._plain = {invoke.__code__, invoke_single.__code__}

    def Invoke(self, request: Any) -> Any:  # noqa: N802 - named as in the protocol
        response = self._monitor.Invoke(request)
        if response.unknown and response.HasField("return") and self._waits_for(request.tok):
            response.unknown = False
        return response

    def _waits_for(self, token: str) -> bool:
        """Does the program stand still in a plain call of this function?

        The SDK makes all calls on other threads and sends the same for both kinds; only the program's own
        stack tells them apart. An Output's call of the same function at the same time is taken for plain.
        """
        frame = sys._current_frames().get(self._thread)
        while frame is not None:
            if frame.f_code in self._plain and frame.f_locals.get("tok") == token:
                return True
            frame = frame.f_back
        return False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._monitor, name)
