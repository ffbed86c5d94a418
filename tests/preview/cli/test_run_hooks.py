"""`run` with what [tool.preview] has before and after it."""

from __future__ import annotations

import json

from .support import Workspace, shop

__all__ = ["shop"]

PROBLEM = {
    "file": "Pulumi.dev.yaml",
    "line": 2,
    "column": 3,
    "key": "shop:size",
    "message": "is too big",
    "given": "9",
    "allowed": "1 to 5",
    "fix": "choose a smaller one",
}


def with_hook(shop: Workspace, phase: str, code: str) -> None:
    shop.program("import pulumi\nprint('the program ran')\npulumi.export('a', 1)\n")
    shop.stacks("dev")
    shop.write("hook.py", code)
    shop.write("pyproject.toml", f'[tool.preview]\n{phase} = [["python", "hook.py"]]\n')


def test_a_problem_that_validation_finds_keeps_the_program_from_running(shop: Workspace) -> None:
    answer = {"version": 1, "problems": [PROBLEM], "notes": ["three checks were left out"]}
    with_hook(shop, "before", f"print({json.dumps(answer)!r})")

    done = shop.preview("run", "dev")

    assert done.code == 2
    assert done.report["configuration_errors"] == [PROBLEM]
    assert done.report["stacks"] == []
    assert "the program ran" not in done.out
    assert "Pulumi.dev.yaml:2:3  shop:size  is too big" in done.out
    assert "three checks were left out" in done.out


def test_a_failed_validation_is_an_error_that_shows_its_last_words(shop: Workspace) -> None:
    with_hook(shop, "before", "raise SystemExit('the checks are broken')")

    done = shop.preview("run", "dev")

    assert done.code == 2
    assert "hook `python hook.py` failed with exit status 1" in done.out
    assert "the checks are broken" in done.out
    assert "the program ran" not in done.out


def test_an_analysis_reads_the_report_and_its_mandatory_finding_fails_the_run(shop: Workspace) -> None:
    code = """
    import json, sys
    request = json.load(sys.stdin)
    report = json.load(open(request["report"]))
    finding = {"rule": "exports", "level": "mandatory", "stack": "dev",
               "message": "exports " + json.dumps(report["stacks"][0]["exports"])}
    print(json.dumps({"version": 1, "findings": [finding], "notes": ["stack prod is missing"]}))
    """
    with_hook(shop, "after", code)

    done = shop.preview("run", "dev")

    assert done.code == 1, done.out + done.err
    (analysis,) = done.report["analyses"]
    assert analysis["name"] == "python hook.py"
    assert analysis["findings"][0]["message"] == 'exports {"a": 1}'
    assert analysis["notes"] == ["stack prod is missing"]
    assert done.report["exit_code"] == 1
    assert "stack prod is missing" in done.out


def test_a_failed_analysis_keeps_what_was_previewed_and_ends_with_exit_code_two(shop: Workspace) -> None:
    with_hook(shop, "after", "raise SystemExit(5)")

    done = shop.preview("run", "dev")

    assert done.code == 2
    assert done.stack("dev")["exports"] == {"a": 1}
    assert "failed with exit status 5" in done.report["configuration_errors"][0]["message"]
