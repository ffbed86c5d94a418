"""The fast servicer answers with the same bytes as pulumi_policy's own, and steps back where it can't."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pack import serve
from pack.configuration import configure
from pack.findings import FindingsFile
from pack.judge import Judge
from pack.policies import policies
from pack.reader import HIDDEN
from pack.rule import Rule, Severity, Types
from pack.servicer import RememberingServicer, ThinServicer
from pack.values import UNKNOWN, Secret
from pack.verdict import Verdict
from pulumi.runtime import proto
from pulumi_policy import EnforcementLevel
from pulumi_policy import policy as sdk
from rules import CATALOGUE

from tests.policies.cases import CASES
from tests.policies.harness import RULES
from tests.policies.process import (
    analyze_request,
    environment,
    policy_configuration,
    stack_resource,
    urn,
)

STOCK = sdk._PolicyAnalyzerServicer
CONFIG = {
    "landfall:regions": {"approved": ["eu-west-1"]},
    "landfall:tags": {"owner": {"values": ["platform"]}, "cost-center": {"pattern": "^CC-"}},
    "landfall:policies": {
        "profile": "development",
        "overrides": {"sns-encrypted": {"unknown": "mandatory"}, "kms-rotation": "disabled"},
        "waivers": [
            {
                "rule": rule,
                "resource": "waived*",
                "reason": "Stays until the migration is done.",
                "owner": "platform",
                "expires": expires,
            }
            for rule, expires in (("ebs-volume-encrypted", "2027-01-01"), ("sqs-encrypted", "2026-01-01"))
        ],
    },
}
PROVIDERS: tuple[dict[str, Any] | None, ...] = (
    None,
    {"region": "us-west-2", "defaultTags": {"tags": {"owner": "platform"}}},
    {"region": "eu-west-1", "defaultTags": {"tags": {"owner": "x", "cost-center": "CC-1"}}},
)
LEVELS = ("advisory", "mandatory", "remediate", "disabled")


def crash(_: Any) -> Iterator[Verdict]:
    rules: dict[str, Verdict] = {}
    yield rules["hunter2"]


BROKEN = Rule(
    name="always-broken",
    area="test",
    severity=Severity.HIGH,
    types=Types(["aws:sns/topic:Topic"]),
    asserts="A rule that crashes.",
    why="It happens.",
    fix="Repair it.",
    check=crash,
)
ALL = (*CATALOGUE, BROKEN)


def _servicer(kind: Any, *, remembers: bool = True) -> Any:
    judge = Judge(configure(ALL, environment(CONFIG)))
    made = policies(ALL, judge)
    stock = ("landfall", "0.0.1", made, EnforcementLevel.ADVISORY, None, "About.")
    return kind(judge, ALL, FindingsFile(None), *stock) if remembers else kind(*stock)


def _secret(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _secret(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_secret(inner) for inner in value]
    return value if value is None or value is UNKNOWN else Secret(value)


def _requests() -> Iterator[Any]:
    """Every case of every rule, by turns as it is and with secrets, on several types, names and providers."""
    count = 0
    for name, case in CASES.items():
        rule = RULES[name]
        assert isinstance(rule, Rule)
        tokens = [case.type] if case.type else list(rule.types)
        for properties in [*(bad for bad, _ in case.bad), *case.good, *case.unknown]:
            for token in tokens[:3]:
                count += 1
                yield analyze_request(
                    token,
                    properties if count % 2 else _secret(properties),
                    name=("waived-1", "plain")[count // 2 % 2],
                    provider=PROVIDERS[count % 3],
                    protect=count % 5 == 0,
                    ignoreChanges=["tags"] if count % 7 == 0 else [],
                )


def _stack() -> Any:
    bucket = "aws:s3/bucket:Bucket"
    encryption = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"
    block = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
    sse = {"rules": [{"applyServerSideEncryptionByDefault": {"sseAlgorithm": "AES256"}}]}
    tags = {"data-classification": "restricted"}
    return proto.AnalyzeStackRequest(
        resources=[
            stack_resource(bucket, {"bucket": "plain", "tags": tags}, "plain"),
            stack_resource(bucket, {"bucket": UNKNOWN, "tags": tags}, "hidden"),
            stack_resource(bucket, {"bucket": Secret("secret-name"), "tagsAll": UNKNOWN}, "secret"),
            stack_resource(encryption, {"bucket": "plain"} | sse, "sse"),
            stack_resource(block, {"bucket": UNKNOWN}, "guard", {"bucket": [urn(bucket, "hidden")]}),
        ]
    )


@pytest.fixture(scope="module")
def requests() -> list[Any]:
    return list(_requests())


@pytest.mark.parametrize("configured", [False, True], ids=["registered levels", "configured levels"])
def test_the_fast_servicer_gives_the_bytes_of_the_stock_one(requests: list[Any], configured: bool) -> None:
    thin, stock = _servicer(ThinServicer), _servicer(RememberingServicer)
    if configured:
        config: dict[str, dict[str, Any]] = {
            rule.name: {"enforcementLevel": LEVELS[index % len(LEVELS)]} for index, rule in enumerate(ALL)
        } | {"imds-hop-limit": {"limit": 2}, "waivers": {"enforcementLevel": "mandatory"}}
        for servicer in (thin, stock):
            servicer.Configure(policy_configuration(config), None)

    said = 0
    for request in requests:
        expected = stock.Analyze(request, None)
        assert thin.Analyze(request, None).SerializeToString() == expected.SerializeToString()
        assert (
            thin.Remediate(request, None).SerializeToString()
            == stock.Remediate(request, None).SerializeToString()
        )
        said += len(expected.diagnostics)
    assert (
        thin.AnalyzeStack(_stack(), None).SerializeToString()
        == stock.AnalyzeStack(_stack(), None).SerializeToString()
    )
    assert (
        thin.GetAnalyzerInfo(None, None).SerializeToString()
        == stock.GetAnalyzerInfo(None, None).SerializeToString()
    )
    assert len(requests) > 2000
    assert len({request.type for request in requests}) > 100
    assert said > 1500


def test_the_stock_servicer_alone_says_the_same_but_shows_no_value(requests: list[Any]) -> None:
    thin, stock = _servicer(ThinServicer), _servicer(STOCK, remembers=False)

    for request in requests[::7]:
        told = [(d.policyName, d.urn, d.enforcementLevel) for d in thin.Analyze(request, None).diagnostics]
        blind = stock.Analyze(request, None).diagnostics
        assert [(d.policyName, d.urn, d.enforcementLevel) for d in blind] == told


def test_nothing_secret_is_shown_when_nobody_knows_what_is_secret() -> None:
    request = analyze_request("aws:sns/topic:Topic", {"region": Secret("hunter2-region")})

    shown = [d.message for d in _servicer(STOCK, remembers=False).Analyze(request, None).diagnostics]

    assert any(f"region is {HIDDEN}" in message for message in shown)
    assert not any("hunter2" in message for message in shown)


def test_a_rule_that_crashes_is_a_finding_about_the_rule() -> None:
    request = analyze_request("aws:sns/topic:Topic", {"kmsMasterKeyId": "alias/x"})

    findings = _servicer(ThinServicer).Analyze(request, None).diagnostics

    (broken,) = [finding for finding in findings if finding.policyName == "always-broken"]
    assert broken.message.startswith(
        "A rule that crashes.\nThe rule itself failed and judged nothing here: KeyError in test_servicers.py"
    )
    assert "hunter2" not in broken.message


@pytest.fixture
def installing(monkeypatch: pytest.MonkeyPatch) -> partial[str]:
    monkeypatch.setattr(sdk, "_PolicyAnalyzerServicer", STOCK)
    return partial(serve.install, Judge(configure(CATALOGUE, environment({}))), CATALOGUE, None)


def test_the_fast_servicer_serves_the_sdk_that_it_was_compared_with(
    installing: partial[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert installing() == "thin"
    assert capsys.readouterr().err == ""


def test_another_sdk_is_said_once_and_served_by_the_stock_servicer(
    installing: partial[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    changed = tmp_path / "policy.py"
    changed.write_text("# another release\n", encoding="utf-8")
    monkeypatch.setattr(sdk, "__file__", str(changed))

    assert installing() == "remembering"
    assert capsys.readouterr().err.count("\n") == 1


def test_an_sdk_without_that_servicer_is_served_as_it_is(
    installing: partial[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(serve, "sdk", SimpleNamespace(__file__=sys.executable))

    assert installing() == "stock"
    assert "no message shows any value" in capsys.readouterr().err
