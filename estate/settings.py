"""The settings of all stacks of a project, for analyses that need every one of them."""

from __future__ import annotations

from pathlib import Path

from components.config.load import understood
from components.config.settings import Settings
from preview.project import Problem, ProblemsError, Project


def settings_of(directory: Path) -> dict[str, Settings]:
    """The settings by stack; raises ProblemsError if anything is wrong with any of them."""
    project = Project.load(directory)
    found: dict[str, Settings] = {}
    problems: list[Problem] = []
    for stack in project.stacks:
        reading = understood(project.name, project.configuration(stack))
        problems += reading.problems
        if not reading.problems:
            found[stack] = reading.settings()
    if problems:
        raise ProblemsError(problems)
    return found
