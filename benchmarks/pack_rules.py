"""Times single rules of the pack in this process: the slowest on a resource, and those about a stack."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from pack.configuration import configure
from pack.judge import Judge
from pack.requests import resource_of, stack_of
from pack.rule import Rule, StackRule
from pulumi.runtime import proto
from rich.console import Console
from rich.table import Table
from rules import CATALOGUE

from benchmarks.analyzed import shapes
from tests.policies.process import analyze_request, environment, stack_resource

STACK: Final = 3000
STATEMENTS: Final = 400
"""Of the largest policy document; more would be longer than what is read."""


def print_rules(console: Console, requests: Sequence[Any]) -> None:
    """Print the slowest rules, on these requests and on documents as large as any that is read."""
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

    table = table_of("single rules, slowest first")
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


def _stack(count: int) -> Iterator[Any]:
    found = list(shapes())
    bucket = "aws:s3/bucket:Bucket"
    for index in range(count):
        token, shape = found[index % len(found)]
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


def table_of(title: str) -> Table:
    """An empty table with the columns of all figures about the pack."""
    table = Table(
        title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, padding=(0, 2, 0, 0)
    )
    table.add_column("", min_width=62)
    for name in ("wall time", "per resource", "ratio"):
        table.add_column(name, justify="right")
    return table
