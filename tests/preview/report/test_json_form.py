"""The report as JSON."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

import preview
from preview.report.json_form import as_json, write_text
from preview.report.model import Finding, Report

from .support import a_report

SCHEMA = json.loads((Path(preview.__file__).parent / "report.schema.json").read_text())


def test_the_report_fits_the_published_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validator = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())

    assert [error.message for error in validator.iter_errors(json.loads(as_json(a_report())))] == []
    assert not validator.is_valid({**json.loads(as_json(a_report())), "more": 1})


def test_the_same_result_gives_the_same_bytes() -> None:
    assert as_json(a_report()) == as_json(a_report())


def test_an_empty_report_is_complete_as_well() -> None:
    assert json.loads(as_json(Report(project="", date="2026-11-21"))) == {
        "version": 1,
        "project": "",
        "date": "2026-11-21",
        "exit_code": 0,
        "configuration_errors": [],
        "stacks": [],
        "analyses": [],
        "notes": [],
    }


def test_a_finding_is_written_field_by_field() -> None:
    dev = json.loads(as_json(a_report()))["stacks"][1]

    assert dev["findings"][0] == {
        "rule": "encrypted",
        "pack": "small",
        "severity": "high",
        "level": "mandatory",
        "result": "fail",
        "urn": "urn:pulumi:dev::shop::aws:sqs/queue:Queue::a",
        "message": "is not encrypted.",
        "why": "Messages hold customers' data.",
        "fix": "Set kms_master_key_id.",
        "property": "",
        "synthetic": [],
        "frameworks": {"PCI DSS 4.0": ["3.5.1"]},
        "waived": None,
        "source": {"file": "shop/queues.py", "line": 12},
    }
    assert dev["findings"][6]["waived"] == {
        "reason": "moves next quarter",
        "owner": "billing",
        "expires": "2027-03-31",
    }


def test_the_summary_counts_what_the_stack_is_made_of_and_what_was_found() -> None:
    assert json.loads(as_json(a_report()))["stacks"][1]["summary"] == {
        "resources": 7,
        "components": 5,
        "providers": 1,
        "reads": 1,
        "mandatory": 4,
        "advisory": 3,
        "unknown": 1,
        "waived": 1,
        "warnings": 1,
        "exit_code": 1,
    }


def test_the_highest_exit_code_wins() -> None:
    report = a_report()

    assert report.exit_code == 3
    assert replace(report, stacks=report.stacks[:2]).exit_code == 2
    assert replace(report, stacks=report.stacks[:2], configuration_errors=()).exit_code == 1
    assert Report(project="p", date="d", analyses=report.analyses).exit_code == 1
    assert Report(project="p", date="d").exit_code == 0


def test_findings_are_sorted_by_what_they_mean_whatever_order_they_came_in() -> None:
    findings = list(a_report().stacks[1].findings)
    shuffled = random.Random(7).sample(findings, len(findings))  # noqa: S311 - no secret

    assert sorted(shuffled, key=Finding.sort_key) == sorted(findings, key=Finding.sort_key)
    assert [each.rule for each in sorted(shuffled, key=Finding.sort_key)][:3] == [
        "encrypted",
        "encrypted",
        "regions",
    ]


def test_a_file_is_replaced_as_a_whole_and_keeps_its_old_content_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.json"
    write_text(path, "old")
    assert path.read_text() == "old"

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        write_text(path, "new")

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
