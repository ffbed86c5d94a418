"""How many types the generic rules reach, each type judged by one rule."""

import pytest
from pack.rule import Rule
from rules import generic
from rules.data import paths, types_having

from tests.policies.harness import RULES, judged

REACH = {
    "encryption-not-off": 9,
    "encryption-not-disabled": 2,
    "public-access-not-on": 12,
    "deletion-protection-not-off": 6,
    "backup-retention-not-zero": 8,
    "tls-version-not-old": 4,
    "classified-data-key": 162,
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
    assert in_schema == {"encryption": 41, "publicAccess": 27, "kmsKey": 202, "logExports": 6}


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
