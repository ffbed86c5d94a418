"""From a rule's own controls to the requirements of other frameworks."""

import json
import re
from pathlib import Path

import pack.frameworks
import pytest
from pack.frameworks import FSBP, frameworks
from rules import CATALOGUE

from tests.policies.harness import RULES

FILE = Path(pack.frameworks.__file__).with_name("frameworks.json")
FACTS = json.loads(FILE.read_text(encoding="utf-8"))


def test_a_rule_serves_what_its_controls_stand_for() -> None:
    assert frameworks(RULES["efs-encrypted"]) == {
        FSBP: ("EFS.1",),
        "CIS AWS Foundations Benchmark 5.0": ("2.3.1",),
        "NIST 800-53 r5": ("AU-9(3)", "CP-9", "SC-8(3)", "SC-8(4)", "SC-13", "SC-28(1)", "SI-19(4)"),
        "PCI DSS 4.0": ("3.5.1", "8.3.2"),
    }


def test_a_requirement_of_several_controls_is_named_once() -> None:
    served = frameworks(RULES["s3-public-access-block"])

    assert served[FSBP] == ("S3.1", "S3.8")
    assert served["CIS AWS Foundations Benchmark 5.0"] == ("2.1.4",)


def test_what_no_source_confirms_is_not_there() -> None:
    assert frameworks(RULES["tag-required-keys"]) == {}
    assert frameworks(RULES["sqs-encrypted"]) == {FSBP: ("SQS.1",)}


def test_the_table_names_its_source() -> None:
    assert FACTS["source"] == "github.com/prowler-cloud/prowler, prowler/compliance/aws"
    assert (FACTS["commit"], FACTS["date"]) == ("3e000faa3109230b748e4418a13c11c9e59f5cfb", "2026-08-21")


@pytest.mark.parametrize(
    ("framework", "number"),
    [
        ("CIS AWS Foundations Benchmark 5.0", r"\d+(\.\d+)+"),
        ("NIST 800-53 r5", r"[A-Z]{2}-\d+(\(\d+\))?"),
        ("PCI DSS 4.0", r"(A?\d+)(\.\d+)+"),
    ],
)
def test_requirements_are_numbered_as_their_standard_numbers_them(framework: str, number: str) -> None:
    numbers = {one for served in FACTS["controls"].values() for one in served.get(framework, ())}

    assert numbers
    assert [one for one in sorted(numbers) if not re.fullmatch(number, one)] == []


def test_most_rules_that_name_a_control_lead_to_another_framework() -> None:
    named = [rule for rule in CATALOGUE if rule.fsbp]

    assert sum(len(frameworks(rule)) > 1 for rule in named) > len(named) / 2
