"""What has ended, judged as of a day."""

import datetime

import pytest
from rules.data import ended
from rules.lifecycle.settings import AsOf

from tests.policies.harness import judged


@pytest.mark.parametrize(
    ("token", "day", "words"),
    [
        ("aws:devopsguru/resourceCollection:ResourceCollection", "2026-11-21", ""),
        ("aws:devopsguru/resourceCollection:ResourceCollection", "2027-09-30", "ended on 2027-09-30"),
        ("aws:apprunner/service:Service", "2026-04-29", ""),
        ("aws:apprunner/service:Service", "2026-04-30", "takes no new customers since 2026-04-30"),
        ("aws:waf/webAcl:WebAcl", "2026-11-21", "ended on 2026-10-07"),
        ("aws:wafv2/webAcl:WebAcl", "2030-01-01", ""),
        ("aws:cloudtrail/trail:Trail", "2030-01-01", ""),
        ("aws:pinpoint/smsvoicev2ConfigurationSet:Smsvoicev2ConfigurationSet", "2030-01-01", ""),
        ("aws:servicecatalog/product:Product", "2030-01-01", ""),
    ],
)
def test_a_service_has_ended_from_its_day_on(token: str, day: str, words: str) -> None:
    messages = [
        verdict.message for verdict in judged("ended-service", {}, type=token, settings={"asOf": day})
    ]

    assert (words in messages[0]) if words else messages == []


def test_the_day_is_that_of_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREVIEW_DATE", "2031-05-04")

    assert AsOf().as_of == datetime.date(2031, 5, 4)


def test_every_service_has_a_day_types_and_something_instead() -> None:
    for service in ended()["services"]:
        datetime.date.fromisoformat(service.get("ended") or service["closed"])
        assert service["instead"]
        assert all(prefix.startswith("aws:") for prefix in service["types"])
