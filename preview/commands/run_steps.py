"""The steps of `run`: validate, preview, judge, analyze, report."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Literal

from rich.console import Console

from preview.commands.hooking import run_hooks
from preview.commands.inputs import Collector, check_writable, parse_date
from preview.commands.run_inputs import RunInputs, read_inputs
from preview.exits import ExitCode, UsageError
from preview.program import ProgramServer, ProgramServerError
from preview.project import Problem, ProblemsError, in_order
from preview.report.build import build
from preview.report.console import print_report
from preview.report.json_form import as_json, write_text
from preview.report.model import Analysis, Report, StackReport
from preview.report.progress import ConsoleProgress
from preview.run.scheduler import Scheduler
from preview.run.stack import Plan
from preview.schema import SchemaIndex


def run_stacks(arguments: argparse.Namespace, output: Console, errors: Console) -> ExitCode:
    """Run the command; raises UsageError for what keeps it from running."""
    if arguments.json:
        check_writable(arguments.json, option="--json")
    try:
        inputs = read_inputs(arguments)
    except ProblemsError as error:
        report = Report(project="", date=parse_date(arguments.today), configuration_errors=error.problems)
    else:
        report = _report(inputs, ConsoleProgress(errors))
    print_report(output, report)
    if arguments.json:
        try:
            write_text(arguments.json, as_json(report))
        except OSError as error:
            raise UsageError(f"--json {arguments.json}: cannot be written: {error.strerror}") from None
    return report.exit_code


def _report(inputs: RunInputs, progress: ConsoleProgress) -> Report:
    with tempfile.TemporaryDirectory(prefix="preview-") as folder, progress.shown():
        return _Run(inputs, progress, Path(folder)).report()


class _Run:
    """The steps of one run, and what they found so far."""

    def __init__(self, inputs: RunInputs, progress: ConsoleProgress, folder: Path) -> None:
        self._inputs = inputs
        self._progress = progress
        self._folder = folder
        self._problems: list[Problem] = []
        self._analyses: list[Analysis] = []
        self._stacks: list[StackReport] = []

    def report(self) -> Report:
        """Do all of them."""
        project = self._inputs.project
        python = self._inputs.interpreter.python
        try:
            # The program's packages are imported while the hooks run.
            with ProgramServer(python, project.directory, program=project.main) as server:
                self._validate()
                if not self._problems:
                    self._preview(server)
        except ProgramServerError as error:
            raise UsageError(f"the program cannot be run: {error}") from None
        if self._stacks and self._inputs.settings.after:
            self._analyze()
        return self._report()

    def _validate(self) -> None:
        inputs = self._inputs
        self._progress.phase(f"validating {inputs.project.name}")
        collector = Collector()
        for stack in inputs.stacks:
            with collector.step():
                inputs.project.configuration(stack, secrets=inputs.secrets)
        self._problems += collector.problems
        self._run_hooks("before")

    def _preview(self, server: ProgramServer) -> None:
        inputs = self._inputs
        self._progress.phase(f"previewing {', '.join(inputs.stacks)}")
        plan = Plan(
            project=inputs.project,
            stacks=inputs.stacks,
            packs=inputs.packs,
            secrets=inputs.secrets,
            references=inputs.references,
            date=inputs.date,
            time_limit=inputs.settings.time_limit,
            work_directory=self._folder,
        )
        schemas = SchemaIndex.open(inputs.interpreter.site_packages)
        try:
            with Scheduler(plan, server=server, schemas=schemas, progress=self._progress) as scheduler:
                results = scheduler.run()
        finally:
            schemas.close()
        self._stacks += map(build, results)
        self._problems += [problem for result in results for problem in result.problems]

    def _analyze(self) -> None:
        self._progress.phase("analyzing")
        path = self._folder / "report.json"
        write_text(path, as_json(self._report()))
        self._run_hooks("after", path)

    def _run_hooks(self, phase: Literal["before", "after"], report: Path | None = None) -> None:
        inputs = self._inputs
        problems, analyses = run_hooks(
            phase, inputs.project, inputs.settings, stacks=inputs.stacks, date=inputs.date, report=report
        )
        self._problems += problems
        self._analyses += analyses

    def _report(self) -> Report:
        return Report(
            project=self._inputs.project.name,
            date=self._inputs.date,
            configuration_errors=in_order(self._problems),
            stacks=tuple(self._stacks),
            analyses=tuple(self._analyses),
            notes=self._inputs.notes,
        )
