"""Each mistake in a file is answered with its place, what was given, what is allowed, and the fix.

A file in `mistakes/` is one mistake: the file that is spoilt, the lines that go (-) and come (+), and after
an empty line the whole answer. `{sections}` stands for the keys that a project may have.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from rules import CATALOGUE

from components.config.settings import SECTIONS

from .conftest import Estate

MISTAKES = sorted((Path(__file__).parent / "mistakes").glob("*.txt"))


def test_the_files_as_they_are_have_no_problem(estate: Estate) -> None:
    answer = estate.answer()

    assert answer.problems == ()
    assert answer.notes == ()


@pytest.mark.parametrize("path", MISTAKES, ids=lambda path: path.stem)
def test_a_mistake_is_answered(estate: Estate, path: Path) -> None:
    change, _, answer = path.read_text().partition("\n\n")
    name, *lines = change.split("\n")
    old = "\n".join(line[1:] for line in lines if line.startswith("-"))
    new = "\n".join(line[1:] for line in lines if line.startswith("+"))
    estate.change(name, old, new)

    assert "\n".join(estate.complaints()) + "\n" == answer.replace("{sections}", ", ".join(SECTIONS))


FIVE_MISTAKES = """\
config:
  landfall:account: trackin-dev
  landfall:spoke:
    segment: non-production
    cidr: 10.16.32.0/19
    zones: eu-west-1a
  landfall:polices:
    profile: development
  landfall:units: {}
"""


def test_five_mistakes_in_one_file_come_in_one_answer(estate: Estate) -> None:
    estate.write("Pulumi.dev.yaml", FIVE_MISTAKES)

    assert [problem.partition("\n")[0] for problem in estate.complaints()] == [
        "Pulumi.dev.yaml:2:3  landfall:account  There is no account trackin-dev; did you mean tracking-dev?",
        "Pulumi.dev.yaml:5:5  landfall:spoke.cidr  "
        "10.16.32.0/19 overlaps 10.16.48.0/20 of stack staging (Pulumi.staging.yaml:10)",
        "Pulumi.dev.yaml:6:5  landfall:spoke.zones  A list of 2 to 4 entries is expected, not text",
        "Pulumi.dev.yaml:7:3  landfall:polices  "
        "The section landfall:polices is unknown; did you mean landfall:policies?",
        "Pulumi.dev.yaml:9:3  landfall:units  "
        "units is a fact that all stacks share, and this stack redefines it",
    ]


def test_a_broken_file_does_not_hide_the_others_mistakes(estate: Estate) -> None:
    estate.write("Pulumi.dev.yaml", "config:\n\tlandfall:account: x\n")
    estate.change("Pulumi.prod.yaml", "segment: production", "segment: prod")

    files = [problem.file for problem in estate.answer().problems]

    assert files == ["Pulumi.dev.yaml", "Pulumi.prod.yaml"]


def test_a_broken_project_file_does_not_hide_broken_stack_files(estate: Estate) -> None:
    estate.write("Pulumi.yaml", "name: landfall\n  runtime: python\n")
    estate.write("Pulumi.dev.yaml", "config: [\n")

    files = [problem.file for problem in estate.answer().problems]

    assert files == ["Pulumi.dev.yaml", "Pulumi.yaml"]


def test_a_mistake_in_a_shared_fact_is_named_once(estate: Estate) -> None:
    estate.change("Pulumi.yaml", "      hub: network", "      hubb: network")

    assert [problem.key for problem in estate.answer().problems] == ["landfall:stacks.hubb"]


def test_an_overlap_is_reported_at_the_stack_that_was_asked_for(estate: Estate) -> None:
    estate.change("Pulumi.dev.yaml", "10.16.32.0/20", "10.16.48.0/20")

    assert [problem.file for problem in estate.answer("staging").problems] == ["Pulumi.staging.yaml"]
    assert [problem.file for problem in estate.answer("dev", "staging").problems] == ["Pulumi.dev.yaml"]


def test_what_is_encrypted_fits_any_type_and_is_not_shown(estate: Estate) -> None:
    estate.change("Pulumi.network.yaml", "asn: 64512", "asn: {secure: AAABAxyz}")
    estate.change("Pulumi.dev.yaml", "cidr: 10.16.32.0/20", "cidr: {secure: AAABAxyz}")
    estate.change("Pulumi.prod.yaml", "zones:", "zone: {secure: AAABAxyz}\n    zones:")

    problems = estate.complaints()

    assert problems == [
        "Pulumi.prod.yaml:11:5  landfall:spoke.zone  The key zone is unknown; did you mean zones?\n"
        "    given    zone\n"
        "    allowed  segment, cidr, zones, ipv6, endpoints, shared_endpoints, never_public\n"
        "    fix      Write zones."
    ]


def test_the_keys_that_the_cli_adds_to_a_stack_file_pass(estate: Estate) -> None:
    text = (estate.directory / "Pulumi.dev.yaml").read_text()
    added = "encryptionsalt: v1:a\nsecretsprovider: passphrase\nencryptedkey: b\nenvironment: [c]\n"
    estate.write("Pulumi.dev.yaml", text + added)

    assert estate.complaints() == []


def test_other_namespaces_are_not_judged(estate: Estate) -> None:
    estate.change("Pulumi.dev.yaml", "config:", "config:\n  aws:regoin: 1.30\n  other:x: 2026-11-20")

    assert estate.complaints() == []


WAIVER = """\
    profile: development
    waivers:
      - rule: {rule}
        resource: "a-*"
        reason: It moves to the archive soon.
        owner: tracking
        expires: {expires}
