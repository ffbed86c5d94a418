"""Times the policy pack over gRPC, beside the SDK's own servicer with the same rules.

    python -m benchmarks.pack

The resources are those that this project's stacks plan, as a preview sends them, and the cases of every rule
(see `analyzed`). The pack runs as an engine runs it, in a process of its own; what single rules take is timed
in this process. A call that does nothing is timed, too: no servicer answers faster than that.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from google.protobuf import empty_pb2
from rich.console import Console
from rules import CATALOGUE

from benchmarks.analyzed import recorded
from benchmarks.analyzed import requests as mixed
from benchmarks.measure import Timing, python, timed
from benchmarks.pack_rules import print_rules, table_of
from tests.policies.process import (
    POLICIES,
    policy_configuration,
    running,
)

RESOURCES: Final = 1000
FOR_STOCK: Final = 100
"""As many of them are enough for the slow baseline."""

_STOCK: Final = """
import os
from pack.configuration import configure
from pack.judge import Judge
from pack.policies import policies
from pulumi_policy import PolicyPack
from rules import CATALOGUE

PolicyPack("stock", policies(CATALOGUE, Judge(configure(CATALOGUE, os.environ))))
"""
_CONFIGURATION: Final = {"imds-hop-limit": {"enforcementLevel": "advisory"}}


def measure(console: Console, runs: int) -> None:
    """Print what the pack costs."""
    with tempfile.TemporaryDirectory(prefix="benchmark-pack-") as folder:
        recordings = recorded(Path(folder))
        requests = mixed(recordings, RESOURCES)
        some = requests[:: RESOURCES // FOR_STOCK]
        stock_pack = Path(folder) / "stock"
        stock_pack.mkdir()
        (stock_pack / "__main__.py").write_text(_STOCK, encoding="utf-8")
        start = Timing(tuple(_start(POLICIES) for _ in range(runs)))
        alone = timed(runs, lambda: _discard(python("-c", "import pulumi_policy, pydantic")))
        ours = Timing(tuple(_judging(POLICIES, requests) for _ in range(runs)))
        stock = Timing(tuple(_judging(stock_pack, some) for _ in range(runs)))
        floor = Timing(tuple(_judging(POLICIES, requests, "Remediate") for _ in range(runs)))
    ratio = (stock.median / len(some)) / (ours.median / len(requests))
    least = floor.median / len(requests)
    beyond = (stock.median / len(some) - least) / max(ours.median / len(requests) - least, 1e-6)

    table = table_of(
        f"the pack: {len(CATALOGUE)} rules, {len(requests)} resources of {_types(requests)} types, "
        f"{len(recordings)} of them planned by the stacks, {_size(requests)} bytes each in the middle"
    )
    table.add_row("judging over gRPC (wanted: 1 ms per resource)", str(ours), _each(ours, len(requests)), "")
    table.add_row(
        f"baseline: the SDK's own servicer, {len(some)} of them", str(stock), _each(stock, len(some)), ""
    )
    table.add_row("baseline: calls that do nothing", str(floor), _each(floor, len(requests)), "")
    table.add_row("the SDK's servicer to ours (wanted: 20)", "", "", f"{ratio:.1f}")
    table.add_row("  the same without what a call costs by itself", "", "", f"{beyond:.1f}")
    table.add_row(
        "from start to configured (wanted: 0.5 s)", str(start), "", f"{start.median / alone.median:.2f}"
    )
    table.add_row("baseline: python that imports pulumi_policy and pydantic", str(alone), "", "")
    console.print(table)
    print_rules(console, requests)


def _start(directory: Path) -> float:
    begin = time.perf_counter()
    # Compiled modules are kept, as on any machine where the pack has run before.
    with running(directory=directory, PYTHONDONTWRITEBYTECODE="") as pack:
        _configure(pack.stub)
        return time.perf_counter() - begin


def _judging(directory: Path, requests: Sequence[Any], method: str = "Analyze") -> float:
    with running(directory=directory) as pack:
        _configure(pack.stub)
        call = getattr(pack.stub, method)
        call(requests[0])  # the first call opens the connection
        begin = time.perf_counter()
        for request in requests:
            call(request)
        return time.perf_counter() - begin


def _configure(stub: Any) -> None:
    stub.GetAnalyzerInfo(empty_pb2.Empty())
    stub.Configure(policy_configuration(_CONFIGURATION))


def _each(timing: Timing, size: int) -> str:
    return f"{timing.median / size * 1000:.2f} ms"


def _types(requests: Sequence[Any]) -> int:
    return len({request.type for request in requests})


def _size(requests: Sequence[Any]) -> int:
    return int(statistics.median(request.ByteSize() for request in requests))


def _discard(_printed: str) -> None:
    """A command is timed for its own sake."""


def main() -> None:
    """Only this part of the benchmarks."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pack", description=__doc__)
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="runs of each figure (default: 3)")
    runs = parser.parse_args().runs
    console = Console(highlight=False, width=130)
    console.print(f"{os.cpu_count()} cores; medians of {runs} runs, fastest and slowest in brackets")
    measure(console, runs)


if __name__ == "__main__":
    main()
