"""The pack as an engine runs it: a process, asked over gRPC."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from pack.serve import COMPARED
from pack.values import UNKNOWN, Secret
from rules import CATALOGUE

from tests.policies.process import (
    POLICIES,
    PackProcess,
    command,
    environment,
    policy_configuration,
    running,
    stack_resource,
    urn,
)

INSTANCE = "aws:ec2/instance:Instance"
QUEUE = "aws:sqs/queue:Queue"
BUCKET = "aws:s3/bucket:Bucket"
BLOCK = "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"
FACTS = {
    "landfall:regions": {"home": "eu-west-1", "approved": ["eu-west-1"]},
    "landfall:tags": {"owner": {"values": ["platform"]}},
}
WAIVER = {
    "rule": "sqs-encrypted",
    "resource": "legacy-*",
    "reason": "Goes away with the old importer.",
    "owner": "tracking",
    "expires": "2026-12-31",
}
CLEAR = {"sqsManagedSseEnabled": False}


@pytest.fixture(scope="module")
def pack() -> Iterator[PackProcess]:
    with running() as process:
        yield process


def _named(diagnostics: list[Any], name: str) -> list[Any]:
    return [diagnostic for diagnostic in diagnostics if diagnostic.policyName == name]


def test_every_rule_is_registered_under_its_own_name(pack: PackProcess) -> None:
    information = pack.information()

    names = [policy.name for policy in information.policies]
    assert names == [*(rule.name for rule in CATALOGUE), "waivers"]
    assert information.supportsConfig
    imds = information.policies[names.index("ec2-imdsv2")]
    assert imds.description == "EC2 instances answer only IMDSv2 requests."
    assert (imds.enforcementLevel, imds.severity) == (1, 3)
    assert imds.framework.reference == "EC2.8"
    assert imds.remediation_steps.startswith("Set metadata_options.http_tokens to required.")
    assert set(imds.configSchema.properties.keys()) == {"unknown", "waivable"}


def test_a_finding_has_the_words_and_the_level_of_its_rule(pack: PackProcess) -> None:
    (finding,) = _named(pack.analyze(INSTANCE, {"metadataOptions": {"httpTokens": "optional"}}), "ec2-imdsv2")

    assert finding.message == (
        "EC2 instances answer only IMDSv2 requests.\n"
        'metadataOptions.httpTokens is "optional", not "required".'
    )
    assert (finding.enforcementLevel, finding.severity, finding.policyPackName) == (1, 3, "landfall")


def test_what_is_not_known_is_told_apart(pack: PackProcess) -> None:
    (finding,) = _named(pack.analyze(INSTANCE, {"metadataOptions": UNKNOWN}), "ec2-imdsv2")

    assert finding.enforcementLevel == 0
    assert finding.message.endswith("string value at .metadataOptions can't be known during preview")


def test_a_secret_never_reaches_a_message(pack: PackProcess) -> None:
    secret = {"metadataOptions": {"httpTokens": Secret("hunter2-optional")}}

    (finding,) = _named(pack.analyze(INSTANCE, secret), "ec2-imdsv2")

    assert "hunter2" not in finding.message
    assert finding.message.endswith('httpTokens is a secret value, not "required".')


def test_the_facts_of_the_project_are_the_defaults_of_the_rules() -> None:
    with running(FACTS) as pack:
        findings = pack.analyze(
            QUEUE, {"region": "us-west-2"}, provider={"defaultTags": {"tags": {"owner": "nobody"}}}
        )

    assert {finding.policyName: finding.message.partition("\n")[2] for finding in findings} == {
        "tag-required-keys": 'Tag owner is "nobody", not one of platform.',
        "allowed-regions": 'region is "us-west-2", not one of eu-west-1.',
    }


def test_the_section_of_another_project_is_read_too() -> None:
    with running({"landfall:policies": {"profile": "sandbox"}}, PULUMI_PROJECT="shop") as pack:
        levels = {policy.name: policy.enforcementLevel for policy in pack.information().policies}

    assert levels["sqs-encrypted"] == 0
    assert levels["s3-public-access-block"] == 1


def test_an_override_becomes_the_registered_default() -> None:
    overrides = {"sqs-encrypted": "advisory", "imds-hop-limit": {"enforcementLevel": "mandatory", "limit": 3}}
    with running({"landfall:policies": {"overrides": overrides}}) as pack:
        policies = {policy.name: policy for policy in pack.information().policies}
        hops = pack.analyze(INSTANCE, {"metadataOptions": {"httpPutResponseHopLimit": 3}})

    assert policies["sqs-encrypted"].enforcementLevel == 0
    assert policies["imds-hop-limit"].enforcementLevel == 1
    assert policies["imds-hop-limit"].configSchema.properties["limit"]["default"] == 3
    assert _named(hops, "imds-hop-limit") == []


def test_what_the_engine_configures_wins() -> None:
    with running({"landfall:policies": {"overrides": {"sqs-encrypted": "advisory"}}}) as pack:
        pack.stub.Configure(
            policy_configuration({"sqs-encrypted": {}, "allowed-regions": {"approved": ["x-y-1"]}})
        )
        findings = pack.analyze(QUEUE, CLEAR | {"region": "eu-west-1"})

    assert {finding.policyName: finding.enforcementLevel for finding in findings} == {
        "allowed-regions": 1,
        "sqs-encrypted": 1,
    }


def test_wrong_settings_from_the_engine_are_refused_with_a_hint() -> None:
    with running() as pack, pytest.raises(grpc.RpcError) as error:
        pack.stub.Configure(policy_configuration({"imds-hop-limit": {"limt": 2}}))

    assert error.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert error.value.details().startswith(
        "imds-hop-limit.limt: there is no such setting. Did you mean limit?"
    )


def test_an_unknown_can_be_made_a_finding() -> None:
    with running({"landfall:policies": {"overrides": {"sns-encrypted": {"unknown": "mandatory"}}}}) as pack:
        (finding,) = pack.analyze("aws:sns/topic:Topic", {"kmsMasterKeyId": UNKNOWN})

    assert finding.enforcementLevel == 1
    assert finding.message.endswith("kmsMasterKeyId is not known before the deployment, and has to be.")


def test_waived_findings_move_to_the_account_of_waivers() -> None:
    with running({"landfall:policies": {"waivers": [WAIVER]}}) as pack:
        waived = pack.analyze(QUEUE, CLEAR, name="legacy-orders")
        other = pack.analyze(QUEUE, CLEAR, name="orders")
        (listed,) = pack.analyze_stack()

    assert waived == []
    assert [finding.policyName for finding in other] == ["sqs-encrypted"]
    assert (listed.policyName, listed.enforcementLevel, listed.urn) == (
        "waivers",
        0,
        urn(QUEUE, "legacy-orders"),
    )
    assert listed.message.partition("\n")[2] == (
        "sqs-encrypted is waived here until 2026-12-31 (tracking: Goes away with the old importer). "
        "Found: sqsManagedSseEnabled is false, and kmsMasterKeyId is not set."
    )


def test_an_expired_waiver_counts_no_more_and_says_so() -> None:
    with running({"landfall:policies": {"waivers": [WAIVER]}}, PREVIEW_DATE="2027-01-01") as pack:
        (finding,) = pack.analyze(QUEUE, CLEAR, name="legacy-orders")
        (listed,) = pack.analyze_stack()

    assert finding.enforcementLevel == 1
    assert finding.message.endswith("(The waiver of tracking expired on 2026-12-31.)")
    assert listed.message.endswith("expired on 2026-12-31 (tracking): its findings count again.")


def test_a_waiver_without_a_finding_is_a_finding() -> None:
    with running({"landfall:policies": {"waivers": [WAIVER]}}) as pack:
        pack.analyze(QUEUE, {}, name="legacy-orders")
        (listed,) = pack.analyze_stack()

    assert listed.message.partition("\n")[2] == (
        "The waiver of sqs-encrypted for legacy-* matches no finding: remove it (tracking, until 2026-12-31)."
    )


def test_a_security_team_can_refuse_waivers() -> None:
    with running({"landfall:policies": {"waivers": [WAIVER]}}) as pack:
        pack.stub.Configure(policy_configuration({"sqs-encrypted": {"waivable": False}}))
        (finding,) = pack.analyze(QUEUE, CLEAR, name="legacy-orders")

    assert finding.message.endswith("(The waiver of tracking does not count: this rule takes none.)")


def test_findings_are_written_with_their_structure(tmp_path: Path) -> None:
    lines = tmp_path / "findings.jsonl"
    with running({"landfall:policies": {"waivers": [WAIVER]}}, PREVIEW_FINDINGS=str(lines)) as pack:
        (clear,) = pack.analyze(QUEUE, CLEAR)
        (hidden,) = pack.analyze(QUEUE, {"sqsManagedSseEnabled": UNKNOWN})
        pack.analyze(QUEUE, CLEAR, name="legacy-orders")
        (waived,) = pack.analyze_stack()

    first, second, third = (json.loads(line) for line in lines.read_text().splitlines())
    assert first == {
        "policy": "sqs-encrypted",
        "rule": "sqs-encrypted",
        "urn": urn(QUEUE, "it"),
        "message": clear.message,
        "why": "Messages rest on AWS's disks until they are read, in clear to whoever gets at them.",
        "fix": "Set kms_master_key_id, or leave sqs_managed_sse_enabled to its default.",
        "severity": "medium",
        "level": "mandatory",
        "result": "fail",
        "property": "sqsManagedSseEnabled",
        "frameworks": {"AWS Foundational Security Best Practices": ["SQS.1"]},
        "waiver": None,
    }
    assert (second["result"], second["level"], second["message"]) == ("unknown", "advisory", hidden.message)
    assert (third["policy"], third["rule"], third["result"]) == ("waivers", "sqs-encrypted", "waived")
    assert third["message"] == waived.message
    assert third["waiver"] == {key: WAIVER[key] for key in ("reason", "owner", "expires")}


def test_a_bucket_without_its_companion_is_named(pack: PackProcess) -> None:
    findings = pack.analyze_stack(
        stack_resource(BUCKET, {"bucket": "alone"}, "alone"),
        stack_resource(BUCKET, {"bucket": UNKNOWN}, "guarded"),
        stack_resource(BLOCK, {"bucket": UNKNOWN}, "guard", {"bucket": [urn(BUCKET, "guarded")]}),
    )

    (finding,) = _named(findings, "s3-bucket-has-pab")
    assert finding.urn == urn(BUCKET, "alone")
    assert finding.message.endswith("No BucketPublicAccessBlock names the bucket alone.")


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("{nonsense", ["policies: input should be a valid dictionary"]),
        ({"profile": "prod"}, ["policies.profile: it is 'prod'", "Did you mean production?"]),
        (
            {
                "overides": {},
                "overrides": {
                    "ec2-imdsv3": "advisory",
                    "imds-hop-limit": {"limt": 1},
                    "sns-encrypted": "must",
                },
                "waivers": [WAIVER | {"rule": "sqs-encrypt", "expires": "soon"}],
            },
            [
                "policies.overides: there is no such setting. Did you mean overrides?",
                'policies.overrides.ec2-imdsv3: there is no rule named "ec2-imdsv3". Did you mean',
                "policies.overrides.imds-hop-limit.limt: there is no such setting. Did you mean limit?",
                "policies.overrides.sns-encrypted: it is 'must', but has to be one of mandatory, advisory,",
                'policies.waivers[0].rule: there is no rule named "sqs-encrypt". Did you mean sqs-encrypted?',
                'policies.waivers[0].expires: expected a date as "YYYY-MM-DD".',
            ],
        ),
    ],
)
def test_a_wrong_section_stops_the_pack_with_every_problem_at_once(section: Any, words: list[str]) -> None:
    ended = subprocess.run(
        command(),
        cwd=POLICIES,
        env=environment({"landfall:policies": section}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ended.returncode == 1
    assert ended.stdout == ""
    assert "Traceback" not in ended.stderr
    for word in words:
        assert word in ended.stderr


def test_with_another_sdk_the_stock_servicer_says_the_same_and_the_pack_says_so_once(
    pack: PackProcess, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "guard"
    shutil.copytree(POLICIES, folder, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info", ".*"))
    serve = folder / "pack" / "serve.py"
    text = serve.read_text(encoding="utf-8")
    (known,) = COMPARED
    serve.write_text(text.replace(known, "0" * 64), encoding="utf-8")
    shape = {"metadataOptions": {"httpTokens": Secret("hunter2-optional")}}

    with running(directory=folder) as other:
        said = [other.analyze(INSTANCE, shape), other.analyze(QUEUE, CLEAR)]

    assert said == [pack.analyze(INSTANCE, shape), pack.analyze(QUEUE, CLEAR)]
    assert capfd.readouterr().err.count("the stock servicer answers") == 1
