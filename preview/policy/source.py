"""What a policy pack is: its folder, its PulumiPolicy.yaml, and the interpreter that runs it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from preview.policy.config import PackConfig
from preview.project import read_document
from preview.project.problems import Problem, ProblemsError

FILE: Final = "PulumiPolicy.yaml"


@dataclass(frozen=True, kw_only=True)
class PackSource:
    """A pack that can be started."""

    name: str
    """What messages call it: the folder as it was given."""
    directory: Path
    version: str
    """The version that PulumiPolicy.yaml states; it wins over what the pack says of itself. May be empty."""
    interpreter: Path
    virtualenv: Path | None
    note: str = ""
    """Something about how it will run that a reader should know."""
    config: PackConfig | None = None
    """What --policy-pack-config says for it."""


def load_pack(directory: Path, *, name: str, config: PackConfig | None = None) -> PackSource:
    """The pack in `directory`, which messages call `name`; raises ProblemsError."""
    file = f"{name.rstrip('/')}/{FILE}"
    if not directory.is_dir():
        raise ProblemsError(
            [_problem(name, "there is no such folder", fix="name the folder of a policy pack")]
        )
    if not (directory / FILE).is_file():
        fix = f"name a folder with a {FILE}"
        raise ProblemsError([_problem(name, f"is no policy pack: it has no {FILE}", fix=fix)])
    document = read_document(directory / FILE, name=file)
    value = document.value if isinstance(document.value, Mapping) else {}
    runtime = value.get("runtime")
    language = runtime.get("name") if isinstance(runtime, Mapping) else runtime
    if language != "python":
        problem = document.problem(
            ("runtime",), "this preview runs packs in Python", allowed="python", fix="name a pack in Python"
        )
        raise ProblemsError([problem])
    interpreter, virtualenv, note = _interpreter(directory, name, runtime)
    return PackSource(
        name=name,
        directory=directory.resolve(),
        version=str(value.get("version") or ""),
        interpreter=interpreter,
        virtualenv=virtualenv,
        note=note,
        config=config,
    )


def _interpreter(directory: Path, name: str, runtime: Any) -> tuple[Path, Path | None, str]:
    """The interpreter, the environment that it belongs to, and a note where it is not the one asked for."""
    own = Path(sys.executable)
    options = runtime.get("options") if isinstance(runtime, Mapping) else None
    wanted = options.get("virtualenv") if isinstance(options, Mapping) else None
    if not wanted:
        return own, None, ""
    virtualenv = Path(os.path.normpath(directory.absolute() / str(wanted)))
    if not virtualenv.exists():
        note = (
            f"policy pack {name}: its virtual environment {wanted} does not exist, "
            "so it runs with the packages of the preview"
        )
        return own, None, note
    interpreter = virtualenv / "bin" / "python"
    if not os.access(interpreter, os.X_OK):
        problem = Problem(
            file=f"{name.rstrip('/')}/{FILE}",
            line=None,
            column=None,
            key="runtime.options.virtualenv",
            message="is no virtual environment: it has no bin/python",
            given=str(wanted),
            allowed="a virtual environment with pulumi and pulumi-policy",
            fix=f"create it again: python -m venv --clear {wanted}",
        )
        raise ProblemsError([problem])
    return interpreter, virtualenv, ""


def _problem(name: str, message: str, *, fix: str) -> Problem:
    return Problem(file=name, line=None, column=None, key="", message=message, given="", allowed="", fix=fix)
