"""Deploy every stack by a real Pulumi CLI, attached to the synthesized providers.

For each stack in order: preview with the policy pack, up, the graph beside that of `python -m preview run`,
refresh and a second preview (both must change nothing), up with one changed setting (which must change just
what it should), and destroy (protected resources refuse, all others go).

exit codes: 0 all as it has to be, 1 something is not, 77 no Pulumi CLI is installed, so nothing was run.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from tests.e2e.changes import ORDER, SETTINGS, changed
from tests.e2e.cli import Cli, E2EError, copy_project, preview, served
from tests.e2e.graph import graph_differences

SKIPPED: Final = 77
INSTALL: Final = "https://www.pulumi.com/docs/install/"


def main() -> int:
    """Run all of it; the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.e2e", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("stacks", nargs="*", metavar="STACK", help="only these and those before them")
    wanted = parser.parse_args().stacks
    if shutil.which("pulumi") is None:
        say(f"no `pulumi` is on the PATH, so nothing was run; its makers publish it at {INSTALL}")
        return SKIPPED
    last = max((ORDER.index(stack) for stack in wanted), default=len(ORDER) - 1)
    with tempfile.TemporaryDirectory(prefix="e2e-") as name:
        folder = Path(name)
        copy_project(folder / "project")
        try:
            with served(folder / "project") as attachment:
                return Life(Cli(folder, attachment), folder).run(ORDER[: last + 1])
        except E2EError as error:
            say(f"failed: {error}")
            return 1


class Life:
    """What each stack goes through."""

    def __init__(self, cli: Cli, folder: Path) -> None:
        self._cli = cli
        self._report = folder / "report.json"
        self._before: dict[str, dict[str, Any]] = {}
        self._failed = 0

    def run(self, stacks: tuple[str, ...]) -> int:
        """Deploy them in order, then destroy them the other way round; 1 if any step failed, else 0.

        Raises E2EError if there is nothing to compare with.
        """
        self._before = preview(self._cli.project, self._report)
        for stack in stacks:
            self._cli.run("stack", "init", stack)
            self._step(stack, "preview with the policy pack", self._preview)
            self._step(stack, "up", self._up)
            self._step(stack, "the graph is that of the preview", self._compare)
            self._step(stack, "refresh changes nothing", self._refresh)
            self._step(stack, "a second preview changes nothing", self._again)
            setting = " = ".join(SETTINGS[stack])
            self._step(stack, f"up with {setting} changes what it should", self._change)
        for stack in reversed(stacks):
            self._step(stack, "destroy keeps just what is protected", self._destroy)
        say(f"{self._failed} steps failed" if self._failed else "all as it has to be")
        return 1 if self._failed else 0

    def _step(self, stack: str, words: str, action: Callable[[str], str | None]) -> None:
        """Do one step and say how it went; later steps show what else is wrong."""
        begin = time.perf_counter()
        try:
            note = action(stack)
        except E2EError as error:
            self._failed += 1
            say(f"{stack:<12}FAILED: {words}\n{error}")
        else:
            detail = f" ({note})" if note else ""
            say(f"{stack:<12}{words}{detail}, {time.perf_counter() - begin:.1f} s")

    def _preview(self, stack: str) -> None:
        self._cli.run("preview", "--policy-pack", "policies", stack=stack)

    def _up(self, stack: str) -> str:
        made = self._cli.operations("up", "--yes", "--skip-preview", stack=stack)
        return f"{len(made)} created"

    def _compare(self, stack: str) -> str:
        found = graph_differences(self._before[stack], self._cli.export(stack))
        if found:
            raise E2EError(f"{stack}: the preview and the engine differ:\n" + "\n".join(found))
        return f"{len(self._before[stack]['resources'])} resources"

    def _refresh(self, stack: str) -> None:
        self._cli.run("refresh", "--yes", "--skip-preview", "--expect-no-changes", stack=stack)

    def _again(self, stack: str) -> None:
        self._cli.run("preview", "--expect-no-changes", stack=stack)

    def _change(self, stack: str) -> str:
        path, value = SETTINGS[stack]
        self._cli.run("config", "set", "--path", path, value, stack=stack)
        expected = changed(self._before[stack], preview(self._cli.project, self._report, stack)[stack])
        if not expected:
            raise E2EError(f"{stack}: setting {path} to {value} changes nothing")
        done = self._cli.operations("up", "--yes", "--skip-preview", stack=stack)
        wrong = [f"{urn}: expected {what}" for urn, what in expected.items() if not _fits(done, urn, what)]
        wrong += [f"{urn}: {'/'.join(sorted(done[urn]))} was not expected" for urn in done.keys() - expected]
        if wrong:
            raise E2EError(f"{stack}: setting {path} to {value}:\n" + "\n".join(sorted(wrong)))
        return ", ".join(f"{number} to {what}" for what, number in _counted(expected).items())

    def _destroy(self, stack: str) -> str:
        resources = self._cli.export(stack)["deployment"]["resources"]
        protected = {each["urn"] for each in resources if each.get("protect")}
        if protected:
            self._cli.run("destroy", "--yes", "--skip-preview", stack=stack, codes=(255, 1))
        self._cli.run("destroy", "--yes", "--skip-preview", "--exclude-protected", stack=stack)
        left = self._cli.export(stack)["deployment"].get("resources") or []
        gone = protected - {each["urn"] for each in left}
        if gone:
            raise E2EError(f"{stack}: destroyed although protected: {', '.join(sorted(gone))}")
        needed = _needed(left, protected)
        idle = [each["urn"] for each in left if each["urn"] not in needed]
        if idle:
            raise E2EError(f"{stack}: not destroyed although not protected: {', '.join(idle)}")
        return f"{len(resources) - len(left)} gone, {len(protected)} protected"


def _fits(done: Mapping[str, set[str]], urn: str, expected: str) -> bool:
    operations = done.get(urn, set())
    if expected == "change":
        return bool(operations & {"update", "replace"})
    return operations == {expected}


def _counted(expected: Mapping[str, str]) -> dict[str, int]:
    words = list(expected.values())
    return {word: words.count(word) for word in dict.fromkeys(words)}


def _needed(resources: list[dict[str, Any]], protected: set[str]) -> set[str]:
    """The protected resources, and what they cannot be without: parents, providers, dependencies."""
    by_urn = {each["urn"]: each for each in resources}
    needed: set[str] = set()
    waiting = list(protected)
    while waiting:
        urn = waiting.pop()
        if urn in needed or urn not in by_urn:
            continue
        needed.add(urn)
        each = by_urn[urn]
        waiting += [each.get("parent", ""), each.get("provider", "").rpartition("::")[0]]
        waiting += each.get("dependencies") or []
    return needed


def say(text: str) -> None:
    """Print at once, also into a file or a pipe."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
