"""The shipped data: every type, property, action, key and ARN in it exists, and enough types are mapped."""

import importlib.metadata
import json
import re
import runpy
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from guardrails.reference import reference
from guardrails.reference.keys import carried
from guardrails.requests import bases, mapped
from guardrails.requests.authorization import kind_of
from guardrails.requests.coverage import of_data, of_report, totals
from guardrails.requests.mapping import DATA, Call
from guardrails.requests.reading import holes

POLICIES = Path(__file__).parents[3] / "policies"
SDK = Path(str(importlib.metadata.distribution("pulumi-aws").locate_file("pulumi_aws")))
FIXED = {"partition", "region", "account"}
# Keys that are newer than the reference that the pack ships; AWS's own machine-readable one has them.
NEWER = {
    "eks:kubernetesVersion",
    "eks:endpointPublicAccess",
    "eks:endpointPrivateAccess",
    "eks:zonalShiftEnabled",
    "eks:deletionProtection",
    "eks:encryptionConfigProviderKeyArns",
    "eks:controlPlaneScalingTier",
    "elasticache:Durability",
    "sagemaker:VolumeKmsKeyArn",
}
_HAND = [token for token, basis in bases().items() if basis == "hand"]


@cache
def _types() -> dict[str, Any]:
    types = runpy.run_path(str(POLICIES / "rules" / "data" / "generate.py"))["resource_types"]
    return {found.token: found for found in types(SDK)}


def _calls(token: str) -> tuple[Call, ...]:
    found = mapped(token)
    assert found
    return found.calls


def _fillings(filling: Any) -> set[str]:
    if isinstance(filling, dict):
        return set(re.split(r" and | or ", filling["if"]))
    if isinstance(filling, list | tuple):
        return set().union(*map(_fillings, filling))
    if filling.startswith("="):
        return set()
    return set(holes(filling)) if "{" in filling else {filling}


def _properties(call: Call) -> set[str]:
    paths = {hole for resource in call.resources for hole in holes(resource)}
    paths |= set().union(*map(_fillings, call.context.values())) if call.context else set()
    paths |= set(re.split(r" and | or ", call.when)) | {call.each, call.inherits}
    plain = (path.removeprefix("not ").partition(" == ")[0] for path in paths)
    return {re.split(r"[.\[]", path)[0] for path in plain} - FIXED - {""}


def test_more_than_a_thousand_types_are_mapped() -> None:
    assert Counter(bases().values()) == {
        "hand": 150, "alias": 12, "cloudformation": 723, "listed": 355, "name": 354,
    }  # fmt: skip
    assert of_data().total == len(_types()) == 1748


def test_every_mapped_type_exists() -> None:
    assert set(bases()) - set(_types()) == set()


def test_every_property_is_an_input_of_its_type() -> None:
    wrong = {
        (token, name)
        for token in bases()
        for call in _calls(token)
        for name in _properties(call) - _types()[token].inputs
    }

    assert wrong == set()


def test_every_action_exists_as_it_is_written() -> None:
    wrong = {
        call.action
        for token in bases()
        for call in _calls(token)
        if (found := reference().action(call.action)) is None or found.name != call.action
    }

    assert wrong == set()


def test_a_request_carries_the_keys_that_are_filled() -> None:
    wrong = set()
    for token in bases():
        for call in _calls(token):
            action = reference().action(call.action)
            assert action
            kinds = {kind_of(call.action, resource) for resource in call.resources}
            for key in {**call.context, **call.default}:
                some = kinds if "" not in kinds else {*action.resource_types, ""}
                if not any(carried(key, action, kind, reference()) for kind in some):
                    wrong.add(key)

    assert wrong == NEWER


@pytest.mark.parametrize("token", _HAND)
def test_a_request_by_hand_is_authorized_on_a_resource_of_its_action(token: str) -> None:
    for call in _calls(token):
        action = reference().action(call.action)
        assert action
        for resource in call.resources:
            if resource.startswith("arn:") and len(action.resource_types) == 1:
                assert kind_of(call.action, resource) == action.resource_types[0]


def test_a_file_says_where_it_is_from() -> None:
    for file in sorted(DATA.glob("*.json*")):
        text = file.read_text(encoding="utf-8")
        first = json.loads(text.partition("\n")[0] if file.suffix == ".jsonl" else text)
        assert first["source"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", first["date"])


def test_an_unmapped_type_is_counted_as_not_evaluated() -> None:
    bucket, other = {"type": "aws:s3/bucket:Bucket"}, {"type": "aws:x/y:Y"}
    report = {"stacks": [{"resources": [bucket, other, other, {"type": "landfall:a:B"}]}]}

    assert list(of_report(report).lines()) == [
        "planned AWS resources: 3",
        "       1   33%  mapped by hand",
        "       2   67%  not evaluated",
        "          not evaluated: aws:x/y:Y (2)",
    ]
    assert mapped("aws:x/y:Y") is None


def test_the_totals_tell_hand_from_derived() -> None:
    by_hand, derived = totals()

    assert by_hand == "by hand: 150 types, 343 requests, 215 actions, 694 condition keys"
    assert derived.startswith("derived: 1,444 types, ")
