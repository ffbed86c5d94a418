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

_EKS = "recorded with a plugin that made fewer children than the real one, and a shorter kubeconfig"

# Known differences: program, resource, field, and why. A line that no longer applies fails the test.
KNOWN: dict[tuple[str, str, str], str] = {
    ("06-options", "member", "inputs.securityGroupId"): (
        "the id of a resource that is read under the output of another one that is read: known here"
    ),
    ("08-eks", "after", "dependencies"): _EKS,
    ("08-eks", "after", "propertyDependencies"): _EKS,
    ("08-eks", "kube", "inputs.kubeconfig"): _EKS,
    ("08-eks", "rec-eks-dev", "exports.kubeconfig.clusters[0].cluster.certificate-authority-data"): _EKS,
    ("08-eks", "rec-eks-dev", "exports.kubeconfig.contexts"): _EKS,
    ("08-eks", "rec-eks-dev", "exports.kubeconfig.current-context"): _EKS,
    ("08-eks", "rec-eks-dev", "exports.kubeconfig.users"): _EKS,
}

# How each program ended that did not just finish: the outcome, its message, errors of the engine.
ENDINGS: dict[str, tuple[str, str, list[str]]] = {
    "12-raises": ("raised", "ValueError: the program stops here", []),
    "13-run-error": ("raised", "setting 'missing' is missing: add it to Pulumi.dev.yaml", []),
    "14-apply-raises": ("raised", "KeyError: 'inside an apply'", []),
    "18-duplicate": (
        "finished",
        "",
        [
            "Duplicate resource URN 'urn:pulumi:dev::rec-duplicate::aws:sqs/queue:Queue::same'; "
            "try giving it a unique name"
        ],
    ),
}
# What a provider's Check refuses: the input, its rule and message.
REFUSED: dict[str, list[tuple[str, str, str]]] = {
    "15-check-fails": [
        (
            "wrong",
            "input-malformed-cidr",
            "cidrBlock is '10.0.0.0-16', which is not a CIDR block: the prefix length is missing",
        )
    ],
}
# Messages that differ, and why.
OTHER_MESSAGES = {
    "04-transforms": "a hook tells the names of all inputs, to which the real provider adds tagsAll",
}


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
        if urn not in steps and whole and not default and not made_by_plugin(deployment, urn):
            yield Difference(urn, "resource", "missing", "registered")
    stack = deployment.stack_urn
    yield from compare_value(stack, "exports", side["exports"], deployment.exports)


def made_by_plugin(deployment: Deployment, urn: str) -> bool:
    """Is it below a remote component? The recording's plugin made other children than the real one."""
    parent = deployment.resources.get(deployment.resources[urn].parent)
    return parent is not None and (parent.remote or made_by_plugin(deployment, parent.urn))


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_preview_is_what_the_real_engine_recorded(name: str) -> None:
    found = [(difference, known(name, difference)) for difference in differences(name)]
    assert [str(difference) for difference, key in found if key is None] == []
    used = {key for _, key in found if key is not None}
    assert {key for key in KNOWN if key[0] == name} - used == set()


TAKEN_BY_STAND_IN = {("05-values", "retentionInDays")}
"""Inputs that the provider of AWS refuses, and the stand-in took that the programs were recorded with."""


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_ends_as_the_real_engine_recorded(name: str) -> None:
    deployment, outcome = previewed(name)
    kind, message, errors = ENDINGS.get(name, ("finished", "", []))
    problems = [
        (urn.rpartition("::")[2], problem.rule, problem.message)
        for urn, found in deployment.problems.items()
        for problem in found
        if problem.level == "error" and (name, problem.path) not in TAKEN_BY_STAND_IN
    ]
    failed = outcome.kind != "finished" or deployment.failed or bool(problems)

    assert (outcome.kind, outcome.error.message if outcome.error else "") == (kind, message)
    assert [note.message for note in deployment.diagnostics if note.severity == "error"] == errors
    assert problems == REFUSED.get(name, [])
    assert failed == (recording(name)["preview"]["exitCode"] != 0)


@pytest.mark.parametrize("name", [name for name in PROGRAMS if name not in OTHER_MESSAGES])
def test_a_program_says_what_the_real_engine_recorded(name: str) -> None:
    deployment, _ = previewed(name)
    recorded = [
        (note["severity"], note["message"].removeprefix("warning: "), note.get("urn", ""))
        for note in recording(name)["preview"]["diagnostics"]
        if note["severity"] != "error"
    ]
    said = [
        (note.severity, note.message, note.urn) for note in deployment.diagnostics if note.severity != "error"
    ]

    assert sorted(said) == sorted(recorded)


def known(name: str, difference: Difference) -> tuple[str, str, str] | None:
    key = name, difference.urn.rpartition("::")[2], difference.field
    return key if key in KNOWN else None
