"""`validate`: only the configuration."""

from __future__ import annotations

import json

from .support import Workspace, shop

__all__ = ["shop"]

ECHO = """
import json, sys
request = json.load(sys.stdin)
told = {key: request[key] for key in ("phase", "stacks", "stack_files", "date", "report")}
print(json.dumps({"version": 1, "notes": [json.dumps(told)]}))
"""


def validate(shop: Workspace, *arguments: object) -> tuple[int, str, str]:
    done = shop.preview("validate", *arguments, json_report=False)
    return done.code, done.out, done.err


def test_a_good_project_is_said_to_be_good(shop: Workspace) -> None:
    shop.stacks("dev", "prod")

    assert validate(shop) == (0, "all 2 stacks of shop: no problem found\n", "")
    assert validate(shop, shop.folder / "Pulumi.dev.yaml") == (0, "dev of shop: no problem found\n", "")
    assert validate(shop, shop.folder / "Pulumi.yaml")[1] == "all 2 stacks of shop: no problem found\n"


def test_the_problems_of_every_file_come_at_once(shop: Workspace) -> None:
    shop.write("Pulumi.dev.yaml", "config:\n  a: [\n")
    shop.write("Pulumi.prod.yaml", "config:\n  size: 3\n")

    code, out, err = validate(shop)

    assert code == 2
    assert "Pulumi.dev.yaml:3" in out
    assert "Pulumi.prod.yaml:2:3  size" in out
    assert err == "2 problems in 2 files\n"


def test_several_problems_of_one_file_are_counted_so(shop: Workspace) -> None:
    shop.write("Pulumi.dev.yaml", "config:\n  size: 3\n  colour: red\n")

    assert validate(shop)[2] == "2 problems in 1 file\n"


def test_the_hook_is_told_which_files_were_asked_for(shop: Workspace) -> None:
    shop.stacks("dev", "prod")
    other = shop.write("elsewhere/Pulumi.prod.yaml", "config: {}\n")
    shop.write("hook.py", ECHO)
    shop.write("pyproject.toml", '[tool.preview]\nbefore = [["python", "hook.py"]]\n')

    code, out, _ = validate(shop, other, "--today", "2026-11-21")

    assert code == 0
    assert json.loads(out.splitlines()[0]) == {
        "phase": "before",
        "stacks": ["prod"],
        "stack_files": {"dev": "Pulumi.dev.yaml", "prod": "elsewhere/Pulumi.prod.yaml"},
        "date": "2026-11-21",
        "report": None,
    }
