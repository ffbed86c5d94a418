"""Judging one rule: waivers, unknowns, crashes, and the last guard before a message leaves the pack."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from pack.configuration import Configuration, Resolved, configure
from pack.judge import Judge
from pack.problems import ConfigurationError
from pack.resource import Resource
from pack.rule import Rule, RuleSettings, Severity, Types
from pack.settings import PolicySettings, Waiver
from pack.values import UNKNOWN, Secret
from pack.verdict import Verdict, fail, unknown
from rules import CATALOGUE

from tests.policies.harness import resource
from tests.policies.process import environment

TODAY = datetime.date(2026, 11, 21)


def _shows_everything(made: Resource) -> Iterator[Verdict]:
    if made.at("a").unknown:
        yield unknown(made.at("a"))
    else:
        yield fail(f"a is {made.at('a').text}.", "a")


RULE = Rule(
    name="shows-everything",
    area="test",
    severity=Severity.LOW,
    types=Types(["aws:x/y:Y"]),
    asserts="A rule that forgets to hide what it shows.",
    why="It happens.",
    fix="Use Reader.shown.",
    check=_shows_everything,
)


def _waiver(expires: str, name: str = "it", owner: str = "platform") -> Waiver:
    return Waiver(
        rule=RULE.name,
        resource=name,
        reason="Accepted until then.",
        owner=owner,
        expires=datetime.date.fromisoformat(expires),
    )


def _judge(*waivers: Waiver, settings: RuleSettings | None = None) -> Judge:
    resolved = Resolved(level="mandatory", settings=settings or RuleSettings())
    return Judge(Configuration(rules={RULE.name: resolved}, waivers=waivers, today=TODAY))


def _messages(judge: Judge, value: Any) -> list[str]:
    return [report.message for report in judge.resource(RULE, resource({"a": value}), None).reports]


def test_a_rule_that_forgets_to_hide_a_secret_shows_none() -> None:
    assert _messages(_judge(), Secret("hunter2-password")) == ["a is a secret value."]
    assert _messages(_judge(), "plain") == ["a is plain."]


def test_half_a_character_is_shown_as_a_question_mark() -> None:
    assert _messages(_judge(), "caf\u00e9 \ud800") == ["a is caf\u00e9 ?."]


def test_a_waiver_takes_the_finding_out_and_keeps_it_in_the_book() -> None:
    waiver = _waiver("2026-11-21")
    judge = _judge(waiver)

    assert _messages(judge, "x") == []
    assert [entry.message for entry in judge.book.waived(waiver)] == ["a is x."]


def test_judging_again_replaces_what_was_waived() -> None:
    waiver = _waiver("2026-12-31")
    judge = _judge(waiver)

    _messages(judge, "x")
    _messages(judge, "y")

    assert [entry.message for entry in judge.book.waived(waiver)] == ["a is y."]


def test_a_waiver_holds_through_its_last_day() -> None:
    assert _messages(_judge(_waiver("2026-11-20")), "x") == [
        "a is x. (The waiver of platform expired on 2026-11-20.)"
    ]


def test_a_waiver_that_holds_goes_before_one_that_expired() -> None:
    assert _messages(_judge(_waiver("2025-01-01"), _waiver("2027-01-01")), "x") == []


@pytest.mark.parametrize(
    ("name", "covers"), [("it", True), ("i*", True), ("*::aws:x/y:Y::it", False), ("other", False)]
)
def test_a_waiver_covers_by_name_or_urn(name: str, covers: bool) -> None:
    assert (_messages(_judge(_waiver("2027-01-01", name)), "x") == []) is covers


def test_a_urn_can_be_named_too() -> None:
    assert _waiver("2027-01-01", "*::aws:x/y:Y::*").covers(RULE.name, "it", "urn:pulumi:s::p::aws:x/y:Y::it")


def test_a_waived_unknown_is_not_idle() -> None:
    waiver = _waiver("2027-01-01")
    judge = _judge(waiver)

    outcome = judge.resource(RULE, resource({"a": UNKNOWN}), None)

    assert outcome.unknown == ["a"]
    assert not judge.book.idle(waiver)


def test_settings_that_are_wrong_are_a_finding_about_the_rule() -> None:
    (report,) = _judge().resource(RULE, resource({}), {"unknwon": "mandatory"}).reports

    assert report.result == "error"
    assert "shows-everything.unknwon: there is no such setting. Did you mean unknown?" in report.message


def test_facts_of_another_shape_are_no_facts() -> None:
    others = {"landfall:tags": {"Owner": "me"}, "landfall:regions": ["eu-west-1"]}

    configuration = configure(CATALOGUE, environment(others))

    assert configuration.rules["tag-required-keys"].settings.model_dump()["required"] == {}
    assert configuration.rules["allowed-regions"].settings.model_dump()["approved"] == ()


def test_a_date_that_is_none_is_a_problem() -> None:
    with pytest.raises(ConfigurationError, match="PREVIEW_DATE: expected a date as YYYY-MM-DD"):
        configure(CATALOGUE, environment({}, PREVIEW_DATE="soon"))


def test_without_a_section_production_holds() -> None:
    configuration = configure(CATALOGUE, environment({}))

    assert PolicySettings().profile == "production"
    assert configuration.rules["s3-public-access-block"].level == "mandatory"
    assert configuration.rules["imds-hop-limit"].level == "advisory"


@pytest.mark.parametrize("text", ['"01/02/2027"', "20270102", '"2027-01-02T00:00:00Z"', "1798848000"])
def test_an_expiry_is_written_as_a_date(text: str) -> None:
    with pytest.raises(ValueError, match="expires"):
        Waiver.model_validate_json(
            f'{{"rule": "a", "resource": "*", "reason": "long enough", "owner": "x", "expires": {text}}}'
        )
