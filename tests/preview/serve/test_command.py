"""The command line of `serve`."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.preview.serve.client import Connection

ROOT = Path(__file__).parents[3]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: python\n", encoding="utf-8")
    return tmp_path


def start(project: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "preview", "serve", "-C", str(project), *arguments]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_interrupted(project: Path, number: signal.Signals) -> None:
    process = start(project, "aws")
    assert process.stdout is not None
    name, _, value = process.stdout.readline().strip().partition("=")
    package, _, port = value.partition(":")
    assert (name, package) == ("PULUMI_DEBUG_PROVIDERS", "aws")
    connection = Connection(int(port))
    connection.load()
    connection.close()
    process.send_signal(number)
    output, errors = process.communicate(timeout=30)
    assert (process.returncode, output, errors) == (0, "", "")


def test_a_package_without_sdk_is_named(project: Path) -> None:
    process = start(project, "aws", "azure")
    output, errors = process.communicate(timeout=30)
    assert (process.returncode, output) == (2, "")
    assert errors.startswith("error: no SDK of azure is installed; there are aws, ")
