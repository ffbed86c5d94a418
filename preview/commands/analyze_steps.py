"""The steps of `analyze`: read the state, have the packs judge it, report."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from rich.console import Console

from preview.commands.inputs import Collector, check_writable, parse_date, project_directory
from preview.commands.run_inputs import read_packs
from preview.exits import ExitCode, UsageError
from preview.policy import Judge, PackSource, StackContext, Verdict
from preview.project import ProblemsError, Project, StackConfiguration
from preview.report.build import build
from preview.report.console import print_report
from preview.report.json_form import as_json, write_text
from preview.report.model import Report
from preview.run.names import ORGANIZATION
from preview.run.result import StackResult
from preview.settings import Settings, load_settings
from preview.state import State, read_state

_NO_CONFIGURATION = (
    "judged with the packs' own defaults: here is no configuration of stack {stack} of project {project!r}"
)


def analyze_state(arguments: argparse.Namespace, output: Console, _errors: Console) -> ExitCode:
    """Run the command; raises ProblemsError and UsageError for what keeps it from running."""
    if arguments.json:
        check_writable(arguments.json, option="--json")
    date = parse_date(arguments.today)
    directory = project_directory(arguments.directory)
    collector = Collector()
    settings, state = Settings(), None
    packs: tuple[PackSource, ...] = ()
    with collector.step():
        settings = load_settings(directory)
    with collector.step():
        packs = read_packs(arguments, directory, settings)
    with collector.step():
        state = read_state(arguments.state, name=str(arguments.state))
    collector.check()
    if not packs:
        raise UsageError("there is no pack to judge by: name one with --policy-pack DIR")
    assert state is not None  # noqa: S101 - otherwise the collector has raised
    report = _report(state, packs, _configuration(directory, state), date, settings.time_limit)
    print_report(output, report)
    if arguments.json:
        try:
            write_text(arguments.json, as_json(report))
        except OSError as error:
            raise UsageError(f"--json {arguments.json}: cannot be written: {error.strerror}") from None
    return report.exit_code


def _configuration(directory: Path, state: State) -> StackConfiguration | None:
    """The stack's configuration, if the folder holds its project; the file itself has none."""
    try:
        project = Project.load(directory)
        if project.name != state.project or state.stack not in project.stacks:
            return None
        return project.configuration(state.stack, secrets={})
    except ProblemsError:
        return None


def _report(
    state: State,
    packs: tuple[PackSource, ...],
    configuration: StackConfiguration | None,
    date: str,
    time_limit: float,
) -> Report:
    context = StackContext(
        organization=ORGANIZATION,
        project=state.project,
        stack=state.stack,
        config=configuration.values if configuration else {},
        secret_keys=configuration.secret_keys if configuration else frozenset(),
        date=date,
    )
    notes = [*state.notes, *(pack.note for pack in packs if pack.note)]
    if configuration is None:
        notes.append(_NO_CONFIGURATION.format(stack=state.stack, project=state.project))
    with tempfile.TemporaryDirectory(prefix="preview-") as folder:
        judges = [
            Judge(pack, context, Path(folder) / f"findings-{number}.jsonl", time_limit)
            for number, pack in enumerate(packs)
        ]
        result = StackResult(
            stack=state.stack,
            judged=True,
            deployment=state,
            verdicts=_verdicts(state, judges),
            notes=tuple(notes),
            secrets=state.secrets,
        )
    return Report(project=state.project, date=date, stacks=(build(result),))


def _verdicts(state: State, judges: list[Judge]) -> tuple[Verdict, ...]:
    resources = state.ordered()
    try:
        for judge in judges:
            judge.start()
        for judge in judges:
            for resource in resources:
                judge.submit(resource)
        return tuple(judge.finish(resources) for judge in judges)
    finally:
        for judge in judges:
            judge.cancel()
