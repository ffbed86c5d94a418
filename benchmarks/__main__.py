"""Time the preview, the validation, the engine and the policy pack, each beside a baseline of the same run.

python -m benchmarks [--runs N]
"""

from __future__ import annotations

import argparse
import os
import tempfile
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import engine, pack, program, proof, serve, stacks
from benchmarks.measure import ROOT, Timing, python, timed

SIZE = 1000
GROWTH = (250, 500, 1000, 2000)
PACK = ROOT / "policies"


def main() -> None:
    """Print one table per question."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs of each figure (default: 3)")
    runs = parser.parse_args().runs
    console = Console(highlight=False, width=130)
    console.print(f"{os.cpu_count()} cores; medians of {runs} runs, fastest and slowest in brackets")
    measure_stacks(console, runs)
    measure_validation(console, runs)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        measure_program(console, Path(folder), runs)
        engine.measure(console, Path(folder), runs)
    pack.measure(console, runs)
    proof.main()


def measure_stacks(console: Console, runs: int) -> None:
    """All stacks of this project, by what is in the caches."""
    count, timings = stacks.measured(runs)
    *_, baseline = timings.values()
    table = figures(f"previewing and judging {count} stacks with run --all (wanted: under 10 s)")
    for name, timing in timings.items():
        add(table, name, timing, baseline if timing is not baseline else None)
    console.print(table)


def measure_validation(console: Console, runs: int) -> None:
    """All files, and as a baseline: Python that imports what reads them."""
    ours = timed(runs, lambda: discard(python("-m", "preview", "validate")))
    baseline = timed(runs, lambda: discard(python("-c", "import pydantic, yaml")))
    table = figures("validating all files (wanted: under 1 s)")
    add(table, "python -m preview validate", ours, baseline)
    add(table, "baseline: python that imports pydantic and yaml, nothing else", baseline)
    console.print(table)


def measure_program(console: Console, folder: Path, runs: int) -> None:
    """A large generated program with and without the pack, and how the cost grows with its size."""
    project = program.write(folder, SIZE)
    baseline = timed(runs, lambda: program.register_only(project))
    without = timed(runs, lambda: program.preview(project))
    judged = timed(runs, lambda: program.preview(project, "--policy-pack", PACK))
    table = figures(f"a program of {SIZE} resources (wanted: under 6 ms per resource)")
    table.add_column("per resource", justify="right")
    for name, timing in (
        ("preview with the policy pack", judged),
        ("preview without a pack", without),
        ("baseline: the SDK alone, each registration answered at once", baseline),
    ):
        add(table, name, timing, baseline if timing is not baseline else None, size=SIZE)
    console.print(table)
    measure_cli(console, project, runs, without)

    growth = figures("growth, with the policy pack")
    growth.add_column("per resource", justify="right")
    for size in GROWTH:
        at_size = project if size == SIZE else program.write(folder, size)
        timing = judged
        if size != SIZE:
            timing = timed(runs, partial(program.preview, at_size, "--policy-pack", PACK))
        add(growth, f"{size} resources", timing, size=size)
    console.print(growth)


def measure_cli(console: Console, project: Path, runs: int, ours: Timing) -> None:
    """The same program under a real CLI, attached to the same synthesis, where one is installed."""
    if not serve.is_installed():
        console.print("no `pulumi` is on the PATH, so nothing is compared with it")
        return
    with serve.attached(project) as environment:
        theirs = timed(runs, lambda: serve.preview(environment, SIZE))
    table = figures(f"a program of {SIZE} resources and a real CLI (wanted: ratio of 2.5 or more)")
    add(table, "pulumi preview, attached to python -m preview serve", theirs, ours)
    add(table, "baseline: preview without a pack", ours)
    console.print(table)


def figures(title: str) -> Table:
    """An empty table."""
    table = Table(
        title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0)
    )
    table.add_column("", min_width=62)
    table.add_column("wall time", justify="right")
    table.add_column("ratio to baseline", justify="right")
    return table


def add(
    table: Table, name: str, timing: Timing, baseline: Timing | None = None, *, size: int | None = None
) -> None:
    """One line of a table; `size` is the number of resources that the time is for."""
    ratio = f"{timing.median / baseline.median:.2f}" if baseline else ""
    per_resource = [f"{timing.median / size * 1000:.2f} ms"] if size else []
    table.add_row(name, str(timing), ratio, *per_resource)


def discard(_printed: str) -> None:
    """A command is timed for its own sake."""


if __name__ == "__main__":
    main()
