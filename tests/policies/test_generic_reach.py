"""How many types the generic rules reach, each type judged by one rule."""

import pytest
from pack.rule import Rule, aws_token
from rules import generic
from rules.data import paths, types_having

from tests.policies.harness import RULES, judged, resource

REACH = {
    "encryption-not-off": 9,
    "encryption-mode-not-none": 11,
    "encryption-not-disabled": 2,
    "public-access-not-on": 14,
    "deletion-protection-not-off": 6,
    "backup-retention-not-zero": 8,
    "tls-version-not-old": 4,
    "classified-data-key": 155,
    "tag-required-keys": 862,
}


def test_the_reach_of_the_generic_rules(capsys: pytest.CaptureFixture[str]) -> None:
    reach = {rule.name: len(rule.types.tokens) for rule in generic.RULES}
    reach |= {"tag-required-keys": len(types_having("tagsAll").tokens)}
    groups = ("encryption", "publicAccess", "kmsKey", "logExports")
    in_schema = {group: len(paths(group)) for group in groups}

    with capsys.disabled():
        print(f"\ntypes that generic rules judge: {reach}")  # noqa: T201 - the figures are to be seen
        print(f"types that have such a property: {in_schema}")  # noqa: T201

    assert reach == REACH
    assert in_schema == {"encryption": 41, "publicAccess": 30, "kmsKey": 226, "logExports": 6}


@pytest.mark.parametrize(
    ("group", "path", "type"),
    [
        ("encryption", "volumeConfiguration.managedEbsVolume.encrypted", "ecs/service"),
        ("encryption", "encryptAtRest.enabled", "opensearch/domain"),
        ("encryptionMode", "inTransitEncryption", "datasync/efsLocation"),
        ("encryptionMode", "artifactConfig.s3Encryption.encryptionMode", "synthetics/canary"),
        ("kmsKey", "kmsMasterKeyId", "sqs/queue"),
        ("kmsKey", "kmsEncryptionKey", "dsql/cluster"),
        ("kmsKey", "encryptionConfiguration.keyId", "networkfirewall/firewall"),
        ("kmsKey", "resourceConfig.volumeKmsKeyId", "sagemaker/trainingJob"),
        ("publicAccess", "createPublicIp", "drs/replicationConfigurationTemplate"),
        ("deletionProtection", "deletionProtection", "verifiedpermissions/policyStore"),
    ],
)
def test_a_property_is_found_by_whatever_name_it_has(group: str, path: str, type: str) -> None:
    assert path in paths(group)[aws_token(type)]


@pytest.mark.parametrize("path", ["masterUserSecretKmsKeyId", "performanceInsightsKmsKeyId"])
def test_the_key_of_something_else_is_not_that_of_the_data(path: str) -> None:
    assert path not in paths("kmsKey")[aws_token("rds/instance")]


def test_a_copy_of_classified_data_is_under_the_key_of_its_origin() -> None:
    classified = {"tags": {"data-classification": "confidential"}}
    token = aws_token("rds/instance")

    def told(properties: dict[str, str]) -> list[str]:
        verdicts = judged("classified-data-key", classified | properties, type=token)
        return [verdict.message for verdict in verdicts]

    assert told({}) == ['Its data is "confidential", and kmsKeyId is not set.']
    assert told({"replicateSourceDb": "db"}) == told({"snapshotIdentifier": "before"}) == []


def test_a_property_that_a_rule_names_is_judged_once() -> None:
    token = aws_token("networkfirewall/firewall")

    told = [
        rule.name
        for rule in RULES.values()
        if isinstance(rule, Rule) and token in rule.types
        for verdict in rule.check(resource({"deleteProtection": False}, type=token, settings=rule.settings()))
        if verdict.property == "deleteProtection"
    ]

    assert told == ["networkfirewall-protection"]


def test_every_type_that_exports_logs_is_asked_for_them() -> None:
    names = ("rds-log-exports", "neptune-log-exports")
    asked = {token for name in names for token in RULES[name].types}  # type: ignore[union-attr]

    assert set(paths("logExports")) - asked == {
        "aws:redshift/logging:Logging",
        "aws:redshiftserverless/namespace:Namespace",
    }


@pytest.mark.parametrize("rule", generic.RULES, ids=lambda rule: rule.name)
def test_a_generic_rule_is_silent_about_what_a_program_does_not_say(rule: Rule) -> None:
    assert [token for token in rule.types if judged(rule.name, {}, type=token)] == []
