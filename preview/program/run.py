"""Running a program against a deployment, in a process of its own."""

from __future__ import annotations

import json
import os
import selectors
import signal
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from typing import Any, Final

from preview.engine import Deployment, Servers
from preview.engine.monitor import PARALLEL
from preview.program.capture import Tail
from preview.program.fork_server import ProgramServer, ProgramServerError
from preview.program.outcome import Frame, ProgramError, ProgramOutcome
from preview.program.providing import Providing

_OUTPUT_LIMIT: Final = 64 * 1024  # bytes kept of what a program prints, per stream
_REPORT_LIMIT: Final = 4 * 1024 * 1024
_STATUS_LIMIT: Final = 4096
_PATIENCE: Final = 5.0  # seconds for a killed process to be gone


@dataclass(frozen=True, kw_only=True)
class ProgramRequest:
    """What a run needs beside the deployment: seconds it may take, and additions to its environment.

    `waited` says for how many seconds the program had to wait for something that is not its own fault; they
    do not count.
    """

    time_limit: float = 120.0
    environment: Mapping[str, str] = field(default_factory=dict)
    waited: Callable[[], float] = float


def run_program(server: ProgramServer, deployment: Deployment, request: ProgramRequest) -> ProgramOutcome:
    """Run the server's program once; blocks until it has ended or was stopped, and nothing of it is left.

    Raises ProgramServerError if it cannot be started at all.
    """
    program = server.program
    deployment.program_directory = program if program.is_dir() else program.parent
    described = _described(server, deployment, request)
    with Servers(deployment) as servers, closing(Providing(server, described)) as deployment.dynamic:
        run = _Run(server, deployment, request)
        run.start(servers, described)
        return run.outcome()


def _described(server: ProgramServer, deployment: Deployment, request: ProgramRequest) -> dict[str, Any]:
    """What a process of the program is started with."""
    return {
        "program": str(server.program),
        "root": str(server.project_directory),
        "project": deployment.project,
        "stack": deployment.stack,
        "organization": deployment.organization,
        "environment": {
            **request.environment,
            "PULUMI_CONFIG": json.dumps(deployment.config),
            "PULUMI_CONFIG_SECRET_KEYS": json.dumps(sorted(deployment.secret_keys)),
            "PULUMI_PROJECT": deployment.project,
            "PULUMI_STACK": deployment.stack,
            "PULUMI_ORGANIZATION": deployment.organization,
            "PULUMI_DRY_RUN": "true",
        },
    }


class _Run:
    """One run: the streams of a child process, and the child's fate."""

    def __init__(self, server: ProgramServer, deployment: Deployment, request: ProgramRequest) -> None:
        self._server = server
        self._deployment = deployment
        self._request = request
        self._number = 0
        self._timed_out = False
        self._tails: dict[str, Tail] = {}

    def start(self, servers: Servers, program: Mapping[str, Any]) -> None:
        """Fork the child."""
        limits = {
            "stdout": _OUTPUT_LIMIT,
            "stderr": _OUTPUT_LIMIT,
            "report": _REPORT_LIMIT,
            "status": _STATUS_LIMIT,
        }
        with ExitStack() as theirs:
            ends = []
            for name, limit in limits.items():
                reading, writing = os.pipe()
                theirs.callback(os.close, writing)
                ends.append(writing)
                self._tails[name] = Tail(reading, limit)
            try:
                self._number = self._server.start(
                    {
                        **program,
                        "do": "run",
                        "monitor": servers.monitor_address,
                        "engine": servers.engine_address,
                        "parallel": PARALLEL,
                    },
                    ends,
                )
            except ProgramServerError:
                self._close()
                raise

    def outcome(self) -> ProgramOutcome:
        """Wait for the end of the child and say how it came."""
        try:
            self._wait()
        except BaseException:
            self._server.kill(self._number)
            raise
        finally:
            self._close()
        return self._judge()

    def _wait(self) -> None:
        """Read all streams until the child's status is closed, that is, until it is gone."""
        waited = self._request.waited
        deadline = time.monotonic() + self._request.time_limit
        with selectors.DefaultSelector() as selector:
            for name, tail in self._tails.items():
                selector.register(tail.descriptor, selectors.EVENT_READ, name)
            while True:
                for key, _ in selector.select(max(0.0, deadline + waited() - time.monotonic())):
                    if not self._tails[key.data].read():
                        selector.unregister(key.fileobj)
                        if key.data == "status":
                            return
                if time.monotonic() >= deadline + waited():
                    if self._timed_out:
                        self._server.close()  # not even the server answers any more
                        return
                    self._timed_out = True
                    self._server.kill(self._number)
                    deadline, waited = time.monotonic() + _PATIENCE, float

    def _close(self) -> None:
        for tail in self._tails.values():
            tail.read()
            tail.close()

    def _judge(self) -> ProgramOutcome:
        streams = {name: self._tails[name].text() for name in ("stdout", "stderr")}
        if self._timed_out:
            message = f"the program was still running after {self._request.time_limit:g} s and was stopped"
            return ProgramOutcome(
                kind="timed_out", exit_code=None, error=ProgramError(message=message), **streams
            )
        if self._server.closed:
            message = "the program was stopped"
            return ProgramOutcome(
                kind="cancelled", exit_code=None, error=ProgramError(message=message), **streams
            )
        report = self._tails["report"].text()
        if report:
            told = json.loads(report)
            return ProgramOutcome(
                kind=told["kind"], exit_code=told["exit_code"], error=self._error(told), **streams
            )
        code, message = _fate(self._tails["status"].text())
        return ProgramOutcome(kind="exited", exit_code=code, error=ProgramError(message=message), **streams)

    def _error(self, told: dict[str, Any]) -> ProgramError | None:
        if told["kind"] == "finished":
            return None
        message = told.get("message", f"the program ended itself with exit code {told['exit_code']}")
        resource = told.get("resource")
        if resource is None:
            return ProgramError(message=message, frames=_frames(told))
        type, name, parent = resource["type"], resource["name"], resource["parent"]
        return ProgramError(
            message=message,
            frames=_frames(told),
            resource=f"{type} {name!r}",
            urn=self._deployment.urn_of(type, name, parent) if parent else "",
        )


def _frames(told: dict[str, Any]) -> tuple[Frame, ...]:
    return tuple(Frame(**frame) for frame in told.get("frames", ()))


def _fate(status: str) -> tuple[int | None, str]:
    """Exit code and message for a process that ended without a word."""
    lines = [json.loads(line) for line in status.splitlines()]
    ended = next((line["status"] for line in lines if "status" in line), None)
    if ended is None:
        return None, "the process of the program is gone"
    code = os.waitstatus_to_exitcode(ended)
    if code < 0:
        return code, f"the program was killed by {signal.Signals(-code).name}"
    return code, f"the program ended its process with exit code {code} before it was done"
