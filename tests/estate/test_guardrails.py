"""Guardrails of the shared facts: what AWS would refuse of them, and the organization's health."""

from __future__ import annotations

import datetime
import json

import pytest
from guardrails.catalogue import CATALOGUE

from estate.health import health
from estate.health_text import as_json, as_text, main
from estate.settings import settings_of

from .conftest import TODAY, Estate

SOUND = """
  guardrails:
    value:
      attach:
        Root: [leave-organization, tls-only, root-user, tag-values]
        Suspended: [quarantine]
        Workloads/Production: [root-user, own-sizes]
      own:
        own-sizes:
          type: SERVICE_CONTROL_POLICY
          why: Large machines are for analytics.
          document:
            Version: "2012-10-17"
            Statement:
              - Effect: Deny
                Action: "ec2:RunInstances"
                Resource: "arn:aws:ec2:*:*:instance/*"
                Condition: { StringLike: { "ec2:InstanceType": "*.metal" } }
"""


@pytest.fixture
def guarded(estate: Estate) -> Estate:
    path = estate.directory / "Pulumi.yaml"
    kept = path.read_text().partition("\n  guardrails:\n")[0].rstrip()
    path.write_text(kept + "\n" + SOUND)
    return estate


def complaints(guarded: Estate, old: str, new: str) -> list[tuple[str, str, str]]:
    """Key, message and fix of what validation says once a place is changed; all of them have a line."""
    guarded.change("Pulumi.yaml", old, new)
    problems = guarded.answer().problems
    assert all(problem.file == "Pulumi.yaml" and problem.line for problem in problems)
    return [(problem.key, problem.message, problem.fix) for problem in problems]


def test_sound_guardrails_are_not_refused(guarded: Estate) -> None:
    assert guarded.complaints() == []


