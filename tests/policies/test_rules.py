"""Every rule by its cases: absent, bad, good, unknown, and a secret that no message shows."""

from typing import Any

import pytest
from pack.rule import Rule

from tests.policies.cases import CASES
from tests.policies.harness import RULES, UNKNOWN, Case, Properties, Secret, judged

BAD = [(name, *bad) for name, case in CASES.items() for bad in case.bad]
GOOD = [(name, good) for name, case in CASES.items() for good in case.good]
HIDDEN = [(name, hidden) for name, case in CASES.items() for hidden in case.unknown]


def _judged(name: str, properties: Properties) -> list[Any]:
    case: Case = CASES[name]
    return judged(name, properties, type=case.type, settings=case.settings)


def test_every_rule_about_one_resource_has_cases() -> None:
    rules = {name for name, rule in RULES.items() if isinstance(rule, Rule)}

    assert set(CASES) == rules


@pytest.mark.parametrize(("name", "properties", "message"), BAD)
def test_a_bad_resource_fails_with_these_words(name: str, properties: Properties, message: str) -> None:
    verdicts = _judged(name, properties)

    assert message in [verdict.message for verdict in verdicts if verdict.result == "fail"]


@pytest.mark.parametrize(("name", "properties"), GOOD)
def test_a_good_resource_passes_in_silence(name: str, properties: Properties) -> None:
    assert _judged(name, properties) == []


@pytest.mark.parametrize(("name", "properties"), HIDDEN)
def test_what_is_not_known_is_neither_pass_nor_failure(name: str, properties: Properties) -> None:
    verdicts = _judged(name, properties)

    assert {verdict.result for verdict in verdicts} == {"unknown"}
    assert all(verdict.property for verdict in verdicts)


def _secret(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _secret(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_secret(inner) for inner in value]
    return value if value is None or value is UNKNOWN else Secret(value)


@pytest.mark.parametrize(("name", "properties", "message"), BAD)
def test_secret_values_are_judged_alike_and_never_shown(
    name: str, properties: Properties, message: str
) -> None:
    plain = _judged(name, properties)
    hidden = _judged(name, _secret(properties))

    assert [(v.result, v.property) for v in hidden] == [(v.result, v.property) for v in plain]
    for verdict in hidden:
        for value in _texts(properties, keys=False):
            assert f'"{value}"' not in verdict.message


@pytest.mark.parametrize(("name", "properties", "message"), BAD)
def test_a_wholly_secret_resource_shows_nothing(name: str, properties: Properties, message: str) -> None:
    for key in properties:
        for verdict in _judged(name, properties | {key: Secret(properties[key])}):
            for value in _texts(properties[key]):
                assert f'"{value}"' not in verdict.message


def _texts(value: Any, *, keys: bool = True) -> set[str]:
    if isinstance(value, dict):
        found = {key for key in value if keys}
        return found.union(*(_texts(inner, keys=keys) for inner in value.values()))
    if isinstance(value, list):
        return set().union(*(_texts(inner, keys=keys) for inner in value))
    return {value} if isinstance(value, str) and value else set()
