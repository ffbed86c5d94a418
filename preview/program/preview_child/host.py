"""The fork server: imports packages once, then forks one child per run and reaps it.

Its only link is a socket to its parent. Requests are length-prefixed JSON. A request to run a program, or to
provide what its dynamic providers do, comes with four file descriptors: standard output, standard error, the
child's report, and the status that this process writes. When the socket closes, every child is killed with
its whole process group, and the server ends.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import selectors
import signal
import socket
import struct
from pathlib import Path
from typing import Any, NoReturn

from .preload import preload

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_LENGTH = struct.Struct("!I")
_DESCRIPTORS = 4


def main(control: int, program: str) -> NoReturn:
    """Serve until the socket with descriptor `control` closes."""
    preload(Path(program))
    gc.collect()
    gc.freeze()  # what is imported stays shared with the children, as long as no collection touches it
    Host(socket.socket(fileno=control)).serve()


class Host:
    """Forks runs and watches over them."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._wakeup, self._wakeup_end = socket.socketpair()
        self._wakeup.setblocking(False)
        self._wakeup_end.setblocking(False)
        self._runs: dict[int, tuple[int, int]] = {}  # process id: number of the run, status descriptor

    def serve(self) -> NoReturn:
        """Fork and reap until the parent is gone."""
        # What a program leaves behind in another session becomes this process's child, so it can be found.
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._wakeup_end.fileno())
        with selectors.DefaultSelector() as selector:
            selector.register(self._control, selectors.EVENT_READ)
            selector.register(self._wakeup, selectors.EVENT_READ)
            while True:
                ready = {key.fileobj for key, _ in selector.select()}
                if self._wakeup in ready:
                    self._drain_wakeup()
                    self._reap()
                if self._control in ready:
                    self._take_request()

    def _drain_wakeup(self) -> None:
        try:
            while self._wakeup.recv(4096):
                pass
        except BlockingIOError:
            pass

    def _take_request(self) -> None:
        try:
            header, descriptors, _, _ = socket.recv_fds(self._control, _LENGTH.size, _DESCRIPTORS)
            body = self._receive(_LENGTH.unpack(header + self._receive(_LENGTH.size - len(header)))[0])
        except (ConnectionError, struct.error):
            self._end()
        request = json.loads(body)
        if request["do"] == "kill":
            self._kill(request["run"])
        else:
            self._fork(request, descriptors)

    def _receive(self, length: int) -> bytes:
        received = b""
        while len(received) < length:
            part = self._control.recv(length - len(received))
            if not part:
                raise ConnectionError
            received += part
        return received

    def _fork(self, request: dict[str, Any], descriptors: list[int]) -> None:
        output, errors, report, status = descriptors
        parent = os.getpid()
        child = os.fork()
        if child == 0:
            self._become_child(parent, output, errors, status)
            if request["do"] == "provide":
                from .provide import provide

                provide(request, report)
            from .run import run

            run(request, report)
        for descriptor in (output, errors, report):
            os.close(descriptor)
        self._runs[child] = (request["run"], status)
        os.write(status, b'{"pid": %d}\n' % child)

    def _become_child(self, parent: int, output: int, errors: int, status: int) -> None:
        os.setsid()
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._control.close()
        self._wakeup.close()
        self._wakeup_end.close()
        for _, other in self._runs.values():
            os.close(other)
        os.close(status)
        empty = os.open(os.devnull, os.O_RDONLY)
        for source, target in ((empty, 0), (output, 1), (errors, 2)):
            os.dup2(source, target)
            os.close(source)

    def _kill(self, run: int) -> None:
        for child, (number, _) in self._runs.items():
            if number == run:
                _kill_group(child)

    def _reap(self) -> None:
        while self._runs:
            # Left unreaped, the process keeps its id, so that the group killed is still its own.
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is None:
                return
            _kill_group(ended.si_pid)
            _, status = os.waitpid(ended.si_pid, 0)
            _, descriptor = self._runs.pop(ended.si_pid, (0, -1))
            if not self._runs:
                _kill_children()
            if descriptor >= 0:
                _tell(descriptor, b'{"status": %d}\n' % status)

    def _end(self) -> NoReturn:
        for child in self._runs:
            _kill_group(child)
        for child in list(self._runs):
            os.waitpid(child, 0)
        _kill_children()
        os._exit(0)


def _kill_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        with contextlib.suppress(ProcessLookupError):
            os.kill(leader, signal.SIGKILL)  # forked, but not yet the leader of its own group


def _kill_children() -> None:
    """Kill every child, and those that the dead ones leave, until there is none."""
    while children := _children():
        for child in children:
            _kill_group(child)
        for child in children:
            os.waitpid(child, 0)


def _children() -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            # The name, in parentheses, may hold anything; the parent is the second field after it.
            parent = status.read_text(errors="replace").rpartition(")")[2].split()[1]
            if int(parent) == os.getpid():
                found.append(int(status.parent.name))
    return found


def _tell(descriptor: int, message: bytes) -> None:
    try:
        os.write(descriptor, message)
    except BrokenPipeError:
        pass  # nobody waits for this run any more
    finally:
        os.close(descriptor)
