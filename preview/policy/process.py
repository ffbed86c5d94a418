"""The process of a pack: started as Pulumi's Python language host starts one, and always ended."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from preview.policy.errors import PackError, PackSetupError
from preview.policy.loopback import ensure_loopback
from preview.policy.source import PackSource

ENGINE_ADDRESS: Final = "127.0.0.1:0"
"""The host passes the engine's address; `pulumi.policy` takes the argument and never dials it."""

START_SHARE: Final = 0.5
"""Of the time limit, for a pack to start: a program may have to wait for it, and keeps the rest."""

_START: Final = """
import ctypes, os, runpy, signal, sys
parent = int(sys.argv.pop(1))
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        sys.exit(1)
del ctypes, os, signal, parent
runpy.run_module("pulumi.policy", run_name="__main__", alter_sys=True)
"""
"""What `python -m pulumi.policy` does, in a process that ends with the preview, even if that is killed."""

LAST_LINES: Final = 15
"""As much of what a pack wrote to its standard error is shown when it fails."""


@dataclass(frozen=True, kw_only=True)
class StackContext:
    """What a pack is told about the stack that it judges."""

    organization: str
    project: str
    stack: str
    config: Mapping[str, str]
    """The whole configuration, secrets in plain text: that is what the real engine hands to a pack."""
    secret_keys: frozenset[str]
    date: str


class PackProcess:
    """A running pack; `port` waits until it listens."""

    def __init__(self, source: PackSource, context: StackContext, findings_file: Path) -> None:
        """Start it; raises PackSetupError where that is not possible."""
        self._source = source
        self._errors: deque[str] = deque(maxlen=LAST_LINES)
        self._first_line = ""
        self._answered = threading.Event()
        ensure_loopback()
        try:
            self._process = subprocess.Popen(
                [source.interpreter, "-u", "-c", _START, str(os.getpid()), ENGINE_ADDRESS, source.directory],
                cwd=source.directory,
                env=environment(source, context, findings_file),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,  # Ctrl-C is ours to handle, and its children end with it
            )
        except OSError as error:
            raise PackSetupError(f"policy pack {source.name} cannot be started: {error.strerror}") from None
        self._readers = [
            threading.Thread(target=self._read_output, args=[self._process.stdout], daemon=True),
            threading.Thread(target=self._read_errors, args=[self._process.stderr], daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    def port(self, time_limit: float) -> int:
        """Where the pack listens; raises PackError if it does not in time."""
        name = self._source.name
        patience = time_limit * START_SHARE
        if not self._answered.wait(patience):
            raise PackError(
                f"policy pack {name} did not serve anything within {patience:g} seconds "
                "(half of the time-limit)"
            )
        line = self._first_line.strip()
        if line.isdigit() and 0 < int(line) < 65536:
            return int(line)
        if line:
            raise PackSetupError(
                f"policy pack {name} does not speak the protocol: its first line on standard output must be "
                f"the port that it serves, it is {line[:80]!r}; let nothing print before the PolicyPack"
            )
        raise PackSetupError(f"policy pack {name} ended before it served anything{self.last_words()}")

    @property
    def ended(self) -> bool:
        """Is it gone?"""
        return self._process.poll() is not None

    def last_words(self) -> str:
        """How the process ended, if it did, and the last lines of its standard error."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(1)  # a connection breaks a moment before its process is gone
        if self._process.returncode is not None:
            self._readers[1].join(1)
        code = self._process.returncode
        status = ""
        if code is not None:
            status = f" (killed by signal {-code})" if code < 0 else f" (exit status {code})"
        return status + "".join(f"\n    {line}" for line in tuple(self._errors))

    def kill(self) -> None:
        """End it and everything it started, without waiting for that."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def stop(self) -> None:
        """End it and everything it started."""
        self.kill()
        self._process.wait()
        for reader in self._readers:
            reader.join()
        for stream in (self._process.stdout, self._process.stderr):
            if stream:
                stream.close()

    def _read_output(self, stream: IO[str]) -> None:
        self._first_line = stream.readline()
        self._answered.set()
        for _ in stream:  # what a rule prints goes nowhere, but must not fill the pipe
            pass

    def _read_errors(self, stream: IO[str]) -> None:
        for line in stream:
            if line.strip():
                self._errors.append(line.rstrip()[:500])


def environment(source: PackSource, context: StackContext, findings_file: Path) -> dict[str, str]:
    """The environment that the language host gives a pack, and the two variables of this preview."""
    variables = {
        **os.environ,
        "PULUMI_ORGANIZATION": context.organization,
        "PULUMI_PROJECT": context.project,
        "PULUMI_STACK": context.stack,
        "PULUMI_DRY_RUN": "true",
        "PULUMI_CONFIG": json.dumps(dict(context.config)),
        "PREVIEW_FINDINGS": str(findings_file),
        "PREVIEW_DATE": context.date,
    }
    if source.virtualenv:
        variables["VIRTUAL_ENV"] = str(source.virtualenv)
        variables["PATH"] = f"{source.virtualenv / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return variables
