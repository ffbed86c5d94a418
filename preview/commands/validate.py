"""`validate`: only the configuration, without running the program."""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console
from rich.text import Text

from preview.commands.hooking import run_hooks
from preview.commands.inputs import Collector, load_project, parse_date, project_directory
from preview.exits import ExitCode, UsageError
from preview.project import Project, in_order
from preview.report.problems_view import print_problems
from preview.settings import load_settings

EPILOG = """\
Without F every stack is validated; F is the file of a stack (Pulumi.<stack>.yaml) of the project, or one that
lies elsewhere and takes its place, or the project's own file.
Beyond what Pulumi itself requires, `before` of [tool.preview] in pyproject.toml says what is checked.
"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "validate",
        help="check the configuration only, without running the program",
        description="Check the configuration of stacks, without running the program.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="F", help="a stack's file (default: all)")
    parser.add_argument(
        "-C", dest="directory", type=Path, default=Path(), metavar="DIR", help="the project's folder"
    )
    parser.add_argument(
        "--today", metavar="DATE", help="judge expiry and versions as of this date, YYYY-MM-DD"
    )
    parser.set_defaults(command=validate)


def validate(arguments: argparse.Namespace, output: Console, errors: Console) -> ExitCode:
    """Run the command; raises ProblemsError and UsageError for what keeps it from running."""
    today = parse_date(arguments.today)
    directory = project_directory(arguments.directory)
    stacks, elsewhere = _named(arguments.files)
    settings = load_settings(directory)
    project = load_project(directory, elsewhere)
    stacks = stacks or project.stacks
    collector = Collector()
    for stack in stacks:
        with collector.step():
            project.configuration(stack)
    problems, analyses = run_hooks("before", project, settings, stacks=stacks, date=today)
    found = in_order([*collector.problems, *problems])
    print_problems(output, found)
    for note in (note for analysis in analyses for note in analysis.notes):
        output.print(Text(note), soft_wrap=True)
    if found:
        files = len({problem.file for problem in found})
        where = f"{files} files" if files > 1 else "1 file"
        errors.print(Text(f"{len(found)} problems in {where}" if len(found) > 1 else "1 problem"))
        return ExitCode.CONFIGURATION
    output.print(Text(f"{_counted(stacks, project)} of {project.name}: no problem found"), soft_wrap=True)
    return ExitCode.CLEAN


def _counted(stacks: tuple[str, ...], project: Project) -> str:
    return f"all {len(stacks)} stacks" if len(stacks) == len(project.stacks) else ", ".join(stacks)


def _named(files: list[Path]) -> tuple[tuple[str, ...], dict[str, Path]]:
    """The stacks whose files are named (empty: all of them), and the files that take another's place."""
    stacks = {}
    everything = False
    for file in files:
        if not file.is_file():
            raise UsageError(f"{file}: there is no such file")
        name = file.name.removeprefix("Pulumi.").removesuffix(file.suffix)
        if file.name in ("Pulumi.yaml", "Pulumi.yml"):
            everything = True
        elif not file.name.startswith("Pulumi.") or file.suffix not in (".yaml", ".yml") or not name:
            raise UsageError(f"{file}: is no stack's file; such a file is called Pulumi.<stack>.yaml")
        else:
            stacks[name] = file.resolve()
    return () if everything else tuple(stacks), stacks
