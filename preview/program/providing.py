"""A program's dynamic providers in a process of their own, started when first needed."""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Mapping
from contextlib import ExitStack
from typing import Any, Final

from preview.engine import EngineError
from preview.engine.dynamic import Checked, Client
from preview.program.fork_server import ProgramServer, ProgramServerError
from preview.values import Value

_START: Final = 30.0
"""Seconds for the process to say its port."""
_PORT_BYTES: Final = 16


class Providing:
    """Checks the resources of dynamic providers; close it when the program has ended."""

    def __init__(self, server: ProgramServer, request: Mapping[str, Any]) -> None:
        """Take what a run of the program is started with; nothing is started yet."""
        self._server = server
        self._request = request
        self._client: Client | None = None
        self._number = 0
        self._closed = False
        self._lock = threading.Lock()

    def check(self, urn: str, inputs: Mapping[str, Value], config: Mapping[str, Value]) -> Checked:
        """What the provider of the program makes of the inputs. Raises EngineError."""
        with self._lock:
            if self._closed:
                raise EngineError("the program has ended")
            if self._client is None:
                self._client = Client(f"127.0.0.1:{self._start()}", config)
            client = self._client
        return client.check(urn, inputs)

    def close(self) -> None:
        """Kill the process; calls under way fail."""
        if self._number:  # before the lock is free: someone may wait for the process under it
            self._server.kill(self._number)
        with self._lock:
            self._closed = True
            if self._number:
                self._server.kill(self._number)
            if self._client is not None:
                self._client.close()

    def _start(self) -> int:
        reading, writing = os.pipe()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        with ExitStack() as ours:
            ours.callback(os.close, reading)
            with ExitStack() as theirs:
                theirs.callback(os.close, writing)
                theirs.callback(os.close, nowhere)
                try:
                    descriptors = (nowhere, nowhere, writing, nowhere)
                    self._number = self._server.start({**self._request, "do": "provide"}, descriptors)
                except ProgramServerError as error:
                    raise EngineError(f"the dynamic providers cannot be started: {error}") from error
            if not select.select([reading], [], [], _START)[0]:
                raise EngineError(f"the dynamic providers did not start within {_START:g} s")
            line = os.read(reading, _PORT_BYTES).strip()
            if not line.isdigit():
                raise EngineError("the dynamic providers did not start: their process ended")
            return int(line)
