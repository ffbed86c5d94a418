"""`serve`: the synthesized providers, for a real Pulumi CLI to attach to."""

from __future__ import annotations

import argparse
import signal
from pathlib import Path

from rich.console import Console
from rich.text import Text

from preview.commands.inputs import load_project, project_directory
from preview.exits import ExitCode, UsageError

EPILOG = """\
The first line on standard output is PULUMI_DEBUG_PROVIDERS=...; give it to `pulumi` in its environment, with
PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true, so that nothing is fetched. The servers run until they are
interrupted. They listen on 127.0.0.1 only, and nothing that they say ever happens.
"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "serve",
        help="serve the synthesized providers to a real Pulumi CLI",
        description="Serve the synthesized providers as plugins that a Pulumi CLI attaches to.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "packages", nargs="*", metavar="PACKAGE", help="aws, for example (default: every installed SDK's)"
    )
    parser.add_argument(
        "-C",
        dest="directory",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the folder of the Pulumi project, whose packages are served",
    )
    parser.set_defaults(command=serve)


def serve(arguments: argparse.Namespace, output: Console, _errors: Console) -> ExitCode:
    """Run the command until it is interrupted; raises ProblemsError, UsageError."""
    # The protocols take a while to import, which the other commands do not wait for.
    from preview.run.interpreter import find_interpreter
    from preview.schema import SchemaIndex
    from preview.serve import ATTACH_VARIABLE, serving

    project = load_project(project_directory(arguments.directory), {})
    schemas = SchemaIndex.open(find_interpreter(project).site_packages)
    packages = _asked(arguments.packages, sorted(schemas.packages))
    schemas.prepare(packages)
    directory = project.main if project.main.is_dir() else project.main.parent
    try:
        with serving(schemas, packages, directory) as servers:
            output.print(Text(f"{ATTACH_VARIABLE}={servers.attachment}"), soft_wrap=True)
            output.file.flush()
            while True:
                signal.pause()
    except KeyboardInterrupt:  # the way to end it
        return ExitCode.CLEAN
    except OSError as error:
        raise UsageError(f"the providers cannot be served: {error}") from None
    finally:
        schemas.close()


def _asked(names: list[str], installed: list[str]) -> list[str]:
    if not installed:
        raise UsageError("no provider SDK is installed; pip install pulumi-aws, for example")
    missing = sorted(set(names) - set(installed))
    if missing:
        there = ", ".join(installed)
        raise UsageError(f"no SDK of {', '.join(missing)} is installed; there are {there}")
    return list(dict.fromkeys(names)) or installed
