"""How a run of a program ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["finished", "raised", "exited", "timed_out", "cancelled"]


@dataclass(frozen=True)
class Frame:
    """A line of the project on the way to an error; `file` is relative to the project's directory."""

    file: str
    line: int
    function: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ProgramError:
    """Why a program did not finish.

    `frames` are the project's own lines, outermost first. `resource` names the one being made by type and
    name, `urn` by its URN where that is known; both are empty if it was none.
    """

    message: str
    frames: tuple[Frame, ...] = ()
    resource: str = ""
    urn: str = ""


@dataclass(frozen=True, kw_only=True)
class ProgramOutcome:
    """How a program ended, and the end of what it printed.

    `raised`: with an exception. `exited`: its process ended before the program did, or with an exit code.
    `timed_out`: it was stopped at the time limit. `cancelled`: it was stopped on request.
    """

    kind: Kind
    exit_code: int | None
    error: ProgramError | None = None
    stdout: str = ""
    stderr: str = ""
