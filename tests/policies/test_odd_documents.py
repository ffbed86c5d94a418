"""Documents that are none, enormous or deep, and values of a wrong type, at every place that a rule reads.

Where `test_odd_values` draws at random, this goes through the whole list for each rule.
"""

import json
import math
from collections.abc import Iterator
from typing import Any

import pytest
from pack.configuration import configure
from pack.judge import Judge
from pack.rule import Rule, StackRule
from pack.stack import Stack
from pack.values import UNKNOWN, Secret, from_json
from rules import CATALOGUE

from tests.policies.cases import CASES
from tests.policies.cases.stacks import STACK_CASES, Part
from tests.policies.harness import RULES, made, resource
from tests.policies.odd import MARK, check, places, replaced
from tests.policies.process import environment

JUDGE = Judge(configure(CATALOGUE, environment({})))
NAME = "名前-ünï\u202e\u2028-🪣"


def _deep(levels: int) -> Any:
    value: Any = None
    for _ in range(levels):
        value = {"Statement": [value]}
    return value


STATEMENT = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
DOCUMENTS = [
    "",
    "{",
    "null",
    "[]",
    '"text"',
    "NaN",
    '{"Statement": null}',
    '{"Statement": {}}',
    '{"Statement": [null, 1, "x", []]}',
    '{"Statement": [{"Effect": null, "Principal": {"AWS": null}, "Action": null, "Resource": [[]]}]}',
    '{"Statement": [{"Effect": "Allow", "Principal": ["*"], "Action": {"a": 1}, "Resource": {"*": 0}}]}',
    '{"Statement": [{"Effect": "Allow", "Condition": {"StringEquals": ["x"], "Null": null, "": 1}}]}',
    '{"Statement": [{"Effect": "Allow", "Condition": {"Bool": {"aws:SecureTransport": [null, {}]}}}]}',
    "[" * 3000,
    '{"Statement":' * 300 + "{}" + "}" * 300,
    json.dumps({"Statement": [STATEMENT] * 3000}),
    "x" * 200_000,
]
VALUES = [
    *DOCUMENTS,
    None,
    True,
    0,
    -1,
    math.nan,
    math.inf,
    10**400,
    [],
    {},
    [None],
    {"": None},
    [[[]]],
    {"ключ": "значение"},
    ["x"] * 3000,
    _deep(40),
    UNKNOWN,
    [UNKNOWN, None],
    Secret(MARK),
    Secret({MARK: [MARK]}),
    [Secret(MARK)],
]


def _odd(properties: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for place in places(properties)[1:]:
        for value in VALUES:
            yield replaced(properties, place, value)


@pytest.mark.parametrize("name", CASES)
def test_a_rule_survives_each_odd_value_at_each_place(name: str) -> None:
    case, rule = CASES[name], RULES[name]
    assert isinstance(rule, Rule)
    token = case.type or next(iter(rule.types))
    shapes = [*(bad for bad, _ in case.bad), *case.good]

    for properties in _odd(max(shapes, key=lambda shape: len(places(shape)))):
        odd = resource(properties, type=token, name=NAME, provider={"region": None, "defaultTags": [1]})
        check(JUDGE.resource(rule, odd, dict(case.settings)))


@pytest.mark.parametrize("name", STACK_CASES)
def test_a_rule_about_a_stack_survives_each_odd_value_at_each_place(name: str) -> None:
    rule, parts = RULES[name], STACK_CASES[name].good
    assert isinstance(rule, StackRule)

    for index, part in enumerate(parts):
        for properties in _odd(part.properties):
            other = Part(part.type, NAME, properties, part.references)
            stack = Stack(_made(one) for one in (*parts[:index], other, *parts[index + 1 :]))
            check(JUDGE.stack(rule, stack, None))


def _made(part: Part) -> Any:
    return made(part.type, part.name, part.properties, **part.references)


def test_what_is_nested_deeper_than_any_resource_is_cut_off() -> None:
    value, levels = from_json(_deep(500)), 0
    while value is not None:
        value = value["Statement"] if isinstance(value, dict) else value[0]
        levels += 1

    assert levels == 65


def test_a_secret_that_nobody_could_decipher_is_not_known() -> None:
    assert from_json({"policy": "[secret]", "name": "[secret]s"}) == {"policy": UNKNOWN, "name": "[secret]s"}
