"""What `run` was given, read and checked before anything is started."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from preview.commands.inputs import Collector, asked_stacks, load_project, parse_date, project_directory
from preview.exits import UsageError
from preview.json_file import read_json
from preview.policy import PackConfig, PackSource, load_pack, load_pack_config
from preview.project import Project
from preview.run.foreign import References, load_references
from preview.run.interpreter import Interpreter, find_interpreter
from preview.settings import Settings, load_settings

_UNWRITTEN: Final = "{} has no file {}, so it is previewed with the project's own configuration alone"
_UNJUDGED: Final = (
    "no policy pack judged the resources; name one: --policy-pack FOLDER, or policy-packs in [tool.preview] "
    "of the project's pyproject.toml"
)


@dataclass(frozen=True, kw_only=True)
class RunInputs:
    """Everything a run needs to know."""

    project: Project
    settings: Settings
    stacks: tuple[str, ...]
    date: str
    interpreter: Interpreter
    packs: tuple[PackSource, ...] = ()
    secrets: Mapping[str, Any] = field(default_factory=dict)
    references: References = field(default_factory=References)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know about how the run is set up."""
        files = map(self.project.stack, self.stacks)
        texts = [
            self.interpreter.note,
            *(_UNWRITTEN.format(each.stack, each.name) for each in files if not each.written),
            *(pack.note for pack in self.packs),
            "" if self.packs else _UNJUDGED,
        ]
        return tuple(text for text in texts if text)


def read_inputs(arguments: argparse.Namespace) -> RunInputs:
    """Read all that the command line names; raises UsageError, or ProblemsError with every problem."""
    today = parse_date(arguments.today)
    directory = project_directory(arguments.directory)
    project = load_project(directory, _stack_files(arguments))
    stacks = asked_stacks(project, arguments.stacks, everything=arguments.all)
    collector = Collector()
    settings, references = Settings(), References()
    packs: tuple[PackSource, ...] = ()
    secrets: dict[str, Any] = {}
    with collector.step():
        settings = load_settings(directory)
    with collector.step():
        packs = read_packs(arguments, directory, settings)
    with collector.step():
        secrets = _secrets(arguments.secrets)
    with collector.step():
        if arguments.references:
            references = load_references(arguments.references, name=str(arguments.references))
    with collector.step():
        interpreter = find_interpreter(project)
    collector.check()
    return RunInputs(
        project=project,
        settings=settings,
        stacks=stacks,
        date=today,
        interpreter=interpreter,
        packs=packs,
        secrets=secrets,
        references=references,
    )


def _stack_files(arguments: argparse.Namespace) -> dict[str, Path]:
    if arguments.stack_file is None:
        return {}
    if arguments.all or len(arguments.stacks) != 1:
        raise UsageError("--stack-file goes with exactly one stack: run STACK --stack-file F")
    if not arguments.stack_file.is_file():
        raise UsageError(f"--stack-file {arguments.stack_file}: there is no such file")
    return {arguments.stacks[0]: arguments.stack_file.resolve()}


def read_packs(arguments: argparse.Namespace, directory: Path, settings: Settings) -> tuple[PackSource, ...]:
    """The packs of the command line, or else those of the settings, which are relative to the project."""
    named: Sequence[tuple[Path, str]] = [(pack, str(pack)) for pack in arguments.packs or ()]
    if not named:
        named = [(directory / pack, pack) for pack in settings.policy_packs]
    files: list[Path] = arguments.pack_configs or []
    if files and len(files) != len(named):
        raise UsageError(f"--policy-pack-config is given {len(files)} times, for {len(named)} packs")
    collector = Collector()
    configs: list[PackConfig | None] = [None] * len(named)
    for index, file in enumerate(files):
        with collector.step():
            configs[index] = load_pack_config(file, name=str(file))
    packs = []
    for (path, name), config in zip(named, configs, strict=True):
        with collector.step():
            packs.append(load_pack(path, name=name, config=config))
    collector.check()
    return tuple(packs)


def _secrets(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    return read_json(path, name=str(path), expected="stand-ins by configuration key").content
