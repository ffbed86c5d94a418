"""A full disk, two runs at once, and a folder that holds no project."""

from __future__ import annotations

import json
import resource
import subprocess

from .support import ROOT, Workspace, shop

__all__ = ["shop"]

PROGRAM = "import pulumi\npulumi.export('done', True)\n"
LIMIT = 200
"""Bytes that a file may have: too few for any report."""


def test_a_report_that_does_not_fit_on_the_disk_leaves_the_old_one(shop: Workspace) -> None:
    shop.program(PROGRAM)
    shop.stacks("dev")
    old = shop.write("report.json", '{"old": true}')
    files = sorted(shop.folder.iterdir())
    done = subprocess.run(
        shop.command("run", "dev", "-C", shop.folder, "--json", old),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT, LIMIT)),
    )

    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == f"error: --json {old}: cannot be written: File too large"
    assert json.loads(old.read_text()) == {"old": True}
    assert [path for path in sorted(shop.folder.iterdir()) if path.name != "__pycache__"] == files


def test_two_runs_at_once_in_one_checkout_do_not_disturb_each_other(shop: Workspace) -> None:
    shop.program(PROGRAM)
    shop.stacks("dev")
    reports = [shop.folder / f"report-{number}.json" for number in range(2)]
    runs = [
        subprocess.Popen(
            shop.command("run", "dev", "-C", shop.folder, "--json", report),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for report in reports
    ]

    assert [run.wait(60) for run in runs] == [0, 0]
    assert [json.loads(report.read_text())["stacks"][0]["exports"] for report in reports] == [
        {"done": True},
        {"done": True},
    ]


def test_a_script_of_the_automation_api_is_told_from_a_folder_without_anything(shop: Workspace) -> None:
    (shop.folder / "Pulumi.yaml").unlink()
    nothing = shop.preview("run", "dev").report["configuration_errors"]
    shop.program("from pulumi import automation as auto\nauto.create_or_select_stack('dev')\n")
    script = shop.preview("run", "dev").report["configuration_errors"]

    assert [problem["message"] for problem in (*nothing, *script)] == ["There is no Pulumi project here"] * 2
    assert nothing[0]["fix"] == "Change to the project's directory, or name it."
    assert script[0]["fix"] == (
        "__main__.py makes its stacks by the Automation API, which is not run here: "
        "write a Pulumi.yaml beside the program that it deploys."
    )
