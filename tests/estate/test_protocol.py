"""`python -m estate` answers one request with one answer, or says on its error stream why it cannot."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .conftest import TODAY, Estate

ROOT = Path(__file__).parents[2]


def run(text: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "estate", *arguments],
        cwd=ROOT,
        input=text,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def request(directory: Path) -> dict[str, Any]:
    stacks = sorted(path.name.split(".")[1] for path in directory.glob("Pulumi.*.yaml"))
    return {
        "version": 1,
        "phase": "before",
        "project_directory": str(directory),
        "project_file": "Pulumi.yaml",
        "stack_files": {stack: f"Pulumi.{stack}.yaml" for stack in stacks},
        "stacks": stacks,
        "date": TODAY.isoformat(),
        "report": None,
    }


def test_the_shipped_files_are_answered_without_problem() -> None:
    process = run(json.dumps(request(ROOT)), "validate")

    assert process.returncode == 0, process.stderr
    assert json.loads(process.stdout) == {"version": 1, "problems": [], "findings": [], "notes": []}
    assert process.stderr == ""


def test_problems_are_answered_with_all_their_fields(estate: Estate) -> None:
    estate.change("Pulumi.dev.yaml", "segment: non-production", "segment: non-prod")

    process = run(json.dumps(request(estate.directory)), "validate")

    assert process.returncode == 0
    assert json.loads(process.stdout)["problems"] == [
        {
            "file": "Pulumi.dev.yaml",
            "line": 9,
            "column": 5,
            "key": "landfall:spoke.segment",
            "message": "There is no segment non-prod; did you mean non-production?",
            "given": "non-prod",
            "allowed": "production, non-production, shared-services, inspection",
            "fix": "Write non-production.",
        }
    ]


@pytest.mark.parametrize(
    ("text", "arguments", "reason"),
    [
        ("{}", ("validate",), "the request does not fit the protocol: KeyError('version')"),
        ('{"version": 2}', ("validate",), "the request has version 2, not 1"),
        ("no json", ("validate",), "the request does not fit the protocol: JSONDecodeError"),
        ("[]", ("validate",), "the request does not fit the protocol: TypeError"),
        ("{}", (), "usage: python -m estate {validate,prove} < request.json"),
        ("{}", ("check",), "usage: python -m estate {validate,prove} < request.json"),
    ],
)
def test_without_a_proper_request_there_is_no_answer(
    text: str, arguments: tuple[str, ...], reason: str
) -> None:
    process = run(text, *arguments)

    assert process.returncode == 2
    assert process.stdout == ""
    assert reason in process.stderr
    assert "Traceback" not in process.stderr


def test_validation_does_not_import_pulumi() -> None:
    code = "import estate.__main__, sys; print(sorted({'pulumi', 'grpc', 'pulumi_aws'} & sys.modules.keys()))"

    process = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )

    assert process.stdout == "[]\n"
