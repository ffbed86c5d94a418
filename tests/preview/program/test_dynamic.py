"""Dynamic providers: their own `check` runs, in the program's environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from preview.engine import Deployment
from tests.preview.program.running import run

PROVIDER = """\
import os
import pulumi
from pulumi.dynamic import CheckFailure, CheckResult, ConfigureRequest, Resource, ResourceProvider


class Provider(ResourceProvider):
    def configure(self, request: ConfigureRequest):
        self.size = request.config.get("size")

    def check(self, olds, news):
        print("checking")
        if news.get("mode") == "raise":
            raise ValueError("no such mode")
        if news.get("mode") == "leave":
            os._exit(3)
        failures = [CheckFailure("mode", "it must be on")] if news.get("mode") == "off" else []
        return CheckResult({**news, "size": self.size, "project": os.environ["PULUMI_PROJECT"]}, failures)

    def create(self, props):
        raise AssertionError("a preview creates nothing")


class Disk(Resource):
    def __init__(self, name, opts=None, **props):
        super().__init__(Provider(), name, props, opts)
"""
URN = "urn:pulumi:dev::shop::pulumi-python:dynamic:Resource::disk"


def ran(folder: Path, line: str) -> Deployment:
    (folder / "disks.py").write_text(PROVIDER)
    return run(folder, f"from disks import Disk\n{line}\n", config={"shop:size": "3"}).deployment


def inputs(deployment: Deployment) -> dict[str, object]:
    return {key: item for key, item in deployment.resources[URN].inputs.items() if key != "__provider"}


def test_the_inputs_are_those_that_the_provider_returns(tmp_path: Path) -> None:
    deployment = ran(tmp_path, "Disk('disk', mode='on')")

    assert inputs(deployment) == {"mode": "on", "size": "3", "project": "shop"}
    assert deployment.problems == {}
    assert deployment.diagnostics == []


def test_what_the_provider_refuses_is_a_problem_of_the_input(tmp_path: Path) -> None:
    deployment = ran(tmp_path, "Disk('disk', mode='off')")

    (problem,) = deployment.problems[URN]
    assert (problem.path, problem.rule, problem.level) == ("mode", "input-refused", "error")
    assert problem.message == "mode: the dynamic provider refuses it: it must be on"


@pytest.mark.parametrize(
    ("mode", "message"),
    [
        ("raise", "the dynamic provider failed: ValueError: no such mode"),
        ("leave", "the dynamic provider failed: its process is gone"),
    ],
)
def test_a_provider_that_fails_is_an_error_of_its_resource(mode: str, message: str, tmp_path: Path) -> None:
    deployment = ran(tmp_path, f"Disk('disk', mode={mode!r})")

    (note,) = deployment.diagnostics
    assert (note.severity, note.message, note.urn) == ("error", message, URN)
    assert URN not in deployment.resources
