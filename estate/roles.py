"""Whether the stacks that play a part for the others exist and play it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from components.config.reading import Reading
from components.config.roles import SECTION_OF_ROLE
from preview.project import Problem, did_you_mean, nearest


def misplaced_roles(readings: Mapping[str, Reading], stacks: Sequence[str]) -> Iterator[Problem]:
    """Parts that no stack plays, and layers in a stack that the others do not look for.

    `stacks` are the names of all, also of those whose file cannot be read.
    """
    for role, section in SECTION_OF_ROLE.items():
        players = {
            name
            for reading in readings.values()
            if (name := _player(reading, role)) and name in readings and section in readings[name].raw
        }
        for stack, reading in readings.items():
            named = _player(reading, role)
            if named is not None:
                yield from _unfit(reading, role, section, named, readings, stacks)
            if section in reading.raw and players and stack not in players:
                yield _unused(reading, role, section, min(players))


def _player(reading: Reading, role: str) -> str | None:
    named = reading.sound("stacks", role)
    return named if isinstance(named, str) else None


def _unfit(
    reading: Reading,
    role: str,
    section: str,
    named: str,
    readings: Mapping[str, Reading],
    stacks: Sequence[str],
) -> Iterator[Problem]:
    path = reading.path("stacks", role)
    if named not in stacks:
        guess = nearest(named, stacks)
        yield reading.where.problem(
            path,
            f"There is no stack {named}" + did_you_mean(guess),
            allowed=", ".join(stacks),
            fix=f"Write {guess}." if guess else f"Name one of these, or create Pulumi.{named}.yaml.",
        )
    elif named in readings and section not in readings[named].raw:
        builders = [stack for stack, other in readings.items() if section in other.raw]
        key = f"{reading.project}:{section}"
        yield reading.where.problem(
            path,
            f"Stack {named} has no section {key}, so it cannot be the {role}",
            allowed=", ".join(builders) or f"a stack that has the section {key}",
            fix=f"Write {builders[0]}." if builders else f"Add {key} to {readings[named].where.file}.",
        )


def _unused(reading: Reading, role: str, section: str, player: str) -> Problem:
    path = reading.path(section)
    return reading.where.problem(
        path,
        f"Stack {reading.stack} builds {section}, but the {role} of all stacks is {player}",
        given=str(path[0]),
        allowed=f"{path[0]} in stack {player} alone",
        fix=f"Remove the section here, or name {reading.stack} as stacks.{role}.",
    )
