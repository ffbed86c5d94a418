"""The parent's side of the process that programs are forked from."""

from __future__ import annotations

import itertools
import json
import os
import signal
import socket
import struct
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final

_LENGTH: Final = struct.Struct("!I")
_PATIENCE: Final = 5.0  # seconds that the server has to end by itself
_BOOTSTRAP: Final = (
    "import sys; sys.path[:1] = [sys.argv[1]]; from preview_child import host; del sys.path[0]; "
    "host.main(int(sys.argv[2]), sys.argv[3])"
)


class ProgramServerError(Exception):
    """No program can be run: the interpreter is missing or does not start."""


class ProgramServer:
    """Runs programs of one project with the project's own interpreter; use as a context manager.

    The server imports the packages that the program at `program` (a folder or file; by default the project's
    directory) will import, and every run is a fork of it. Several runs may be under way at once. When the
    context ends, or this process does, all of them are killed.
    """

    def __init__(
        self,
        python: Path,
        project_directory: Path,
        *,
        program: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.python = python
        self.project_directory = project_directory.resolve()
        self.program = (program or project_directory).resolve()
        self._environment = dict(os.environ if environment is None else environment)
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self.closed = False

    def __enter__(self) -> ProgramServer:
        if not os.access(self.python, os.X_OK):
            raise ProgramServerError(
                f"there is no Python interpreter at {self.python}; is the environment set up?"
            )
        self._control, theirs = socket.socketpair()
        with theirs:
            arguments = [str(Path(__file__).parent), str(theirs.fileno()), str(self.program)]
            try:
                self._process = subprocess.Popen(
                    [str(self.python), "-c", _BOOTSTRAP, *arguments],
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,  # an interrupt from the terminal is for the parent alone
                    cwd=self.project_directory,
                    env=self._virtual_environment(),
                )
            except OSError as error:
                self._control.close()
                raise ProgramServerError(f"{self.python} does not start: {error.strerror}") from error
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """The server's own process, while there is one."""
        return self._process.pid if self._process else None

    def start(self, request: Mapping[str, Any], descriptors: Sequence[int]) -> int:
        """Fork a run, which is given the descriptors; returns its number. Raises ProgramServerError.

        The request says what to `do`: `run` the program, or `provide` what its dynamic providers do.
        """
        number = next(self._numbers)
        self._send({**request, "run": number}, descriptors)
        return number

    def kill(self, number: int) -> None:
        """Kill a run with its whole process group; one that has ended is none of its concern."""
        try:
            self._send({"do": "kill", "run": number}, ())
        except ProgramServerError:
            return  # the server is gone, and its runs with it

    def close(self) -> None:
        """Kill all runs and end the server; may be called from any thread, and again."""
        with self._lock:
            self.closed = True
            if self._control is not None:
                self._control.close()
            process, self._process = self._process, None
        if process is None:
            return
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def _send(self, message: Mapping[str, Any], descriptors: Sequence[int]) -> None:
        body = json.dumps(message).encode()
        with self._lock:
            if self._control is None or self.closed:
                raise ProgramServerError("the program server is closed")
            try:
                socket.send_fds(self._control, [_LENGTH.pack(len(body))], list(descriptors))
                self._control.sendall(body)
            except OSError as error:
                raise ProgramServerError(f"{self.python} ended unexpectedly") from error

    def _virtual_environment(self) -> dict[str, str]:
        environment = dict(self._environment)
        home = self.python.parent.parent
        if (home / "pyvenv.cfg").exists():
            environment["VIRTUAL_ENV"] = str(home)
            path = environment.get("PATH", os.defpath)
            environment["PATH"] = f"{self.python.parent}{os.pathsep}{path}"
        return environment
