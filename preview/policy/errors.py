"""What can go wrong with a pack while a preview runs."""

from __future__ import annotations

from preview.exits import ExitCode


class PackError(Exception):
    """A pack cannot judge any more; the message says which pack, what it did, and its last words."""

    exit_code = ExitCode.PROGRAM


class PackSetupError(PackError):
    """A pack could not be set up: how it is written or configured is wrong."""

    exit_code = ExitCode.CONFIGURATION


class RuleError(Exception):
    """A rule of a pack crashed on one resource; the pack goes on."""
