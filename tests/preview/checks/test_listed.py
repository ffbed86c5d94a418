"""Values that are listed: an error for the SDK that they were derived from, a hint for another."""

import pytest

from preview.checks.listed import data_of, listed_rules


@pytest.mark.parametrize(("version", "level"), [("7.51.1", "error"), ("8.0.0", "hint")])
def test_derived_values_are_certain_for_the_version_they_come_from(version: str, level: str) -> None:
    (rule,) = listed_rules("aws", version, "aws:ecs/service:Service", "launchType")

    assert rule.level == level
    assert rule.check("FARGATE") is None
    assert rule.check("") is None
    assert rule.check("FARGAT") == (
        "is not one of EC2, FARGATE, EXTERNAL, MANAGED_INSTANCES; did you mean FARGATE?"
    )


def test_curated_values_hold_for_every_version() -> None:
    (rule,) = listed_rules("aws", "8.0.0", "aws:cloudwatch/logGroup:LogGroup", "retentionInDays")

    assert rule.level == "error"
    assert rule.check(30) is None
    assert str(rule.check(31)).endswith("did you mean 30?")


def test_every_derived_list_has_values_of_one_kind_and_bounds_in_order() -> None:
    derived = data_of("documented")["aws"]

    assert all(
        values and len({type(value) for value in values}) == 1
        for owner in derived["values"].values()
        for values in owner.values()
    )
    assert all(low < high for owner in derived["bounds"].values() for low, high in owner.values())
    assert len(derived["values"]) > 1000
