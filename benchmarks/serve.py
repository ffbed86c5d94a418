"""The same program under a real Pulumi CLI, attached to the served providers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measure import ROOT
from benchmarks.program import STACK


def is_installed() -> bool:
    """Is there a CLI to measure?"""
    return shutil.which("pulumi") is not None


@contextmanager
def attached(project: Path) -> Iterator[dict[str, str]]:
    """Serve the providers to a copy of the project on a backend of its own; the CLI's environment.

    The first preview is over then, so that what is measured starts with warm caches, as ours does.
    """
    with tempfile.TemporaryDirectory(prefix="benchmark-cli-") as name:
        folder = Path(name)
        copy = shutil.copytree(project, folder / project.name)
        (folder / "backend").mkdir()
        (copy / ".venv").symlink_to(sys.prefix)
        text = f"name: bench\nruntime: {{name: python, options: {{virtualenv: {copy / '.venv'}}}}}\n"
        (copy / "Pulumi.yaml").write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "preview", "serve", "aws"]
        with subprocess.Popen(
            [*command, "-C", str(project)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        ) as server:
            try:
                variable, _, value = (
                    (server.stdout.readline() if server.stdout else "").strip().partition("=")
                )
                environment = {
                    **{key: item for key, item in os.environ.items() if not key.startswith("AWS_")},
                    variable: value,
                    "BENCHMARK_PROJECT": str(copy),
                    "PULUMI_BACKEND_URL": (folder / "backend").as_uri(),
                    "PULUMI_HOME": str(folder / "home"),
                    "PULUMI_CONFIG_PASSPHRASE": "throw-away",
                    "PULUMI_SKIP_UPDATE_CHECK": "true",
                    "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "true",
                }
                _pulumi(environment, "stack", "init", STACK)
                preview(environment, int(project.name))
                yield environment
            finally:
                server.terminate()


def preview(environment: dict[str, str], size: int) -> None:
    """`pulumi preview` of the program; ends the benchmark if it shows another number of resources."""
    printed = _pulumi(environment, "preview", "--stack", STACK)
    # The components of ten, the stack itself, and so many resources below them.
    expected = f"+ {size + -(-size // 10) + 1} to create"
    if expected not in printed:
        raise SystemExit(f"the CLI's preview does not say {expected!r}:\n{printed[-2000:]}")


def _pulumi(environment: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        ["/usr/bin/env", "pulumi", *arguments, "--non-interactive"],
        cwd=environment["BENCHMARK_PROJECT"],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"pulumi {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout
