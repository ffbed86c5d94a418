"""Times the proof of the declared flows: over the shipped estate, and over one with a hundred spokes.

    python -m benchmarks.proof

The large estates are the shipped one's report with two of its spokes repeated, one of each segment: the same
resources under other names, ids and addresses. So the figures follow whatever a spoke and the hub become.
What is timed is what the hook does, from reading the report to its answer.
"""

from __future__ import annotations

import hashlib
import json
import math
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
from estate.proof.structure import flaws

ROOT = Path(__file__).parents[1]
MODELS = ("staging", "prod")
"""Stacks whose spokes are repeated in turn, each with three zones, one of each segment."""
FIRST = ("10.20.0.0", "10.24.0.0")
"""Where the addresses of each model's copies begin: beyond the hub's, inside the home region's supernet."""
RANGE = "10.24.0.0/13"
"""What production has in place of its own range, which is too small for so many spokes."""
SIZES = (25, 50, 100)
_ID = re.compile(r"(?<=-)[0-9a-f]{17}\b")
_RANGE = re.compile(r'(?<=")\d+\.\d+\.\d+\.\d+/\d+(?=")')
_ADDRESS = re.compile(r"\b\d+\.\d+\.\d+\.\d+\b")


def main() -> None:
    """Print seconds for the shipped estate, and for estates of growing size."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder) / "report.json"
        command = [sys.executable, "-m", "preview", "run", "--all", "--json", str(path)]
        subprocess.run(command, cwd=ROOT, check=False, capture_output=True)
        text = path.read_text(encoding="utf-8")
    facts = read_facts(ROOT, {})
    _show("shipped estate", *timed(text, facts))
    measured = []
    for size in SIZES:
        report, enlarged = repeated(json.loads(text), facts, size)
        seconds, proof, found = timed(json.dumps(report), enlarged)
        _show(f"{size} spokes", seconds, proof, found)
        measured.append(seconds)
    growth = math.log(measured[-1] / measured[0], SIZES[-1] / SIZES[0])
    print(f"proof, growth:         with the number of spokes to the power of {growth:.1f}")


def _show(name: str, seconds: float, proof: Proof, found: int) -> None:
    broken = len(proof.breaches) + len(proof.unknown)
    print(
        f"proof, {name + ':':<15} {seconds:6.2f} s  {proof.pairs:>9,} pairs  {broken} broken  {found} flaws"
    )


def timed(text: str, facts: Facts) -> tuple[float, Proof, int]:
    """Seconds for the proof of a report, the proof, and how many flaws it has besides."""
    start = time.perf_counter()
    estate = read_estate(json.loads(text), facts)
    proof = prove(estate.network, estate.places, facts.flows)
    found = sum(flaw.mandatory for flaw in flaws(estate, facts, proof.breaches))
    return time.perf_counter() - start, proof, found


def repeated(report: Mapping[str, Any], facts: Facts, spokes: int) -> tuple[dict[str, Any], Facts]:
    """The report with that many spokes in place of the shipped ones, and the facts that go with it."""
    stacks = {stack["stack"]: stack for stack in report["stacks"]}
    models = [json.dumps(stacks[name]) for name in MODELS]
    spokes_of = [IPv4Network(_vpc_range(stacks[name])) for name in MODELS]
    shared = json.dumps([stack for name, stack in stacks.items() if name not in facts.segments])
    for wider in _ranges_around(spokes_of[-1], shared):
        shared = shared.replace(f'"{wider}"', f'"{RANGE}"')
    foreign = set(_ID.findall(shared))
    kept = json.loads(shared)
    segments = {}
    for number in range(spokes):
        name, kind = f"spoke-{number:03}", number % len(MODELS)
        segments[name] = facts.segments[MODELS[kind]]
        first = int(IPv4Address(FIRST[kind])) + number // len(MODELS) * spokes_of[kind].num_addresses
        text = models[kind].replace(f"urn:pulumi:{MODELS[kind]}::", f"urn:pulumi:{name}::")
        text = _renamed(text, name, first, spokes_of[kind], foreign)
        kept.append({**json.loads(text), "stack": name})
    enlarged = replace(facts, segments=segments, stacks=(*(stack["stack"] for stack in kept),))
    return {**report, "stacks": kept}, enlarged


def _renamed(model: str, name: str, first: int, spoke: IPv4Network, foreign: set[str]) -> str:
    """A spoke's report with ids of its own, and addresses from `first` on."""
    shift = first - int(spoke.network_address)

    def other_id(found: re.Match[str]) -> str:
        if found[0] in foreign:
            return found[0]
        return hashlib.sha256(f"{found[0]} {name}".encode()).hexdigest()[:17]

    def other_address(found: re.Match[str]) -> str:
        address = IPv4Address(found[0])
        return str(address + shift) if address in spoke else found[0]

    return _ADDRESS.sub(other_address, _ID.sub(other_id, model))


def _ranges_around(spoke: IPv4Network, text: str) -> list[str]:
    """The ranges in a report that hold a spoke's, and are a segment's: smaller than a region's."""
    found = {IPv4Network(each) for each in _RANGE.findall(text)}
    return [str(each) for each in found if spoke.subnet_of(each) and each != spoke and each.prefixlen > 13]


def _vpc_range(stack: Mapping[str, Any]) -> str:
    vpcs = [each for each in stack["resources"] if each["type"] == "aws:ec2/vpc:Vpc"]
    return str(vpcs[0]["inputs"]["cidrBlock"])


if __name__ == "__main__":
    main()
