"""The command line: what there is, and how every command ends."""

from __future__ import annotations

import argparse
import io
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from types import FrameType
from typing import Final, NoReturn, TextIO

from rich.console import Console
from rich.text import Text

from preview import commands
from preview.exits import ExitCode, UsageError
from preview.project import ProblemsError
from preview.report.problems_view import print_problems
from preview.report.terminal import SafeConsole

DESCRIPTION = """\
Preview Pulumi programs in Python and judge them by policy packs, with no Pulumi CLI, no provider plugin,
no credentials and no network.
"""

PLAIN_WIDTH: Final = 120
"""Columns of a report that goes to a file or another program."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code, which `ExitCode` explains."""
    parsed = parse(sys.argv[1:] if arguments is None else arguments)
    output, errors = _console(sys.stdout), _console(sys.stderr)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    try:
        code = ExitCode(parsed.command(parsed, output, errors))
        sys.stdout.flush()
    except UsageError as error:
        errors.print(Text(f"error: {error}"), soft_wrap=True)
        return ExitCode.CONFIGURATION
    except ProblemsError as error:
        print_problems(errors, error.problems)
        return ExitCode.CONFIGURATION
    except KeyboardInterrupt:
        errors.print("interrupted")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # Whoever read the report has gone; without this the interpreter complains when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.CONFIGURATION
    except Exception:  # what is left is a mistake of the preview, and must not pass for a finding
        errors.print(Text(f"internal error of the preview:\n{traceback.format_exc()}"), soft_wrap=True)
        return ExitCode.PROGRAM
    return code


def _console(stream: TextIO) -> Console:
    """What writes to a stream; what the stream's encoding cannot say becomes a question mark."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    width = None if stream.isatty() or "COLUMNS" in os.environ else PLAIN_WIDTH
    return SafeConsole(file=stream, highlight=False, width=width)


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line; ends the process with status 2 where it makes no sense."""
    parser = argparse.ArgumentParser(prog="python -m preview", description=DESCRIPTION)
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add_parser in commands.PARSERS:
        add_parser(subparsers)
    return parser.parse_args(arguments)


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    """Stop in order, once: a second Ctrl-C must not break into the clearing up."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    raise KeyboardInterrupt
