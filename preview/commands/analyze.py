"""`analyze`: have packs judge a stack that exists, from the file that `pulumi stack export` writes."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console

from preview.commands.judging import add_judging_options
from preview.commands.run import EPILOG
from preview.exits import ExitCode


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "analyze",
        help="judge a stack that exists, from its exported state",
        description="Have policy packs judge what exists, from a file of `pulumi stack export` alone.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("state", type=Path, metavar="STATE.json", help="a file of `pulumi stack export`")
    parser.add_argument(
        "-C",
        dest="directory",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="a folder with [tool.preview]; if it holds the stack's project, its configuration is used",
    )
    add_judging_options(parser)
    parser.set_defaults(command=analyze)


def analyze(arguments: argparse.Namespace, output: Console, errors: Console) -> ExitCode:
    """Run the command; raises ProblemsError and UsageError for what keeps it from running."""
    # The engine and the protocols take a while to import, which the other commands do not wait for.
    from preview.commands.analyze_steps import analyze_state

    return analyze_state(arguments, output, errors)
