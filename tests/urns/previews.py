"""The six stacks as they are shipped, each previewed with what the others publish."""

from __future__ import annotations

import functools
import json
import runpy
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from preview.project import Project
from preview.testing import Cloud, deploy
from preview.values import Value

ROOT = Path(__file__).parents[2]
STACKS = ("management", "security", "network", "dev", "staging", "prod")
"""Every stack after those that it refers to."""


def preview(
    stack: str, references: Mapping[str, Mapping[str, Value]], changes: Mapping[str, Any] | None = None
) -> Cloud:
    """One stack. `changes` replace settings by key; a null removes one."""
    values = dict(project().configuration(stack).values)
    for key, value in (changes or {}).items():
        values.pop(f"landfall:{key}", None)
        if value is not None:
            values[f"landfall:{key}"] = value if isinstance(value, str) else json.dumps(value)

    def program() -> None:
        runpy.run_path(str(ROOT / "__main__.py"))

    return deploy(
        program,
        stack=stack,
        project="landfall",
        config=values,
        references=references,
        project_directory=ROOT,
    )


@functools.cache
def previews() -> dict[str, Cloud]:
    """All of them, by name."""
    clouds: dict[str, Cloud] = {}
    for stack in STACKS:
        clouds[stack] = preview(stack, outputs(clouds))
    return clouds


def outputs(clouds: Mapping[str, Cloud]) -> dict[str, dict[str, Value]]:
    """What these stacks publish, by full name."""
    return {f"organization/landfall/{stack}": cloud.exports for stack, cloud in clouds.items()}


@functools.cache
def project() -> Project:
    return Project.load(ROOT)
