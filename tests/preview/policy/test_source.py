"""What is read of a pack before it starts."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from preview.policy import load_pack
from preview.project.problems import Problem, ProblemsError


def pack_folder(tmp_path: Path, content: str) -> Path:
    (tmp_path / "PulumiPolicy.yaml").write_text(content)
    return tmp_path


def the_problem(folder: Path) -> Problem:
    with pytest.raises(ProblemsError) as raised:
        load_pack(folder, name="rules")
    (problem,) = raised.value.problems
    return problem


def test_a_pack_without_an_environment_of_its_own_runs_with_this_interpreter(tmp_path: Path) -> None:
    pack = load_pack(pack_folder(tmp_path, "runtime: python\nversion: 1.0.0\n"), name="rules")

    assert (pack.interpreter, pack.virtualenv, pack.version, pack.note) == (
        Path(sys.executable),
        None,
        "1.0.0",
        "",
    )


def test_a_pack_runs_with_the_environment_that_it_names(tmp_path: Path) -> None:
    content = f"runtime:\n  name: python\n  options:\n    virtualenv: {sys.prefix}\n"

    pack = load_pack(pack_folder(tmp_path, content), name="rules")

    assert pack.virtualenv == Path(sys.prefix)
    assert pack.interpreter == Path(sys.prefix) / "bin" / "python"


def test_a_missing_environment_is_noted_and_this_one_takes_its_place(tmp_path: Path) -> None:
    content = "runtime:\n  name: python\n  options:\n    virtualenv: ../nowhere\n"

    pack = load_pack(pack_folder(tmp_path, content), name="rules")

    assert pack.interpreter == Path(sys.executable)
    assert pack.note == (
        "policy pack rules: its virtual environment ../nowhere does not exist, "
        "so it runs with the packages of the preview"
    )


def test_a_folder_that_is_no_virtual_environment_is_an_error(tmp_path: Path) -> None:
    content = "runtime:\n  name: python\n  options:\n    virtualenv: .\n"

    problem = the_problem(pack_folder(tmp_path, content))

    assert problem.message == "is no virtual environment: it has no bin/python"
    assert problem.key == "runtime.options.virtualenv"


def test_what_is_no_pack_is_named(tmp_path: Path) -> None:
    assert the_problem(tmp_path / "nowhere").message == "there is no such folder"
    assert the_problem(tmp_path).message == "is no policy pack: it has no PulumiPolicy.yaml"


def test_a_pack_in_another_language_is_refused_at_its_line(tmp_path: Path) -> None:
    problem = the_problem(pack_folder(tmp_path, "version: 1.0.0\nruntime: nodejs\n"))

    assert (problem.file, problem.line, problem.given) == ("rules/PulumiPolicy.yaml", 2, "nodejs")
