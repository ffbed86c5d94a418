"""Policies decide as IAM decides: compared with a second, plainer evaluation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from guardrails import Policy, Request, Unknown, evaluate
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from . import simulator
from .strategies import ACTIONS, CONTEXTS, KEYS, LEVELS, RESOURCES, VALUES

Documents = Sequence[Sequence[Mapping[str, Any]]]


def decide(levels: Documents, action: str, resource: str, context: Mapping[str, Any]) -> str:
    named = [
        [Policy(f"{place}/{index}", document) for index, document in enumerate(level)]
        for place, level in enumerate(levels)
    ]
    return evaluate(named, Request(action, resource, context=context)).result


def is_empty_for_all(context: Mapping[str, Any]) -> bool:
    """A lone empty text is an empty set to ForAllValues; the simulator does not know that."""
    return any(value in ("", [""]) for value in context.values())


@settings(max_examples=400, deadline=None)
@given(LEVELS, st.sampled_from(ACTIONS), st.sampled_from(RESOURCES), CONTEXTS)
def test_decisions_equal_those_of_a_plainer_evaluation(
    levels: Documents, action: str, resource: str, context: Mapping[str, Any]
) -> None:
    assume(not is_empty_for_all(context))
    expected = "allowed" if simulator.passes(levels, action, resource, context) else "denied"

    assert decide(levels, action, resource, context) == expected


@settings(max_examples=120, deadline=None)
@given(LEVELS, st.sampled_from(ACTIONS), CONTEXTS, st.sampled_from(KEYS), st.data())
def test_what_is_decided_without_a_value_is_decided_with_any(
    levels: Documents, action: str, context: dict[str, Any], key: str, data: st.DataObject
) -> None:
    known = {name: value for name, value in context.items() if name.lower() != key.lower()}
    resource = data.draw(st.sampled_from(RESOURCES))
    early = decide(levels, action, resource, {**known, key: Unknown()})
    assume(early != "unknown")

    late = {decide(levels, action, resource, {**known, key: value}) for value in VALUES if value}

    assert late == {early}


@settings(max_examples=120, deadline=None)
@given(LEVELS, st.sampled_from(ACTIONS), CONTEXTS, st.sampled_from(KEYS), st.data())
def test_what_is_decided_without_knowing_whether_there_is_a_value_is_decided_without_one(
    levels: Documents, action: str, context: dict[str, Any], key: str, data: st.DataObject
) -> None:
    known = {name: value for name, value in context.items() if name.lower() != key.lower()}
    resource = data.draw(st.sampled_from(RESOURCES))
    early = decide(levels, action, resource, {**known, key: Unknown(optional=True)})
    assume(early != "unknown")

    assert decide(levels, action, resource, known) == early
    assert decide(levels, action, resource, {**known, key: Unknown()}) == early


@settings(max_examples=120, deadline=None)
@given(LEVELS, st.sampled_from(ACTIONS), CONTEXTS, st.sampled_from(["", "alpha", "x:y", "i-1"]))
def test_what_is_decided_for_a_part_of_a_name_is_decided_for_any(
    levels: Documents, action: str, context: dict[str, Any], part: str
) -> None:
    named = [[Policy(str(index), document) for index, document in enumerate(level)] for level in levels]
    request = Request(action, "arn:aws:s3:::*/key", context=context, resource_is_pattern=True)
    early = evaluate(named, request).result
    assume(early != "unknown")

    assert decide(levels, action, f"arn:aws:s3:::{part}/key", context) == early
