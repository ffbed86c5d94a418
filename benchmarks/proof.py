"""Times the proof of the declared flows: over the shipped estate, and over one with a hundred spokes.

    python -m benchmarks.proof

The large estates are the shipped one's report with its production spoke repeated: the same resources under
other names, ids and addresses, half of them in each segment. So the figures follow whatever a spoke and the
hub become. What is timed is what the hook does, from reading the report to its answer.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path
from typing import Any

from estate.proof.estate import Facts, read_estate, read_facts
from estate.proof.prove import Proof, prove

ROOT = Path(__file__).parents[1]
MODEL = "prod"
OTHER_SEGMENT = "dev"
FIRST = "10.20.0.0"
"""Where the spokes' addresses begin: beyond those of the hub, inside the home region's supernet."""
SIZES = (25, 50, 100)
_ID = re.compile(r"(?<=-)[0-9a-f]{17}\b")
_ADDRESS = re.compile(r"\b\d+\.\d+\.\d+\.\d+\b")


def main() -> None:
    """Print seconds for the shipped estate, and for estates of growing size."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder) / "report.json"
        command = [sys.executable, "-m", "preview", "run", "--all", "--json", str(path)]
        subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
        text = path.read_text(encoding="utf-8")
    facts = read_facts(ROOT, {})
    seconds, proof = timed(text, facts)
    print(f"proof, shipped estate: {seconds:6.2f} s  {proof.pairs:>9,} pairs  {len(proof.breaches)} broken")
    for size in SIZES:
        report, enlarged = repeated(json.loads(text), facts, size)
        seconds, proof = timed(json.dumps(report), enlarged)
        print(
            f"proof, {size:>3} spokes:     {seconds:6.2f} s  {proof.pairs:>9,} pairs  "
            f"{len(proof.breaches)} broken"
        )


def timed(text: str, facts: Facts) -> tuple[float, Proof]:
    """Seconds for the proof of a report, and the proof."""
    start = time.perf_counter()
    estate = read_estate(json.loads(text), facts)
    proof = prove(estate.network, estate.places, facts.flows)
    return time.perf_counter() - start, proof


def repeated(report: Mapping[str, Any], facts: Facts, spokes: int) -> tuple[dict[str, Any], Facts]:
    """The report with that many spokes in place of the shipped ones, and the facts that go with it."""
    stacks = {stack["stack"]: stack for stack in report["stacks"]}
    model = json.dumps(stacks[MODEL])
    spoke = IPv4Network(_vpc_range(stacks[MODEL]))
    shared = json.dumps([stack for name, stack in stacks.items() if name not in facts.segments])
    foreign = set(_ID.findall(shared))
    tables = _tables(stacks)
    kept = [stack for name, stack in stacks.items() if name not in facts.segments]
    segments = {}
    for number in range(spokes):
        name = f"spoke-{number:03}"
        segments[name] = facts.segments[MODEL if number % 2 else OTHER_SEGMENT]
        text = _renamed(model, name, number, spoke, foreign)
        for here, there in tables.items() if not number % 2 else ():
            text = text.replace(f'"{here}"', f'"{there}"')
        kept.append({**json.loads(text), "stack": name})
    enlarged = replace(facts, segments=segments, stacks=(*(stack["stack"] for stack in kept),))
    return {**report, "stacks": kept}, enlarged


def _renamed(model: str, name: str, number: int, spoke: IPv4Network, foreign: set[str]) -> str:
    """A spoke's report under another name, with ids and addresses of its own."""
    first = int(IPv4Address(FIRST)) + number * spoke.num_addresses
    shift = first - int(spoke.network_address)

    def other_id(found: re.Match[str]) -> str:
        if found[0] in foreign:
            return found[0]
        return hashlib.sha256(f"{found[0]} {name}".encode()).hexdigest()[:17]

    def other_address(found: re.Match[str]) -> str:
        address = IPv4Address(found[0])
        return str(address + shift) if address in spoke else found[0]

    text = model.replace(f"urn:pulumi:{MODEL}::", f"urn:pulumi:{name}::")
    return _ADDRESS.sub(other_address, _ID.sub(other_id, text))


def _vpc_range(stack: Mapping[str, Any]) -> str:
    vpcs = [each for each in stack["resources"] if each["type"] == "aws:ec2/vpc:Vpc"]
    return str(vpcs[0]["inputs"]["cidrBlock"])


def _tables(stacks: Mapping[str, Any]) -> dict[str, str]:
    """The hub's tables that a spoke of one segment names, with those that the other one names instead."""

    def named(stack: str, kind: str) -> list[str]:
        return [
            each["inputs"]["transitGatewayRouteTableId"]
            for each in stacks[stack]["resources"]
            if each["type"] == f"aws:ec2transitgateway/{kind}"
        ]

    association = "routeTableAssociation:RouteTableAssociation"
    return dict(zip(named(MODEL, association), named(OTHER_SEGMENT, association), strict=True))


if __name__ == "__main__":
    main()
