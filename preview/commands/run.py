"""`run`: validate, preview, judge, analyze, report."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console

from preview.commands.judging import add_judging_options
from preview.exits import ExitCode

EPILOG = """\
exit codes: 0 clean, 1 findings at mandatory level, 2 wrong configuration or usage, 3 the program failed;
over several stacks the highest wins.
"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "run",
        help="validate, preview, judge and analyze stacks",
        description="Preview stacks without credentials, judge them by policy packs, analyze and report.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("stacks", nargs="*", metavar="STACK", help="a stack with a file Pulumi.<stack>.yaml")
    parser.add_argument("--all", action="store_true", help="all stacks of the project")
    parser.add_argument(
        "-C",
        dest="directory",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the folder of the Pulumi project",
    )
    add_judging_options(parser)
    parser.add_argument(
        "--secrets",
        type=Path,
        metavar="F",
        help="JSON: stand-ins for encrypted values by key (a:b.c is a path)",
    )
    parser.add_argument(
        "--references",
        type=Path,
        metavar="F",
        help="JSON: outputs of stacks that are not previewed here, by full stack name",
    )
    parser.add_argument(
        "--stack-file", type=Path, metavar="F", help="use F as the file of the one stack that is asked for"
    )
    parser.set_defaults(command=run)


def run(arguments: argparse.Namespace, output: Console, errors: Console) -> ExitCode:
    """Run the command; raises UsageError for what keeps it from running."""
    # The engine and the protocols take a while to import, which the other commands do not wait for.
    from preview.commands.run_steps import run_stacks

    return run_stacks(arguments, output, errors)
