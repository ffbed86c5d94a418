"""Times the policy pack over gRPC, beside the SDK's own servicer with the same rules.

    python -m benchmarks.pack

The resources are the cases of every rule, on the types that the rules are about, and documents as large as
any that is read. The pack runs as an engine runs it, in a process of its own; what single rules take is timed
in this process. A call that does nothing is timed, too: no servicer answers faster than that.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from google.protobuf import empty_pb2
from pack.configuration import configure
from pack.judge import Judge
from pack.requests import resource_of, stack_of
from pack.rule import Rule, StackRule
from pulumi.runtime import proto
from rich.console import Console
from rich.table import Table
from rules import CATALOGUE

from benchmarks.measure import Timing, python, timed
from tests.policies.cases import CASES
from tests.policies.process import (
    POLICIES,
    analyze_request,
    environment,
    policy_configuration,
    running,
    stack_resource,
)

RESOURCES: Final = 1000
FOR_STOCK: Final = 100
"""As many of them are enough for the slow baseline."""
STACK: Final = 3000
STATEMENTS: Final = 400
"""Of the largest policy document; more would be longer than what is read."""

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
    requests = list(_requests(RESOURCES))
    some = requests[:: RESOURCES // FOR_STOCK]
    with tempfile.TemporaryDirectory(prefix="benchmark-pack-") as folder:
        stock_pack = Path(folder)
        (stock_pack / "__main__.py").write_text(_STOCK, encoding="utf-8")
        start = Timing(tuple(_start(POLICIES) for _ in range(runs)))
        alone = timed(runs, lambda: _discard(python("-c", "import pulumi_policy, pydantic")))
        ours = Timing(tuple(_judging(POLICIES, requests) for _ in range(runs)))
        stock = Timing(tuple(_judging(stock_pack, some) for _ in range(runs)))
        floor = Timing(tuple(_judging(POLICIES, requests, "Remediate") for _ in range(runs)))
    ratio = (stock.median / len(some)) / (ours.median / len(requests))
    least = floor.median / len(requests)
    beyond = (stock.median / len(some) - least) / max(ours.median / len(requests) - least, 1e-6)

    table = _table(f"the pack: {len(CATALOGUE)} rules, {len(requests)} resources of {_types(requests)} types")
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
    _print_rules(console, requests)


def _print_rules(console: Console, requests: Sequence[Any]) -> None:
    judge = Judge(configure(CATALOGUE, environment({})))
    rules = [rule for rule in CATALOGUE if isinstance(rule, Rule)]
    stack_rules = [rule for rule in CATALOGUE if isinstance(rule, StackRule)]
    resources = [resource_of(request) for request in (*requests, *_large())]
    slowest: dict[str, tuple[float, str]] = {}
    for rule in rules:
        for resource in resources:
            if resource.type in rule.types:
                taken = _seconds(lambda rule=rule, one=resource: judge.resource(rule, one, None))  # type: ignore[misc]
                slowest[rule.name] = max(slowest.get(rule.name, (0.0, "")), (taken, resource.name))
    message = proto.AnalyzeStackRequest(resources=list(_stack(STACK)))
    reading = _seconds(lambda: stack_of(message))
    stack = stack_of(message)
    on_stack = {
        rule.name: _seconds(lambda rule=rule: judge.stack(rule, stack, None))  # type: ignore[misc]
        for rule in stack_rules
    }

    table = _table("single rules, slowest first")
    for name, (taken, resource_name) in sorted(slowest.items(), key=lambda item: -item[1][0])[:3]:
        table.add_row(f"{name}, on the resource {resource_name!r}", f"{taken * 1000:.1f} ms", "", "")
    total = reading + sum(on_stack.values())
    table.add_row(
        f"{len(stack_rules)} rules about a stack of {STACK} resources (wanted: 2 s)", f"{total:.2f} s", "", ""
    )
    table.add_row("  of it reading the request", f"{reading:.2f} s", "", "")
    for name, taken in sorted(on_stack.items(), key=lambda item: -item[1])[:2]:
        table.add_row(f"  {name}", f"{taken * 1000:.1f} ms", "", "")
    console.print(table)


def _start(directory: Path) -> float:
    begin = time.perf_counter()
    with running(directory=directory) as pack:
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


def _shapes() -> Iterator[tuple[str, dict[str, Any]]]:
    """Types and properties: the first shapes of each rule's case on each of its first types."""
    rules = {rule.name: rule for rule in CATALOGUE if isinstance(rule, Rule)}
    for turn in range(6):
        for name, case in CASES.items():
            tokens = [case.type] if case.type else list(rules[name].types) or ["aws:s3/bucket:Bucket"]
            shapes = [*(bad for bad, _ in case.bad), *case.good, *case.unknown]
            if shapes:
                yield tokens[turn % len(tokens)], shapes[turn % len(shapes)]


def _requests(count: int) -> Iterator[Any]:
    shapes = [(token, shape) for token, shape in _shapes() if len(json.dumps(shape, default=str)) < 20_000]
    for index in range(count):
        token, shape = shapes[index % len(shapes)]
        yield analyze_request(token, shape, name=f"r{index}")


def _stack(count: int) -> Iterator[Any]:
    shapes = list(_shapes())
    bucket = "aws:s3/bucket:Bucket"
    for index in range(count):
        token, shape = shapes[index % len(shapes)]
        yield stack_resource(
            bucket if index % 10 == 0 else token, {**shape, "bucket": f"b{index}"}, f"r{index}"
        )


def _large() -> Iterator[Any]:
    """Resources with lists and documents as large as they come."""
    statements = [
        {
            "Effect": "Allow",
            "Action": [f"ec2:*{index}*", f"s3:Put*{index}*", f"iam:*a*e*{index}*"],
            "Resource": ["*", f"arn:aws:s3:::bucket-{index}/*"],
        }
        for index in range(STATEMENTS)
    ]
    document = json.dumps({"Statement": statements})
    yield analyze_request("aws:iam/policy:Policy", {"policy": document}, name="large policy")
    rules = [
        {"protocol": "tcp", "fromPort": i, "toPort": i, "cidrBlocks": ["0.0.0.0/0"]} for i in range(2000)
    ]
    yield analyze_request("aws:ec2/securityGroup:SecurityGroup", {"ingress": rules}, name="large group")
    variables = {f"NAME_{index}": "x" * 500 for index in range(2000)}
    yield analyze_request(
        "aws:lambda/function:Function", {"environment": {"variables": variables}}, name="large function"
    )


def _seconds(action: Callable[[], object]) -> float:
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def _each(timing: Timing, size: int) -> str:
    return f"{timing.median / size * 1000:.2f} ms"


def _types(requests: Sequence[Any]) -> int:
    return len({request.type for request in requests})


def _table(title: str) -> Table:
    table = Table(
        title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0)
    )
    table.add_column("", min_width=62)
    for name in ("wall time", "per resource", "ratio"):
        table.add_column(name, justify="right")
    return table


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
