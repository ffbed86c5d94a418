"""The one place where a program reads its configuration."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from preview.project import Problem, ProblemsError, Project, StackConfiguration, in_order

from .checks import check
from .firewall_files import check_firewall
from .reading import Reading, read_sections
from .settings import Settings


def load_settings() -> Settings:
    """The settings of the stack that is being deployed.

    Raises pulumi.RunError, which names everything that is wrong. It reads what the engine passed, all keys of
    it: `pulumi.Config` can only be asked for known keys, and a misspelt section would be a layer less.
    """
    import pulumi  # heavy, and no business of a validation

    project, stack = pulumi.get_project(), pulumi.get_stack()
    values = {**pulumi.runtime.config.get_config_env(), **pulumi.runtime.config.CONFIG.get()}
    secret = frozenset(key for key in values if pulumi.runtime.config.is_config_secret(key))
    root = Path(pulumi.get_root_directory())
    where = _placed(root, project, stack, values, secret)
    reading = understood(project, where, root)
    problems = in_order(reading.problems)
    if problems:
        raise pulumi.RunError(_told(stack, problems))
    return reading.settings()


def understood(project: str, where: StackConfiguration, directory: Path | None = None) -> Reading:
    """One stack's configuration, with everything that is wrong with it.

    `directory` is the project's, where the paths of files start that it names; without it they are not read.
    """
    reading = read_sections(project, where)
    check(reading)
    if directory is not None:
        check_firewall(reading, directory)
    return reading


def _placed(
    root: Path, project: str, stack: str, values: dict[str, str], secret_keys: frozenset[str]
) -> StackConfiguration:
    """The values that the engine passed, with the places that the project's files give them.

    Without the files, as in somebody's Automation API program, there are no places. What a secret holds is
    then hidden as a whole.
    """
    bare = StackConfiguration(
        stack=stack,
        values=values,
        secret_keys=secret_keys,
        sources={},
        secure=frozenset((key,) for key in secret_keys),
        file=f"Pulumi.{stack}.yaml",
        project_file="Pulumi.yaml",
    )
    try:
        files = Project.load(root)
        known = files.configuration(stack)
    except ProblemsError:
        return bare  # the engine accepted the configuration, so it came from elsewhere
    if files.name != project:
        return bare
    # What came from elsewhere after all (an ESC environment, a --config option) stands in no file.
    placed = {
        key: source
        for key, source in known.sources.items()
        if key in secret_keys or known.values.get(key) == values.get(key)
    }
    hidden = frozenset((key,) for key in secret_keys - known.secret_keys)
    return replace(
        known, values=values, secret_keys=secret_keys, sources=placed, secure=known.secure | hidden
    )


def _told(stack: str, problems: tuple[Problem, ...]) -> str:
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return "\n".join([f"The configuration of stack {stack} has {count}:", *map(str, problems)])
