"""Hooks: real little scripts over the published protocol."""

from __future__ import annotations

import json
import os
import select
import sys
import textwrap
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import preview
from preview.hook_answer import HookAnswer
from preview.hooks import HookError, HookRequest, run_hook
from preview.project.problems import Problem
from preview.report.model import Finding, Source

SCHEMA = json.loads((Path(preview.__file__).parent / "hook.schema.json").read_text())

PROBLEM = {
    "file": "Pulumi.dev.yaml",
    "line": 3,
    "column": 5,
    "key": "shop:size",
    "message": "unknown key",
    "given": "siz",
    "allowed": "size",
    "fix": "did you mean size?",
}
FINDING = {
    "rule": "paths",
    "severity": "high",
    "level": "mandatory",
    "message": "reaches the internet",
    "why": "w",
    "fix": "f",
    "stack": "dev",
    "urn": "urn:x",
    "source": {"file": "a.py", "line": 7},
}


def a_request(folder: Path) -> HookRequest:
    return HookRequest(
        phase="after",
        project_directory=folder,
        project_file="Pulumi.yaml",
        stack_files={"dev": "Pulumi.dev.yaml", "prod": "/elsewhere/Pulumi.prod.yaml"},
        stacks=["dev"],
        date="2026-11-21",
        report=folder / "report.json",
    )


def run_script(folder: Path, code: str, *, time_limit: float = 20.0) -> HookAnswer:
    (folder / "hook.py").write_text(textwrap.dedent(code))
    return run_hook(["python", "hook.py"], a_request(folder), time_limit=time_limit)


def answer(folder: Path, answer: Any) -> HookAnswer:
    return run_script(folder, f"print({json.dumps(answer)!r})")


def valid(message: Any, part: str) -> bool:
    schema = {"$ref": f"#/$defs/{part}", "$defs": SCHEMA["$defs"]}
    return bool(jsonschema.Draft202012Validator(schema).is_valid(message))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_a_hook_gets_the_request_in_the_projects_folder_by_the_running_interpreter(tmp_path: Path) -> None:
    code = """
    import json, os, sys
    request = json.load(sys.stdin)
    print(json.dumps({"version": 1, "notes": [json.dumps(request), os.getcwd(), sys.executable]}))
    """

    request, folder, interpreter = run_script(tmp_path, code).notes

    assert json.loads(request) == {
        "version": 1,
        "phase": "after",
        "project_directory": str(tmp_path),
        "project_file": "Pulumi.yaml",
        "stack_files": {"dev": "Pulumi.dev.yaml", "prod": "/elsewhere/Pulumi.prod.yaml"},
        "stacks": ["dev"],
        "date": "2026-11-21",
        "report": str(tmp_path / "report.json"),
    }
    assert valid(json.loads(request), "request")
    assert (folder, interpreter) == (str(tmp_path), sys.executable)


def test_problems_findings_and_notes_are_read(tmp_path: Path) -> None:
    full = {"version": 1, "problems": [PROBLEM], "findings": [FINDING], "notes": ["no route analysis"]}

    assert valid(full, "answer")
    assert answer(tmp_path, full) == HookAnswer(
        problems=(Problem(**PROBLEM),),  # type: ignore[arg-type] # the fields of PROBLEM have several types
        findings=(
            Finding(
                rule="paths",
                severity="high",
                level="mandatory",
                message="reaches the internet",
                why="w",
                fix="f",
                stack="dev",
                urn="urn:x",
                source=Source(file="a.py", line=7),
            ),
        ),
        notes=("no route analysis",),
    )


def test_an_answer_may_say_that_there_is_nothing(tmp_path: Path) -> None:
    assert answer(tmp_path, {"version": 1}) == HookAnswer()


WRONG: list[tuple[Any, str]] = [
    ([], "the answer must be an object"),
    ({}, "the answer lacks version"),
    ({"version": 2}, "version is 2, this preview speaks 1"),
    ({"version": True}, "version is True"),
    ({"version": 1, "problem": []}, "the answer has the unknown problem"),
    ({"version": 1, "notes": "x"}, "notes must be a list"),
    ({"version": 1, "notes": [1]}, "notes[0] must be text"),
    (
        {"version": 1, "problems": [{}]},
        "problems[0] lacks allowed, column, file, fix, given, key, line, message",
    ),
    (
        {"version": 1, "problems": [{**PROBLEM, "line": 0}]},
        "problems[0].line must be null or a number above 0",
    ),
    ({"version": 1, "problems": [{**PROBLEM, "key": None}]}, "problems[0].key must be text"),
    (
        {"version": 1, "findings": [{**FINDING, "rule": ""}]},
        "findings[0]: rule and message must not be empty",
    ),
    ({"version": 1, "findings": [{**FINDING, "level": "high"}]}, "level must be mandatory or advisory"),
    ({"version": 1, "findings": [{**FINDING, "severity": "bad"}]}, "severity must be one of critical, high"),
    (
        {"version": 1, "findings": [{**FINDING, "source": {"file": "a", "line": "1"}}]},
        "findings[0].source must",
    ),
    ({"version": 1, "findings": [{**FINDING, "colour": "red"}]}, "findings[0] has the unknown colour"),
]


@pytest.mark.parametrize(("wrong", "words"), WRONG, ids=[words for _, words in WRONG])
def test_an_answer_that_does_not_fit_fails_the_hook_and_the_schema_agrees(
    tmp_path: Path, wrong: Any, words: str
) -> None:
    with pytest.raises(HookError, match="gave no valid answer") as raised:
        answer(tmp_path, wrong)

    assert words in str(raised.value)
    assert not valid(wrong, "answer")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "its standard output is empty"),
        ("print('hello')", "its standard output is not JSON: Expecting value: line 1 column 1 (char 0)"),
        ("import sys; sys.exit('no config')", "failed with exit status 1\n    no config"),
        ("import os; os.kill(os.getpid(), 9)", "failed with exit status -9"),
    ],
)
def test_a_failed_hook_is_named_with_the_end_of_its_standard_error(
    tmp_path: Path, code: str, words: str
) -> None:
    with pytest.raises(HookError) as raised:
        run_script(tmp_path, code)

    assert str(raised.value).startswith("hook `python hook.py`")
    assert words in str(raised.value)


def test_a_hook_that_hangs_is_ended_with_its_children(tmp_path: Path) -> None:
    code = """
    import subprocess, sys, time
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    open("pid", "w").write(str(child.pid))
    time.sleep(60)
    """
    with pytest.raises(HookError, match="gave no answer within 4 seconds"):
        run_script(tmp_path, code, time_limit=4.0)

    assert ends(int((tmp_path / "pid").read_text()))


def ends(pid: int) -> bool:
    """Whether a process that was told to end does so: a busy machine takes a moment to carry it out."""
    try:
        process = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        ended, _, _ = select.select([process], [], [], 20.0)
    finally:
        os.close(process)
    return bool(ended)


def test_a_command_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(HookError, match="cannot be started: No such file or directory"):
        run_hook(["./nothing"], a_request(tmp_path), time_limit=1.0)


def test_a_hook_that_does_not_read_its_request_still_answers(tmp_path: Path) -> None:
    code = """
    import os
    os.close(0)
    print('{"version": 1, "notes": ["fine"]}')
    """
    assert run_script(tmp_path, code).notes == ("fine",)
