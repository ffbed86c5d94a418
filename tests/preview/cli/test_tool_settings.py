"""[tool.preview] of pyproject.toml."""

from __future__ import annotations

from pathlib import Path

import pytest

from preview.project.problems import ProblemsError
from preview.settings import Settings, load_settings


def settings(tmp_path: Path, text: str) -> Settings:
    (tmp_path / "pyproject.toml").write_text(text)
    return load_settings(tmp_path)


def test_a_project_without_the_table_has_no_hooks_and_no_packs(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()
    assert settings(tmp_path, "[project]\nname = 'x'\n") == Settings()


def test_every_key_is_read(tmp_path: Path) -> None:
    text = """
    [tool.preview]
    policy-packs = ["policies", "../more"]
    before = [["python", "-m", "checks"], ["make", "lint"]]
    after = [["./analyze"]]
    time-limit = 2.5
    """

    assert settings(tmp_path, text) == Settings(
        policy_packs=("policies", "../more"),
        before=(("python", "-m", "checks"), ("make", "lint")),
        after=(("./analyze",),),
        time_limit=2.5,
    )


def test_every_mistake_is_named_with_its_line(tmp_path: Path) -> None:
    text = """\
[tool.other]
before = 1

[tool.preview]
befor = []
policy-packs = "policies"
before = ["python -m checks"]
after = [[]]
time-limit = true
"""
    with pytest.raises(ProblemsError) as raised:
        settings(tmp_path, text)

    assert [(each.line, each.key, each.message, each.given) for each in raised.value.problems] == [
        (5, "tool.preview.befor", "unknown key", "[]"),
        (6, "tool.preview.policy-packs", "wrong type", "'policies'"),
        (7, "tool.preview.before", "wrong type", "['python -m checks']"),
        (8, "tool.preview.after", "wrong type", "[[]]"),
        (9, "tool.preview.time-limit", "wrong type", "True"),
    ]
    assert raised.value.problems[0].fix == "did you mean before?"
    assert raised.value.problems[4].allowed == "a number of seconds above 0"


@pytest.mark.parametrize("limit", ["0", "-1", "inf", "nan", "'5'"])
def test_a_time_limit_is_a_number_of_seconds_above_zero(tmp_path: Path, limit: str) -> None:
    with pytest.raises(ProblemsError):
        settings(tmp_path, f"[tool.preview]\ntime-limit = {limit}\n")


def test_a_syntax_error_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as raised:
        settings(tmp_path, "[tool.preview]\nbefore = [\n")

    (problem,) = raised.value.problems
    assert (problem.file, problem.line, problem.column) == ("pyproject.toml", 2, None)
    assert problem.message == "is not valid TOML: Invalid value (at end of document)"


def test_a_table_that_is_none_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError, match="must be a table"):
        settings(tmp_path, "[tool]\npreview = 3\n")
