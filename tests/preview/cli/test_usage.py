"""What is wrong with a command line, and what its files say: exit code 2, one clear message, nothing done."""

from __future__ import annotations

import pytest

from preview.cli import main

from .support import Workspace, shop

__all__ = ["shop"]


@pytest.fixture
def project(shop: Workspace) -> Workspace:
    shop.program("raise SystemExit('the program ran')")
    shop.stacks("dev", "prod")
    return shop


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["run"], "error: name a stack, or --all; there are dev, prod"),
        (["run", "dev", "--all"], "error: give either names of stacks or --all"),
        (
            ["run", "dev", "--today", "2026-13-01"],
            "error: --today 2026-13-01: not a date; write it as YYYY-MM-DD",
        ),
        (["run", "dev", "--today", "20261121"], "error: --today 20261121: not a date"),
        (
            ["run", "dev", "--json", "/nowhere/r.json"],
            "error: --json /nowhere/r.json: cannot be written: No such file",
        ),
        (["run", "dev", "--json", "/"], "error: --json /: is a folder; name a file"),
        (["run", "dev", "prod", "--stack-file", "x"], "error: --stack-file goes with exactly one stack"),
        (["run", "dev", "--stack-file", "x.yaml"], "error: --stack-file x.yaml: there is no such file"),
        (["run", "dev", "--policy-pack-config", "x"], "--policy-pack-config is given 1 times, for 0 packs"),
        (["validate", "x.yaml"], "error: x.yaml: there is no such file"),
        (["validate", "README.md"], "is no stack's file; such a file is called Pulumi.<stack>.yaml"),
        (["rum"], "invalid choice: 'rum'"),
    ],
)
def test_a_command_line_that_makes_no_sense_says_what_would(
    project: Workspace, arguments: list[str], words: str
) -> None:
    done = project.preview(*arguments, json_report=False)

    assert done.code == 2
    assert words in done.err
    assert "Traceback" not in done.err
    assert done.out == ""


def test_all_unknown_stacks_are_named_with_a_suggestion(project: Workspace) -> None:
    done = project.preview("run", "dve", "dev", "prd")

    assert done.code == 2
    assert "There is no stack dve; did you mean dev?" in done.out
    assert "There is no stack prd; did you mean prod?" in done.out
    assert [problem["given"] for problem in done.report["configuration_errors"]] == ["dve", "prd"]


def test_all_bad_files_are_named_at_once(project: Workspace) -> None:
    secrets = project.write("secrets.json", '{"a": 1,\n}')
    project.write("pyproject.toml", "[tool.preview]\nbefor = []\n")

    done = project.preview(
        "run", "dev", "--secrets", secrets, "--references", "nowhere.json", "--policy-pack", "nopack"
    )

    assert done.code == 2
    assert f"{secrets}:2:1  is not valid JSON" in done.out
    assert "nowhere.json  cannot be read: No such file or directory" in done.out
    assert "pyproject.toml:2  tool.preview.befor  unknown key" in done.out
    assert "nopack  there is no such folder" in done.out
    assert "the program ran" not in done.out


def test_a_folder_without_a_project_is_named(
    tmp_path_factory: pytest.TempPathFactory, shop: Workspace
) -> None:
    (shop.folder / "Pulumi.yaml").unlink()

    done = shop.preview("run", "dev")

    assert done.code == 2
    assert "There is no Pulumi project here" in done.out
    assert str(shop.folder) in done.out


def test_a_program_in_another_language_is_refused(shop: Workspace) -> None:
    shop.write("Pulumi.yaml", "name: shop\nruntime: nodejs\n")
    shop.stacks("dev")

    done = shop.preview("run", "dev")

    assert done.code == 2
    assert "Pulumi.yaml:2:1  runtime  This preview runs programs in Python" in done.out


def test_yaml_that_cannot_be_read_is_named_with_its_place_and_the_old_report_makes_way(
    project: Workspace,
) -> None:
    project.write("Pulumi.dev.yaml", "config:\n  a: [1\n")
    project.write("report.json", '{"old": true}')

    done = project.preview("run", "dev")

    assert done.code == 2
    assert done.report["configuration_errors"][0]["file"] == "Pulumi.dev.yaml"
    assert done.report["configuration_errors"][0]["line"] == 3


def test_a_wrong_command_line_leaves_the_old_report_alone(project: Workspace) -> None:
    project.write("report.json", '{"old": true}')

    assert project.preview("run", "dev", "--today", "soon").report == {"old": True}


@pytest.mark.parametrize("command", [["-h"], ["run", "-h"], ["validate", "-h"]])
def test_help_explains_each_command(project: Workspace, command: list[str]) -> None:
    done = project.preview(*command, json_report=False)

    assert done.code == 0
    assert done.out.startswith("usage: python -m preview")


def test_a_mistake_of_the_preview_itself_is_no_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr("preview.commands.validate.validate", broken)

    assert main(["validate"]) == 3
    assert "internal error of the preview" in capsys.readouterr().err
