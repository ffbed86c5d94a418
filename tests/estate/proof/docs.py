"""Writes the output in docs/network-proof.md again, from the shipped estate.

python -m tests.estate.proof.docs
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from estate.trace import main as trace

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "network-proof.md"
_BLOCK = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n.*?```", re.S)
_VERDICT = re.compile(
    r"^(?:note +\d+ of \d+ declared flows proven|\S+ (?:reaches|only partly|does not reach) .*)", re.M
)
_LINE = re.compile(r"(?<=\.py):\d+(?=\])")


def page(text: str, report: Path) -> str:
    """The page with the output that its commands have for the report of a preview of all stacks."""

    def block(found: re.Match[str]) -> str:
        output = _output(found["command"], report)
        return f"```console\n$ {found['command']}\n{_LINE.sub('', output).strip()}\n```"

    return _BLOCK.sub(block, text)


def verdicts(text: str) -> list[str]:
    """What a page says that the commands came to: whether places are reached, how many flows are proven."""
    return _VERDICT.findall(text)


def _output(command: str, report: Path) -> str:
    words = shlex.split(command)
    if "trace" not in words:
        analyses = json.loads(report.read_text(encoding="utf-8"))["analyses"]
        proof = next(each for each in analyses if "prove" in each["name"])
        return "\n".join(["python -m estate prove", *(f"note  {note}" for note in proof["notes"])])
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        trace([*words[words.index("trace") + 1 :], "--report", str(report), "-C", str(ROOT)])
    return shown.getvalue()


def preview(report: Path) -> None:
    """Preview all stacks of the project into a report."""
    command = [sys.executable, "-m", "preview", "run", "--all", "--json", str(report)]
    subprocess.run(command, cwd=ROOT, check=False, capture_output=True)


def main() -> None:
    """Write the page."""
    with tempfile.TemporaryDirectory(prefix="docs-") as folder:
        report = Path(folder) / "report.json"
        preview(report)
        PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), report), encoding="utf-8")


if __name__ == "__main__":
    main()
