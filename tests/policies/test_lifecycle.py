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
        ("aws:workmail/organization:Organization", "2026-11-21", "takes no new customers since 2026-04-30"),
        ("aws:workmail/organization:Organization", "2027-03-31", "ended on 2027-03-31"),
        ("aws:lex/bot:Bot", "2026-11-21", "ended on 2025-09-15"),
        ("aws:lex/v2modelsBot:V2modelsBot", "2030-01-01", ""),
        ("aws:timestreamwrite/table:Table", "2026-11-21", "takes no new customers since 2025-06-20"),
        ("aws:timestreaminfluxdb/dbInstance:DbInstance", "2030-01-01", ""),
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


@pytest.mark.parametrize(
    ("runtime", "day", "since"),
    [
        ("dotnet5.0", "2022-05-10", "2022-05-10"),
        ("nodejs8.10", "2026-11-21", "2020-03-06"),
        ("python3.10", "2026-10-30", ""),
        ("python3.10", "2026-10-31", "2026-10-31"),
        ("java21", "2029-06-29", ""),
        ("provided.al2023", "2026-11-21", ""),
    ],
)
def test_a_runtime_is_deprecated_from_its_day_on(runtime: str, day: str, since: str) -> None:
    verdicts = judged("lambda-runtime", {"runtime": runtime}, settings={"asOf": day})

    told = [f'runtime is "{runtime}", which is deprecated since {since}.'] if since else []
    assert [verdict.message for verdict in verdicts] == told


@pytest.mark.parametrize(
    ("version", "told"),
    [
        ("1.17", ['version is "1.17", which is out of standard support.']),
        ("1.28", ['version is "1.28", which is out of standard support since 2024-11-26.']),
        (1.30, ["version is 1.3, which is out of standard support since 2025-07-23."]),
        ("1.34", []),
        ("1.37", []),
    ],
)
def test_a_cluster_is_judged_by_the_day_its_version_left_support(version: object, told: list[str]) -> None:
    verdicts = judged("eks-version-supported", {"version": version}, settings={"asOf": "2026-11-21"})

    assert [verdict.message for verdict in verdicts] == told


def test_every_service_has_a_day_types_and_something_instead() -> None:
    for service in ended()["services"]:
        datetime.date.fromisoformat(service.get("ended") or service["closed"])
        assert service["instead"]
        assert service["source"].startswith("https://")
        assert all(prefix.startswith("aws:") for prefix in service["types"])
