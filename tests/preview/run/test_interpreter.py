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


def environments(folder: Path, *names: str) -> None:
    for name in names:
        fake(folder / name, f"echo {folder / name}/packages; echo True True")


def python_of(folder: Path, options: str = "") -> Path:
    (folder / "Pulumi.yaml").write_text(f"name: shop\nruntime: {{name: python, options: {{{options}}}}}\n")
    return find_interpreter(Project.load(folder)).python


@pytest.mark.parametrize(
    ("options", "files", "environment"),
    [
        ("toolchain: uv", (), ".venv"),
        ("toolchain: uv", ("pyproject.toml",), ".venv"),
        ("toolchain: uv, virtualenv: own", (), "own"),
        ("", ("uv.lock",), ".venv"),
        ("toolchain: auto", ("uv.lock",), ".venv"),
        ("virtualenv: own", ("uv.lock",), "own"),
        ("toolchain: pip, virtualenv: own", ("uv.lock",), "own"),
        ("toolchain: poetry", (), ".venv"),
        ("", ("poetry.lock",), ".venv"),
    ],
)
def test_the_environment_is_the_one_that_the_tool_keeps(
    options: str, files: tuple[str, ...], environment: str, tmp_path: Path
) -> None:
    environments(tmp_path, ".venv", "own")
    for file in files:
        (tmp_path / file).touch()

    assert python_of(tmp_path, options) == tmp_path / environment / "bin" / "python"


def test_a_workspace_keeps_its_environment_beside_the_lock_file(tmp_path: Path) -> None:
    environments(tmp_path, ".venv")
    (tmp_path / "uv.lock").touch()
    (tmp_path / "infra").mkdir()

    assert python_of(tmp_path / "infra") == tmp_path / ".venv" / "bin" / "python"


def test_poetry_is_asked_where_it_keeps_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environments(tmp_path, "cache/shop-py3.11")
    (tmp_path / "tools").mkdir()
    poetry = tmp_path / "tools" / "poetry"
    poetry.write_text(f'#!/bin/sh\n[ "$*" = "env info --path" ] && echo {tmp_path}/cache/shop-py3.11\n')
    poetry.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}/tools:/usr/bin:/bin")

    assert python_of(tmp_path, "toolchain: poetry") == tmp_path / "cache/shop-py3.11/bin/python"


def test_the_missing_environment_of_a_tool_is_noted_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "uv.lock").touch()
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")

    assert find_interpreter(Project.load(tmp_path)).note == (
        f"the virtual environment {tmp_path}/.venv does not exist, "
        "so the program runs with the packages of the preview"
    )
