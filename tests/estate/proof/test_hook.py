"""The proof as the preview starts it: one request, one answer."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from estate.proof.hook import prove_flows
from estate.protocol import Answer, Request
from preview.hook_answer import read_answer

from ..conftest import Estate as Project
from . import docs, mistakes
from .estates import landing_zone
from .sketch import Sketch

ROOT = Path(__file__).parents[3]
FLOWS = """\
config:
  flows:
    value:
      never:
        dev-to-prod:
          sources: [dev]
          targets: [prod]
      hold:
        to-the-internet:
          sources: [dev/app]
          targets: [internet]
          traffic: [tcp/443]
          inspected: true
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project of three stacks whose flows are FLOWS."""
    found = Project(tmp_path)
    for path in tmp_path.glob("Pulumi.*.yaml"):
        if path.name not in ("Pulumi.network.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml"):
            path.unlink()
    found.write("Pulumi.yaml", f"name: landfall\nruntime: python\n{FLOWS}")
    return found


def proven(project: Project, sketch: Sketch, *lacking: str) -> Answer:
    report = sketch.report()
    report["stacks"] = [stack for stack in report["stacks"] if stack["stack"] not in lacking]
    path = project.directory / "report.json"
    path.write_text(json.dumps(report))
    files = {path.name.split(".")[1]: Path(path.name) for path in project.directory.glob("Pulumi.*.yaml")}
    answer = prove_flows(
        Request(
            directory=project.directory,
            stack_files=files,
            stacks=tuple(files),
            date=datetime.date(2026, 11, 21),
            report=path,
        )
    )
    read_answer(answer.as_json())  # it fits the protocol
    return answer


def test_flows_that_hold_leave_notes_alone(project: Project) -> None:
    answer = proven(project, landing_zone())

    assert answer.problems == ()
    assert answer.findings == ()
    assert answer.notes[0] == (
        "2 of 2 declared flows proven, over 50 pairs of source and target, 20 subnets and 4 attachments."
    )
    assert answer.notes[-1].startswith("Not part of the model: IPv6 where ")


def test_a_broken_flow_is_a_mandatory_finding_with_resource_and_place(project: Project) -> None:
    sketch = landing_zone()
    mistakes.propagation_from_development_to_production(sketch)

    answer = proven(project, sketch)

    (finding,) = answer.findings
    blamed = sketch.find("prod", "too-much")
    assert (finding.rule, finding.level, finding.severity) == ("segmentation-flow", "mandatory", "critical")
    assert (finding.stack, finding.urn, finding.source) == ("prod", blamed["urn"], blamed["source"])
    assert finding.message.startswith(
        "dev-to-prod: any protocol from subnet dev:app-a reaches subnet prod:app-a"
    )
    assert finding.fix == f"Remove or narrow prod:too-much (plan.py:{blamed['source']['line']})."


def test_a_run_over_some_stacks_says_which_proofs_it_could_not_make(project: Project) -> None:
    answer = proven(project, landing_zone(), "prod")

    assert answer.findings == ()
    assert answer.notes == (
        "The 2 declared flows are proven over all stacks together, and this run lacks prod; "
        "not proven: dev-to-prod, to-the-internet.",
    )


def test_a_place_that_is_not_planned_is_a_problem_with_its_line(project: Project) -> None:
    project.change("Pulumi.yaml", "sources: [dev/app]", "sources: [dev/ap]")

    (problem,) = proven(project, landing_zone()).problems

    assert (problem.file, problem.line) == ("Pulumi.yaml", 12)
    assert problem.message == (
        "The flow to-the-internet names a place that is not planned: stack dev has no place dev/ap; "
        "did you mean app?"
    )


def test_what_the_model_cannot_read_is_an_advisory_finding(project: Project) -> None:
    sketch = landing_zone()
    sketch.add("dev", "aws:ec2/vpnGateway:VpnGateway", "line", {})

    (finding,) = proven(project, sketch).findings

    assert (finding.rule, finding.level, finding.stack) == ("segmentation-unproven", "advisory", "dev")


def test_without_flows_nothing_is_proven_and_the_answer_says_so(project: Project) -> None:
    project.write("Pulumi.yaml", "name: landfall\nruntime: python\n")

    assert proven(project, landing_zone()).notes == ("No flows are declared, so no segmentation is proven.",)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of a preview of all shipped stacks."""
    report = tmp_path_factory.mktemp("shipped") / "report.json"
    docs.preview(report)
    return report


def test_the_page_about_the_proof_shows_what_the_shipped_estate_has(shipped: Path) -> None:
    written = docs.PAGE.read_text(encoding="utf-8")

    assert docs.verdicts(written) == docs.verdicts(docs.page(written, shipped)), "run `make docs`"


def test_the_shipped_estate_keeps_its_flows(shipped: Path) -> None:
    files = {path.name.split(".")[1]: path for path in ROOT.glob("Pulumi.*.yaml")}
    request = Request(
        directory=ROOT,
        stack_files=files,
        stacks=tuple(files),
        date=datetime.date(2026, 11, 21),
        report=shipped,
    )

    answer = prove_flows(request)

    assert [finding.message for finding in answer.findings] == []
    assert answer.problems == ()
