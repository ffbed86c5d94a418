"""Timing a command several times."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Timing:
    """Seconds of wall time of each run."""

    runs: tuple[float, ...]

    @property
    def median(self) -> float:
        """The one in the middle."""
        return statistics.median(self.runs)

    def __str__(self) -> str:
        return f"{self.median:.2f} s ({min(self.runs):.2f}-{max(self.runs):.2f})"


def timed(times: int, action: Callable[[], None], *, before: Callable[[], None] | None = None) -> Timing:
    """Run an action so many times, each after what is to be done `before`, which is not timed."""
    runs = []
    for _ in range(times):
        if before is not None:
            before()
        begin = time.perf_counter()
        action()
        runs.append(time.perf_counter() - begin)
    return Timing(tuple(runs))


def python(
    *arguments: object,
    codes: Sequence[int] = (0,),
    cwd: Path = ROOT,
    variables: Mapping[str, str] | None = None,
) -> str:
    """Run this interpreter, without credentials; what it printed. Ends the benchmark if that fails."""
    done = subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env={**clean_environment(), **(variables or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in codes:
        shown = " ".join(map(str, arguments))
        raise SystemExit(f"python {shown} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def clean_environment() -> dict[str, str]:
    """The environment without credentials or settings of Pulumi, in which this project's code is found."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "PULUMI_"))}
    return {**kept, "PYTHONPATH": str(ROOT)}
