"""Running the hooks of a project's settings: their answers, and a failed one as a problem like any other."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from preview.commands.inputs import stack_files_of
from preview.hook_answer import HookAnswer
from preview.hooks import HookError, HookRequest, run_hook
from preview.project import Problem, Project
from preview.report.model import Analysis
from preview.settings import FILE, TABLE, Settings


def run_hooks(
    phase: Literal["before", "after"],
    project: Project,
    settings: Settings,
    *,
    stacks: Sequence[str],
    date: str,
    report: Path | None = None,
) -> tuple[list[Problem], list[Analysis]]:
    """Run all hooks of a phase, one after the other: the problems, and what else they answered."""
    commands = settings.before if phase == "before" else settings.after
    request = HookRequest(
        phase=phase,
        project_directory=project.directory,
        project_file=project.document.name,
        stack_files=stack_files_of(project),
        stacks=stacks,
        date=date,
        report=report,
    )
    problems: list[Problem] = []
    analyses = []
    for command in commands:
        try:
            answer: HookAnswer = run_hook(command, request, time_limit=settings.time_limit)
        except HookError as error:
            problems.append(_failed(phase, command, error))
            continue
        problems += answer.problems
        if answer.findings or answer.notes or phase == "after":
            findings = tuple(sorted(answer.findings, key=lambda finding: finding.sort_key()))
            analyses.append(Analysis(name=shlex.join(command), findings=findings, notes=answer.notes))
    return problems, analyses


def _failed(phase: str, command: Sequence[str], error: HookError) -> Problem:
    return Problem(
        file=FILE,
        line=None,
        column=None,
        key=f"{TABLE}.{phase}",
        message=str(error),
        given="",
        allowed="",
        fix=f"correct the hook, or try it alone: {shlex.join(command)} < request.json",
    )
