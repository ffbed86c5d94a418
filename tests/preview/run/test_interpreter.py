"""Which Python runs the program."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from preview.project import Problem, ProblemsError, Project
from preview.run.interpreter import Interpreter, find_interpreter


def interpreter(tmp_path: Path, virtualenv: str | None) -> Interpreter:
    option = f"\n  options:\n    virtualenv: {virtualenv}" if virtualenv else ""
    (tmp_path / "Pulumi.yaml").write_text(f"name: shop\nruntime:\n  name: python{option}\n")
    return find_interpreter(Project.load(tmp_path))


def the_problem(tmp_path: Path, virtualenv: str) -> Problem:
    with pytest.raises(ProblemsError) as raised:
        interpreter(tmp_path, virtualenv)
    (problem,) = raised.value.problems
    return problem


def fake(folder: Path, script: str) -> None:
    python = folder / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\n{script}\n")
    python.chmod(0o755)


def test_a_project_that_names_no_environment_or_this_one_runs_with_this_interpreter(tmp_path: Path) -> None:
    for virtualenv in (None, sys.prefix):
        found = interpreter(tmp_path, virtualenv)
        assert (found.python, found.note) == (Path(sys.executable), "")
        assert (found.site_packages / "pulumi").is_dir()


def test_a_missing_environment_is_noted_and_this_ones_packages_serve(tmp_path: Path) -> None:
    found = interpreter(tmp_path, "venv")

    assert found.python == Path(sys.executable)
    assert found.note == (
        "the virtual environment venv of Pulumi.yaml does not exist, "
        "so the program runs with the packages of the preview"
    )


def test_another_environment_is_asked_where_its_packages_are(tmp_path: Path) -> None:
    fake(tmp_path / "venv", f"echo {tmp_path}/packages; echo True True")

    found = interpreter(tmp_path, "venv")

    assert (found.python, found.site_packages) == (tmp_path / "venv/bin/python", tmp_path / "packages")


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (None, "is no virtual environment: it has no bin/python"),
        ("echo broken >&2; exit 3", "its python ends with status 3: broken"),
        ("echo x", "is no virtual environment that works: its python gives no answer"),
        ("echo x; echo True False", "has no pulumi package"),
    ],
)
def test_an_environment_that_is_no_good_is_an_error_at_its_line(
    tmp_path: Path, script: str | None, words: str
) -> None:
    (tmp_path / "venv").mkdir()
    if script is not None:
        fake(tmp_path / "venv", script)

    problem = the_problem(tmp_path, "venv")

    assert words in problem.message
    assert (problem.file, problem.line, problem.key) == ("Pulumi.yaml", 5, "runtime.options.virtualenv")
    assert "python -m venv --clear venv" in problem.fix
