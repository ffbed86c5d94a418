"""Everything that is wrong with any file of the project, all at once, before anything runs."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from pack.settings import PolicySettings

from components.config.load import understood
from components.config.reading import Reading
from preview.project import (
    ENCRYPTED,
    Problem,
    ProblemsError,
    Project,
    StackConfiguration,
    in_order,
    read_document,
)

from .accounts import shared_accounts
from .addresses import overlapping_addresses
from .files import unknown_top_level_keys
from .network import unmet_needs
from .proof.declared import unknown_names
from .protocol import Answer, Request
from .roles import misplaced_roles
from .size import oversized_configuration


def validate(request: Request) -> Answer:
    """Read all stacks of the project, judge each, and then all of them together."""
    try:
        project, problems = Project.examine(request.directory, stack_files=request.stack_files)
    except ProblemsError as error:
        return Answer(problems=in_order([*error.problems, *_syntax(request)]))
    readings: dict[str, Reading] = {}
    configurations: dict[str, StackConfiguration] = {}
    for stack in project.stacks:
        try:
            document = project.stack(stack).read()
        except ProblemsError as error:
            problems += error.problems
            continue
        misplaced = list(unknown_top_level_keys(document))
        configuration, refused = project.configure(stack, document)
        reading = understood(project.name, configuration, request.directory)
        # A file whose config: is misspelt lacks everything else for that one reason.
        judged = [] if misplaced and "config" not in document.value else _judged(reading)
        problems += [*misplaced, *refused, *judged]
        readings[stack] = reading
        configurations[stack] = configuration
    problems += [
        *misplaced_roles(readings, project.stacks),
        *shared_accounts(readings),
        *overlapping_addresses(readings, asked=frozenset(request.stacks)),
        *unmet_needs(readings, project.stacks),
        *unknown_names(readings, project.stacks),
        *oversized_configuration(configurations),
    ]
    return Answer(problems=in_order(problems), notes=tuple(_expired(readings, request.date)))


def _judged(reading: Reading) -> list[Problem]:
    """The reading's problems, but for those of encrypted values: here they are stand-ins."""
    return [problem for problem in reading.problems if problem.given != ENCRYPTED]


def _syntax(request: Request) -> list[Problem]:
    """What is wrong with the stacks' files as YAML, where the project's file says nothing about them."""
    problems: list[Problem] = []
    for path in request.stack_files.values():
        try:
            read_document(request.directory / path, name=str(path))
        except ProblemsError as error:
            problems += error.problems
    return problems


def _expired(readings: Mapping[str, Reading], today: datetime.date) -> list[str]:
    notes = []
    for stack, reading in readings.items():
        settings = reading.parts.get("policies")
        waivers = settings.waivers if isinstance(settings, PolicySettings) else ()
        for index, waiver in enumerate(waivers):
            if waiver.expired(today):
                place = reading.where.position(reading.path("policies", "waivers", index))
                notes.append(
                    f"{place}: stack {stack}'s waiver of {waiver.rule} for {waiver.resource} expired on "
                    f"{waiver.expires}; the rule counts again."
                )
    return notes
