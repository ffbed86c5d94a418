"""The Python that runs the program: the project's own virtual environment, or this one's packages."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from preview.project import Problem, ProblemsError, Project
from preview.run.toolchain import virtual_environment

_ASK: Final = (
    "import importlib.util, sys, sysconfig\n"
    "print(sysconfig.get_path('purelib'))\n"
    "print(sys.version_info >= (3, 9), importlib.util.find_spec('pulumi') is not None)\n"
)


@dataclass(frozen=True, kw_only=True)
class Interpreter:
    """What runs a program, and where its packages are."""

    python: Path
    site_packages: Path
    note: str = ""
    """Something about the choice that a reader should know."""


def find_interpreter(project: Project) -> Interpreter:
    """The interpreter of the project; raises ProblemsError where what the project names is no good."""
    wanted = virtual_environment(project)
    own = Path(sysconfig.get_path("purelib"))
    if wanted is None or wanted.resolve() == Path(sys.prefix).resolve():
        return Interpreter(python=Path(sys.executable), site_packages=own)
    if not wanted.exists():
        named = wanted == project.runtime_virtualenv
        of_file = f"{project.definition.virtualenv} of {project.document.name}" if named else f"{wanted}"
        note = (
            f"the virtual environment {of_file} does not exist, "
            "so the program runs with the packages of the preview"
        )
        return Interpreter(python=Path(sys.executable), site_packages=own, note=note)
    python = wanted / "bin" / "python"
    try:
        answer = subprocess.run(
            [python, "-c", _ASK],
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
            stdin=subprocess.DEVNULL,
        )
        site_packages, verdict = answer.stdout.splitlines()[-2:]
    except FileNotFoundError:
        raise _problem(project, wanted, "is no virtual environment: it has no bin/python") from None
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        raise _problem(project, wanted, f"is no virtual environment that works: {_words(error)}") from None
    if verdict != "True True":
        raise _problem(project, wanted, "has no pulumi package, so no program can run in it")
    return Interpreter(python=python, site_packages=Path(site_packages))


def _words(error: Exception) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        lines = [line for line in str(error.stderr).splitlines() if line.strip()]
        return f"its python ends with status {error.returncode}" + (f": {lines[-1].strip()}" if lines else "")
    if isinstance(error, OSError):
        return f"its python cannot be started: {error.strerror}"
    return "its python gives no answer"


def _problem(project: Project, wanted: Path, message: str) -> ProblemsError:
    path = ("runtime", "options", "virtualenv")
    virtualenv = project.definition.virtualenv or wanted
    problem: Problem = project.document.problem(
        path,
        f"The virtual environment {message}",
        given=str(virtualenv),
        allowed="a virtual environment with the packages of the program",
        fix=f"create it again: python -m venv --clear {virtualenv} && "
        f"{virtualenv}/bin/python -m pip install -r requirements.txt",
    )
    return ProblemsError([problem])
