"""The virtual environment that a project's tool for packages keeps: pip, uv or poetry."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

from preview.project import Project

_ENVIRONMENT: Final = ".venv"
_PATIENCE: Final = 30.0
"""Seconds for poetry to answer."""


def virtual_environment(project: Project) -> Path | None:
    """Where the CLI would look for the project's virtual environment; None where the project has none.

    The project file names the tool, or else a lock file does, in the program's folder or one around it.
    """
    folder = project.main if project.main.is_dir() else project.main.parent
    tool = project.definition.toolchain
    if tool == "uv" or (not tool and _around(folder, "uv.lock")):
        return project.runtime_virtualenv or _of_uv(folder)
    if tool == "poetry" or (not tool and _around(folder, "poetry.lock")):
        return _of_poetry(folder)
    return project.runtime_virtualenv


def _around(folder: Path, name: str) -> Path | None:
    """The closest folder, from `folder` upwards, that holds the file."""
    return next((each for each in (folder, *folder.parents) if (each / name).is_file()), None)


def _of_uv(folder: Path) -> Path:
    home = _around(folder, "uv.lock") or _around(folder, "pyproject.toml") or folder
    return home / os.environ.get("UV_PROJECT_ENVIRONMENT", _ENVIRONMENT)


def _of_poetry(folder: Path) -> Path:
    """What poetry says; without it, where it may be told to keep the environment."""
    inside = folder / _ENVIRONMENT
    poetry = shutil.which("poetry")
    if poetry is None or inside.is_dir():
        return inside
    try:
        answer = subprocess.run(
            [poetry, "env", "info", "--path"],
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=True,
            stdin=subprocess.DEVNULL,
        ).stdout.strip()
    except (OSError, subprocess.SubprocessError):  # it has made none yet
        return inside
    return Path(answer) if answer else inside
