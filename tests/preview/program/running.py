"""Running small programs as the preview does, against a cloud that echoes."""

from __future__ import annotations

import os
import select
import sys
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from preview.engine import Deployment, StackOutputs
from preview.program import ProgramOutcome, ProgramRequest, ProgramServer, run_program
from tests.preview.engine.echo import EchoCloud, no_stacks

PRELUDE = """\
import os, sys
import pulumi
from pulumi import ComponentResource, CustomResource, Output, ResourceOptions

class Thing(CustomResource):
    arn: Output[str]
    def __init__(self, name, props=None, opts=None):
        super().__init__("fake:index:Thing", name, {"arn": None, **(props or {})}, opts)

class Group(ComponentResource):
    def __init__(self, name, opts=None):
        super().__init__("shop:index:Group", name, None, opts)
"""
PRELUDE_LINES = PRELUDE.count("\n")


@dataclass(frozen=True)
class Ran:
    """A run that ended."""

    deployment: Deployment
    outcome: ProgramOutcome

    @property
    def message(self) -> str:
        """Why it failed."""
        assert self.outcome.error is not None
        return self.outcome.error.message

    def lines(self) -> list[tuple[str, int, str, str]]:
        """The project's lines on the way to the error; lines of the program count after the prelude."""
        assert self.outcome.error is not None
        return [
            (
                frame.file,
                frame.line - (PRELUDE_LINES if frame.file == "__main__.py" else 0),
                frame.function,
                frame.text,
            )
            for frame in self.outcome.error.frames
        ]


def write_program(folder: Path, source: str) -> None:
    """Make `source`, after the prelude, the program in `folder`."""
    (folder / "__main__.py").write_text(PRELUDE + textwrap.dedent(source))


def deployment(
    root: Path,
    *,
    config: dict[str, str] | None = None,
    secret_keys: frozenset[str] = frozenset(),
    references: Callable[[str], StackOutputs] = no_stacks,
    **options: object,
) -> Deployment:
    """A deployment of the project `shop`, stack `dev`."""
    return Deployment(
        organization="organization",
        project="shop",
        stack="dev",
        root=root,
        config=config or {},
        secret_keys=secret_keys,
        synthesizer=EchoCloud(),
        references=references,
        **options,  # type: ignore[arg-type]
    )


def run(
    folder: Path,
    source: str | None,
    *,
    time_limit: float = 30,
    waited: Callable[[], float] = float,
    program: Path | None = None,
    **options: object,
) -> Ran:
    """Write a program, unless `source` is None, and run it to its end."""
    if source is not None:
        write_program(folder, source)
    made = deployment(folder, **options)  # type: ignore[arg-type]
    with ProgramServer(Path(sys.executable), folder, program=program) as server:
        return Ran(made, run_program(server, made, ProgramRequest(time_limit=time_limit, waited=waited)))


def is_gone(process: int) -> bool:
    """Does the process end, if need be within a few seconds?"""
    try:
        descriptor = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([descriptor], [], [], 10)[0])
    finally:
        os.close(descriptor)
