"""A careless program and the same one put right, each through `run` with the pack.

`programs/findings.txt` lists what the careless one gets. After a change of the rules, write it again with
`python tests/policies/test_programs.py` and read every line that changed.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(__file__).parent / "programs"
FINDINGS = PROGRAMS / "findings.txt"


@functools.cache
def judged(name: str) -> tuple[int, dict[str, Any]]:
    """The exit code of a program's preview and the report of its stack `dev`."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "PULUMI_"))}
    with tempfile.TemporaryDirectory() as scratch:
        report = Path(scratch) / "report.json"
        command = [sys.executable, "-m", "preview", "run", "dev", "-C", str(PROGRAMS / name)]
        done = subprocess.run(
            [*command, "--policy-pack", "policies", "--json", str(report)],
            cwd=ROOT,
            env=clean,
            capture_output=True,
            text=True,
            check=False,
        )
        assert report.exists(), done.stdout + done.stderr
        (stack,) = json.loads(report.read_text())["stacks"]
    return done.returncode, stack


def table(findings: list[dict[str, Any]]) -> list[str]:
    """One sorted line for each finding: rule, resource, property and message."""
    return sorted(
        " | ".join(
            (each["rule"], each["urn"].rpartition("::")[2], each["property"] or "-", each["message"]),
        )
        for each in findings
    )


def resources(name: str) -> set[tuple[str, str]]:
    """Type and name of what a program creates, without providers and the stack itself."""
    return {
        (each["type"], each["urn"].rpartition("::")[2])
        for each in judged(name)[1]["resources"]
        if not each["type"].startswith("pulumi:")
    }


def test_the_careless_program_gets_exactly_the_findings_of_the_table() -> None:
    code, stack = judged("careless")

    assert code == 1
    assert table(stack["findings"]) == FINDINGS.read_text().splitlines()


def test_the_careless_program_is_large_and_varied() -> None:
    assert len(resources("careless")) == 67
    assert len({type for type, _ in resources("careless")}) == 48


def test_nothing_is_left_to_find_in_the_repaired_program() -> None:
    code, stack = judged("repaired")

    assert (code, stack["judged"], table(stack["findings"]), stack["notes"]) == (0, True, [], [])
    assert stack["summary"]["waived"] == 0


def test_the_repaired_program_keeps_every_resource_of_the_careless_one() -> None:
    assert resources("careless") - resources("repaired") == set()


@pytest.mark.parametrize("name", ["careless", "repaired"])
def test_the_program_runs_without_a_diagnostic(name: str) -> None:
    _, stack = judged(name)

    assert (stack["failure"], stack["diagnostics"], stack["pack_failures"]) == (None, [], [])


if __name__ == "__main__":
    FINDINGS.write_text("\n".join(table(judged("careless")[1]["findings"])) + "\n")
