"""What the engine itself costs: the processor time and the memory of its process, without the program's.

Processor time, as it is the same on a busy machine; the fixed cost of a start is taken off by a run of few
resources.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from benchmarks import program
from benchmarks.measure import ROOT, clean_environment

SIZES: Final = (1000, 10_000)
FEW: Final = 10
SIDE_BY_SIDE: Final = 20
_BETWEEN_LOOKS: Final = 0.02
_TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """Seconds of processor time, and megabytes at the peak."""

    seconds: float
    megabytes: float


def measure(console: Console, folder: Path, runs: int) -> None:
    """The engine's cost per resource and its memory, and twenty previews at once."""
    base = statistics.median(_cost(program.write(folder, FEW)).seconds for _ in range(1))
    table = Table(title="the engine's own process", title_justify="left", box=None, pad_edge=False)
    for column in ("", "processor time", "per resource", "peak memory"):
        table.add_column(column, justify="right" if column else "left", min_width=0 if column else 40)
    per_resource = {}
    for size in SIZES:
        project = folder / str(size)
        if not project.exists():
            project = program.write(folder, size)
        costs = [_cost(project) for _ in range(runs)]
        seconds = statistics.median(cost.seconds for cost in costs)
        per_resource[size] = (seconds - base) / size * 1000
        peak = max(cost.megabytes for cost in costs)
        table.add_row(
            f"{size} resources", f"{seconds:.2f} s", f"{per_resource[size]:.2f} ms", f"{peak:.0f} MB"
        )
    console.print(table)
    ratio = per_resource[SIZES[-1]] / per_resource[SIZES[0]]
    console.print(f"growth per resource: {ratio:.2f} (wanted: at most 1.3; memory: under 150 MB)")
    _side_by_side(console, folder / str(FEW))


def _cost(project: Path) -> Cost:
    """Preview the project, and look at the engine's process while it runs."""
    command = [sys.executable, "-m", "preview", "run", program.STACK, "-C", str(project)]
    with subprocess.Popen(
        command, cwd=ROOT, env=clean_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        cost = Cost(0.0, 0.0)
        while process.poll() is None:
            cost = _look(process.pid) or cost
            time.sleep(_BETWEEN_LOOKS)
    if process.returncode not in (0, 1):
        raise SystemExit(f"the preview of {project} ended with {process.returncode}")
    return cost


def _look(pid: int) -> Cost | None:
    """The cost of a process until now, without its children; None once it has ended."""
    folder = Path("/proc", str(pid))
    try:
        fields = (folder / "stat").read_text().rpartition(") ")[2].split()
        peak = [line for line in (folder / "status").read_text().splitlines() if line.startswith("VmHWM")]
    except OSError:
        return None
    if not peak:
        return None
    return Cost((int(fields[11]) + int(fields[12])) / _TICKS, int(peak[0].split()[1]) / 1024)


def _side_by_side(console: Console, project: Path) -> None:
    """So many previews at once: each of them has to end well."""
    command = [sys.executable, "-m", "preview", "run", program.STACK, "-C", str(project)]
    begin = time.perf_counter()
    running = [
        subprocess.Popen(
            command, cwd=ROOT, env=clean_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(SIDE_BY_SIDE)
    ]
    failed = sum(process.wait() not in (0, 1) for process in running)
    seconds = time.perf_counter() - begin
    console.print(f"{SIDE_BY_SIDE} previews side by side: {seconds:.1f} s, {failed} failed")
