"""A small Pulumi project and pack, and the command line run on them as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]

PACK = """
from pulumi_policy import *

def tagged(args, report):
    if args.resource_type == "aws:sqs/queue:Queue" and not args.props.get("tags"):
        report("has no tags.")

PolicyPack("small", enforcement_level=EnforcementLevel.MANDATORY, policies=[
    ResourceValidationPolicy("tagged", "Queues carry tags.", tagged, severity=Severity.HIGH,
                             remediation_steps="Add tags."),
])
"""


@dataclass
class Done:
    """A command that has ended."""

    code: int
    out: str
    err: str
    report: dict[str, Any] = field(default_factory=dict)

    def stack(self, name: str) -> dict[str, Any]:
        return next(stack for stack in self.report["stacks"] if stack["stack"] == name)


class Workspace:
    """A project called shop in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.write("Pulumi.yaml", "name: shop\nruntime: python\n")

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text))
        return path

    def program(self, text: str) -> None:
        self.write("__main__.py", text)

    def stacks(self, *names: str, **config: str) -> None:
        lines = "".join(f"  shop:{key}: {value}\n" for key, value in config.items())
        for name in names:
            self.write(f"Pulumi.{name}.yaml", f"config:\n  aws:region: eu-west-1\n{lines}")

    def pack(self, text: str = PACK) -> Path:
        self.write("pack/PulumiPolicy.yaml", "runtime: python\n")
        return self.write("pack/__main__.py", text).parent

    def command(self, *arguments: object) -> list[str]:
        return [sys.executable, "-m", "preview", *map(str, arguments)]

    def preview(self, *arguments: object, json_report: bool = True, prefix: Sequence[str] = ()) -> Done:
        """`python -m preview ARGUMENTS -C <this project> --json <a file>`."""
        report = self.folder / "report.json"
        options = ["-C", self.folder, *(["--json", report] if json_report else [])]
        scrubbed = {
            key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "PULUMI_"))
        }
        done = subprocess.run(
            [*prefix, *self.command(*arguments, *options)],
            cwd=ROOT,
            env={**scrubbed, "COLUMNS": "120"},
            capture_output=True,
            text=True,
            timeout=120,
        )
        content = json.loads(report.read_text()) if json_report and report.exists() else {}
        return Done(done.returncode, done.stdout, done.stderr, content)


@pytest.fixture
def shop(tmp_path: Path) -> Workspace:
    """An empty project called shop."""
    return Workspace(tmp_path)
