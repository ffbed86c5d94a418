"""How the command line ends: what its exit codes mean."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Over several stacks, and over several reasons, the highest wins."""

    CLEAN = 0
    FINDINGS = 1
    """A finding at mandatory level."""
    CONFIGURATION = 2
    """Wrong configuration or usage: nothing was previewed, or a pack could not be set up."""
    PROGRAM = 3
    """The program, or the process of a pack, failed."""
    INTERRUPTED = 130
    """Stopped by the user."""


class UsageError(Exception):
    """The command line asks for something that cannot be; the message says what would be possible."""