"""


def test_a_waiver_until_an_unquoted_date_is_a_problem(estate: Estate) -> None:
    waiver = WAIVER.format(rule=CATALOGUE[0].name, expires="2027-03-31")
    estate.change("Pulumi.dev.yaml", "    profile: development\n", waiver)

    assert estate.complaints() == [
        "Pulumi.dev.yaml:20:9  landfall:policies.waivers[0].expires  "
        "2027-03-31 without quotes is a moment, 2027-03-31 00:00:00 +0000 UTC\n"
        "    given    2027-03-31\n"
        '    allowed  a date in quotes, such as "2027-01-31"\n'
        '    fix      Quote it: "2027-03-31".'
    ]


def test_a_waiver_until_no_date_is_a_problem(estate: Estate) -> None:
    waiver = WAIVER.format(rule=CATALOGUE[0].name, expires="never")
    estate.change("Pulumi.dev.yaml", "    profile: development\n", waiver)

    problem = estate.answer().problems[0]

    assert (problem.line, problem.key, problem.given) == (20, "landfall:policies.waivers[0].expires", "never")
    assert problem.allowed.startswith('a date in quotes, such as "2027-01-31"')


def test_a_waiver_of_a_rule_that_the_pack_does_not_have_is_a_problem(estate: Estate) -> None:
    name = CATALOGUE[0].name
    waiver = WAIVER.format(rule=f"{name}x", expires='"2027-03-31"')
    estate.change("Pulumi.dev.yaml", "    profile: development\n", waiver)

    problem = estate.answer().problems[0]

    assert (problem.line, problem.key) == (16, "landfall:policies.waivers[0].rule")
    assert problem.message == f"The pack has no rule {name}x; did you mean {name}?"
    assert problem.fix == f"Write {name}."


def test_a_waiver_that_expired_is_noted(estate: Estate) -> None:
    name = CATALOGUE[0].name
    waiver = WAIVER.format(rule=name, expires='"2026-11-20"')
    estate.change("Pulumi.dev.yaml", "    profile: development\n", waiver)

    answer = estate.answer()

    assert answer.problems == ()
    assert answer.notes == (
        f"Pulumi.dev.yaml:16: stack dev's waiver of {name} for a-* expired on 2026-11-20; "
        "the rule counts again.",
    )


def test_a_configuration_that_no_environment_can_carry_names_its_largest_part(estate: Estate) -> None:
    account = (
        "      extra-{n}:\n"
        "        name: Meridian extra {n}\n"
        "        email: aws+extra-{n}@meridianparcel.example\n"
        "        unit: Sandbox\n"
        "        owner: platform\n"
        "        cost_center: CC-1000\n"
        "        environment: sandbox\n"
        "        data_classification: public\n"
    )
    start = "  accounts:\n    value:\n"
    estate.change("Pulumi.yaml", start, start + "".join(account.format(n=n) for n in range(600)))

    problems = estate.answer().problems

    assert [(problem.file, problem.line, problem.key) for problem in problems] == [
        ("Pulumi.yaml", 122, "landfall:accounts")
    ]
    assert problems[0].message.startswith("The configuration of stack ")
    assert "the largest part is landfall:accounts with 1" in problems[0].message
    assert problems[0].allowed == "at most 122,880 bytes: it travels in one environment variable"
