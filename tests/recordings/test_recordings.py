"""The preview against recordings of the real engine: eighteen programs, every resource, every field."""

from __future__ import annotations

import functools
import json
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from preview.engine import Deployment, StackOutputs, UnknownStack
from preview.program import ProgramOutcome, ProgramRequest, ProgramServer, run_program
from preview.project import Project
from preview.schema import SchemaIndex
from preview.synthesis import Synthesizer
from preview.urn import PROVIDER_PREFIX
from preview.values import UNKNOWN, Secret

from .comparison import Difference, compare_resource, compare_value

FOLDER = Path(__file__).parent
PROGRAMS = sorted(path.parent.name for path in FOLDER.glob("*/recording.json"))

# Known differences: program, resource (or *), field, and why. A line that no longer applies fails the test.
KNOWN: dict[tuple[str, str, str], str] = {}


@functools.cache
def recording(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((FOLDER / name / "recording.json").read_text())
    return content


@functools.cache
def previewed(name: str) -> tuple[Deployment, ProgramOutcome]:
    project = Project.load(FOLDER / name)
    secrets = FOLDER / name / "secrets.json"
    configuration = project.configuration(
        "dev", secrets=json.loads(secrets.read_text()) if secrets.exists() else {}
    )
    schemas = SchemaIndex.open(Path(sysconfig.get_path("purelib")))
    deployment = Deployment(
        organization="organization",
        project=project.name,
        stack="dev",
        root=project.directory,
        config=configuration.values,
        secret_keys=configuration.secret_keys,
        synthesizer=Synthesizer(schemas, project=project.name, stack="dev"),
        references=stack_outputs,
    )
    with ProgramServer(Path(sys.executable), project.directory, program=project.main) as server:
        outcome = run_program(server, deployment, ProgramRequest(time_limit=60))
    return deployment, outcome


def stack_outputs(name: str) -> StackOutputs:
    if name != "organization/rec-values/dev":
        raise UnknownStack(f"there is no stack {name}")
    exports = recording("05-values")["up"]["exports"]
    return StackOutputs({key: as_value(item) for key, item in exports.items()})


def as_value(recorded: Any) -> Any:
    if isinstance(recorded, dict):
        if set(recorded) == {"secret"}:
            return Secret(as_value(recorded["secret"]))
        return {key: as_value(item) for key, item in recorded.items()}
    if isinstance(recorded, list):
        return [as_value(item) for item in recorded]
    return UNKNOWN if recorded == "<unknown>" else recorded


def differences(name: str) -> Iterator[Difference]:
    deployment, _ = previewed(name)
    side = recording(name)["preview"]
    steps = {step["urn"]: step for step in side["steps"] if not step.get("providerMade")}
    # After a failure, which further resources appear depends on timing.
    whole = side["exitCode"] == 0
    for urn, step in steps.items():
        if urn in deployment.resources:
            yield from compare_resource(step, deployment.resources[urn])
        elif whole:
            yield Difference(urn, "resource", "registered", "missing")
    for urn, resource in deployment.resources.items():
        default = resource.type.startswith(PROVIDER_PREFIX) and not resource.parent
        if urn not in steps and whole and not default:
            yield Difference(urn, "resource", "missing", "registered")
    stack = deployment.stack_urn
    yield from compare_value(stack, "exports", side["exports"], deployment.exports)


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_preview_is_what_the_real_engine_recorded(name: str) -> None:
    found = [(difference, known(name, difference)) for difference in differences(name)]
    assert [str(difference) for difference, key in found if key is None] == []
    used = {key for _, key in found if key is not None}
    assert {key for key in KNOWN if key[0] == name} - used == set()


def known(name: str, difference: Difference) -> tuple[str, str, str] | None:
    for key in KNOWN:
        program, resource, field = key
        if (
            program == name
            and resource in ("*", difference.urn.rpartition("::")[2])
            and field == difference.field
        ):
            return key
    return None