@pytest.mark.parametrize(
    ("old", "new", "key", "message", "fix"),
    [
        (
            "[leave-organization, tls-only,", "[leave-organisation, tls-only,",
            "landfall:guardrails.attach.Root[0]",
            "There is no guardrail leave-organisation; did you mean leave-organization?",
            "Write leave-organization.",
        ),
        (
            "Suspended: [q", "Suspend: [q",
            "landfall:guardrails.attach.Suspend", "The unit Suspend does not exist; did you mean Suspended?",
            "Write Suspended.",
        ),
        (
            "[leave-organization, tls-only,", "[tls-only, tls-only,",
            "landfall:guardrails.attach.Root[1]", "Root has tls-only twice", "Remove one of the two.",
        ),
        (
            '"ec2:RunInstances"', '"ec2:RunInstance"',
            "landfall:guardrails.own.own-sizes.document.Statement[0].Action",
            "AWS has no action ec2:RunInstance; did you mean ec2:RunInstances?", "Write ec2:RunInstances.",
        ),
        (
            "instance/*", "subnet/*",
            "landfall:guardrails.own.own-sizes.document.Statement[0]",
            "Statement #1 can never apply: no request for its actions carries ec2:InstanceType",
            "Remove the condition, or list actions that carry the key.",
        ),
        (
            "type: SERVICE_CONTROL_POLICY", "type: RESOURCE_CONTROL_POLICY",
            "landfall:guardrails.own.own-sizes.document.Statement[0]",
            "A resource control policy's Principal is *",
            'Write "Principal": "*", and use a condition for exemptions.',
        ),
        (
            "      own:\n", "      administrator: role/Admin\n      own:\n",
            "landfall:guardrails.administrator", "role/Admin is no name of a role",
            "Write the role's name alone, without path and ARN.",
        ),
        (
            "      own:\n", '      exempt: { root-user: ["arn:aws:iam::*:role/*"] }\n      own:\n',
            "landfall:guardrails.exempt.root-user[0]", "arn:aws:iam::*:role/* is no ARN of a role",
            "Write the role's ARN; an exemption for everybody is none.",
        ),
        (
            "      own:\n", '      exempt: { tag-values: ["arn:aws:iam::*:role/Tagger"] }\n      own:\n',
            "landfall:guardrails.exempt.tag-values", "tag-values takes no exemption here",
            "Attach it to fewer units instead.",
        ),
        (
            "own-sizes:\n", "tls-only:\n",
            "landfall:guardrails.own.tls-only", "tls-only is a guardrail of the catalogue already",
            "Rename it, such as own-tls-only.",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_answered(guarded: Estate, old: str, new: str, key: str, message: str, fix: str) -> None:
    assert (key, message, fix) in complaints(guarded, old, new)


def test_one_mistake_does_not_hide_the_next(guarded: Estate) -> None:
    guarded.change("Pulumi.yaml", "type: SERVICE_CONTROL_POLICY", "type: SERVICE_POLICY")
    guarded.change("Pulumi.yaml", "Suspended: [quarantine]", "Suspend: [quarantine]")

    found = complaints(guarded, "root-user, tag-values", "root-user, tag-value")

    assert [key for key, _, _ in found] == [
        "landfall:guardrails.attach.Root[3]",
        "landfall:guardrails.attach.Suspend",
        "landfall:guardrails.own.own-sizes.type",
    ]


def test_json_text_says_where_in_it_something_is_wrong(guarded: Estate) -> None:
    document = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Deny", "Action": "s3:Putt", "Resource": "*"}],
    }
    head, _, _ = SOUND.partition("          document:")
    guarded.change("Pulumi.yaml", SOUND, f"{head}          document: '{json.dumps(document)}'\n")

    (problem,) = guarded.answer().problems
    assert problem.key == "landfall:guardrails.own.own-sizes.document"
    assert problem.message.startswith("Statement.1.Action: AWS has no action s3:Putt")


def test_more_policies_than_a_node_takes_say_by_how_much_and_what_to_move(guarded: Estate) -> None:
    statement = {"Effect": "Deny", "Action": "s3:PutObject", "Resource": [f"arn:aws:s3:::{'x' * 250}"] * 30}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    own = "".join(
        f"        big-{n}:\n          type: SERVICE_CONTROL_POLICY\n          why: Large.\n"
        f"          document: '{document.replace('xxx', f'x{n}x', 1)}'\n"
        for n in range(11)
    )
    names = ", ".join(f"big-{n}" for n in range(11))
    guarded.change("Pulumi.yaml", "      own:\n", f"      own:\n{own}")

    (found,) = complaints(guarded, "Suspended: [quarantine]", f"Suspended: [quarantine, {names}]")

    assert found == (
        "landfall:guardrails.attach.Suspended",
        "Suspended needs 11 policies of SERVICE_CONTROL_POLICY for 88,967 characters, 2 too many",
        "Move big-9, big-10 to the units below Suspended, or to the one above it.",
    )


def test_a_type_that_is_not_enabled_is_refused_in_the_organization(guarded: Estate) -> None:
    guarded.change("Pulumi.management.yaml", "      - TAG_POLICY\n", "")

    (problem,) = guarded.answer().problems
    assert (problem.file, problem.key, problem.message) == (
        "Pulumi.management.yaml",
        "landfall:organization.policy_types",
        "TAG_POLICY is not enabled, and the guardrail tag-values is one",
    )


def test_health_counts_what_there_is_and_names_what_protects_nothing(guarded: Estate) -> None:
    found = health(settings_of(guarded.directory), TODAY)

    units = {unit.path: (len(unit.accounts), unit.accounts_below, unit.guardrails) for unit in found.units}
    assert units["Root"] == (1, 15, 4)
    assert units["Workloads"] == (0, 6, 4)
    assert units["Workloads/Production"] == (2, 2, 6)
    assert [(one.unit, one.type.name, one.attached, one.most_attached) for one in found.policies] == [
        ("Root", "SERVICE_CONTROL", 2, 10),
        ("Root", "RESOURCE_CONTROL", 2, 5),
        ("Root", "TAG", 1, 10),
        ("Suspended", "SERVICE_CONTROL", 2, 10),
        ("Workloads/Production", "SERVICE_CONTROL", 2, 10),
    ]
    assert [(one.guardrail, one.unit, one.why) for one in found.idle if one.unit] == [
        ("quarantine", "Suspended", "no account lives there yet"),
        ("root-user", "Workloads/Production", "a unit above has it already"),
    ]
    assert len([one for one in found.idle if one.unit is None]) == len(CATALOGUE) - 5
    assert [one.guardrail for one in found.exemptions] == ["quarantine"]


def test_health_lists_waivers_with_what_has_expired(guarded: Estate) -> None:
    guarded.change(
        "Pulumi.management.yaml",
        "    profile: production\n",
        "    profile: production\n    waivers:\n      - rule: ec2-imdsv2\n        resource: old\n"
        '        reason: It is retired in spring.\n        owner: platform\n        expires: "2026-11-20"\n',
    )

    def expired(day: int) -> list[bool]:
        return [
            one.expired
            for one in health(settings_of(guarded.directory), datetime.date(2026, 11, day)).waivers
        ]

    assert (expired(20), expired(21)) == ([False], [True])


def test_health_comes_as_tables_and_as_data(guarded: Estate, capsys: pytest.CaptureFixture[str]) -> None:
    found = health(settings_of(guarded.directory), TODAY)

    assert as_text(found).startswith("15 accounts in 7 units of 2,000, 2 levels of 5\n")
    assert json.loads(as_json(found))["idle"][0] == {
        "guardrail": "quarantine",
        "unit": "Suspended",
        "why": "no account lives there yet",
    }
    assert main(["-C", str(guarded.directory), "--json", "--today", "2026-11-21"]) == 0
    assert capsys.readouterr().out == as_json(found)


def test_health_of_wrong_files_says_what_is_wrong(
    guarded: Estate, capsys: pytest.CaptureFixture[str]
) -> None:
    guarded.change("Pulumi.yaml", "Suspended: [quarantine]", "Suspended: [quarantin]")

    assert main(["-C", str(guarded.directory)]) == 2
    assert "There is no guardrail quarantin; did you mean quarantine?" in capsys.readouterr().err
