"""A rule about resources together finds the stack that breaks it, and is silent on the one that keeps it."""

import pytest
from pack.resource import Resource
from pack.rule import StackRule
from pack.values import UNKNOWN
from rules import CATALOGUE

from tests.policies.cases.stacks import STACK_CASES, Part
from tests.policies.harness import judged_stack, made


def _stack(parts: tuple[Part, ...]) -> list[Resource]:
    return [
        made(
            part.type, part.name, part.properties | dict.fromkeys(part.references, UNKNOWN), **part.references
        )
        for part in parts
    ]


def test_every_rule_about_a_stack_has_a_case() -> None:
    assert set(STACK_CASES) == {rule.name for rule in CATALOGUE if isinstance(rule, StackRule)}


@pytest.mark.parametrize("name", STACK_CASES)
def test_a_stack_that_breaks_the_rule_is_found(name: str) -> None:
    case = STACK_CASES[name]

    assert judged_stack(name, *_stack(case.bad)) == [(f"urn:{case.about}", "fail", case.message)]


@pytest.mark.parametrize("name", STACK_CASES)
def test_a_stack_that_keeps_the_rule_is_not(name: str) -> None:
    assert judged_stack(name, *_stack(STACK_CASES[name].good)) == []
