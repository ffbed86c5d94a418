"""Packing changes no decision, keeps to the quotas, uses the fewest policies, and moves little."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import pytest
from guardrails import Policy, Request, evaluate
from guardrails.attachments import FULL_ACCESS, Attachments
from guardrails.kinds import PolicyType, Quota
from guardrails.packing import Part, pack
from hypothesis import given, settings
from hypothesis import strategies as st

from .facts import facts
from .strategies import ACTIONS, CONTEXTS, RESOURCES, statements

SCP = PolicyType.SERVICE_CONTROL
SMALL = Quota(characters=1_200, per_node=10, kept=1)
EITHER = st.lists(st.lists(statements(), min_size=1, max_size=3), min_size=1, max_size=5)
DENIALS = st.lists(
    st.lists(statements(effects=("Deny",)), min_size=1, max_size=3), min_size=1, max_size=6
)  # fmt: skip


def parts(found: list[list[dict[str, Any]]]) -> list[Part]:
    return [
        Part(
            id=f"g{index}",
            document={
                "Version": "2012-10-17",
                "Statement": [{"Sid": f"G{index}x{n}", **one} for n, one in enumerate(group)],
            },
        )
        for index, group in enumerate(found)
    ]


@settings(max_examples=100, deadline=None)
@given(DENIALS, st.sampled_from(ACTIONS), st.sampled_from(RESOURCES), CONTEXTS)
def test_packing_changes_no_decision(
    found: list[list[dict[str, Any]]], action: str, resource: str, context: dict[str, Any]
) -> None:
    written = parts(found)
    packed = pack("Root", SCP, written, SMALL)
    request = Request(action, resource, "arn:aws:iam::1:role/r", context)

    apart = evaluate([[FULL_ACCESS, *(Policy(part.id, part.document) for part in written)]], request)
    together = evaluate([[FULL_ACCESS, *(Policy(one.name, one.content) for one in packed)]], request)

    assert together.result == apart.result


@settings(max_examples=100, deadline=None)
@given(EITHER, st.sampled_from(ACTIONS), st.sampled_from(RESOURCES), CONTEXTS)
def test_packing_keeps_what_is_allowed(
    found: list[list[dict[str, Any]]], action: str, resource: str, context: dict[str, Any]
) -> None:
    written = parts(found)
    request = Request(action, resource, context=context)

    apart = evaluate([[Policy(part.id, part.document) for part in written]], request)
    packed = [Policy(one.name, one.content) for one in pack("Root", SCP, written, SMALL)]

    assert evaluate([packed], request).result == apart.result


@settings(max_examples=60, deadline=None)
@given(DENIALS)
def test_every_guardrail_is_packed_once_and_no_policy_is_too_large(found: list[list[dict[str, Any]]]) -> None:
    written = parts(found)
    packed = pack("Root", SCP, written, SMALL)

    assert sorted(one for policy in packed for one in policy.guardrails) == [part.id for part in written]
    assert all(policy.size <= SMALL.characters or len(policy.guardrails) == 1 for policy in packed)
    for policy in packed:
        sids = [one["Sid"] for one in json.loads(policy.content)["Statement"]]
        assert len(sids) == len(set(sids))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(60, 900), min_size=1, max_size=5))
def test_no_arrangement_needs_fewer_policies(lengths: list[int]) -> None:
    written = [part_of(f"g{index}", length) for index, length in enumerate(lengths)]
    packed = pack("Root", SCP, written, Quota(characters=1_000, per_node=10, kept=1))

    def fits(homes: tuple[int, ...]) -> bool:
        groups = [[part for part, home in zip(written, homes, strict=True) if home == n] for n in set(homes)]
        return all(
            len(pack("Root", SCP, group, Quota(characters=10**6, per_node=1, kept=0))[0].content) <= 1_000
            for group in groups
        )

    fewest = min(len(set(homes)) for homes in product(range(len(packed)), repeat=len(written)) if fits(homes))
    assert len(packed) == fewest


def part_of(identifier: str, length: int) -> Part:
    """A guardrail whose one statement nobody else's can join, as long as asked for."""
    name = "".join(word.capitalize() for word in identifier.split("-"))
    statement = {"Sid": name, "Effect": "Deny", "Action": "s3:*", "Resource": f"arn:aws:s3:::{identifier}"}
    statement["Resource"] += "x" * max(0, length - len(json.dumps(statement, separators=(",", ":"))))
    return Part(id=identifier, document={"Version": "2012-10-17", "Statement": [statement]})


def homes(found: list[Part], characters: int = 1_000) -> dict[str, str]:
    packed = pack("Root", SCP, found, Quota(characters=characters, per_node=10, kept=1))
    return {one: policy.name for policy in packed for one in policy.guardrails}


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(100, 400), min_size=1, max_size=8), st.integers(100, 400))
def test_one_more_at_the_end_moves_no_other_unless_that_saves_a_policy(lengths: list[int], more: int) -> None:
    before_parts = [part_of(f"g{index}", length) for index, length in enumerate(lengths)]
    before = homes(before_parts)
    after = homes([*before_parts, part_of("new", more)])

    moved = {one for one in before if after[one] != before[one]}
    assert not moved or len(set(after.values())) == len(set(before.values()))


def test_what_takes_turns_badly_is_arranged_anew() -> None:
    # In turn, 450 and 300 share the first, 550 opens the second, and 450 finds room in neither.
    lengths = {"a": 450, "b": 300, "c": 550, "d": 450}

    assert homes([part_of(name, length) for name, length in lengths.items()]) == {
        "a": "a", "d": "a", "b": "b", "c": "b",
    }  # fmt: skip


def test_statements_that_differ_in_their_actions_become_one() -> None:
    def denying(identifier: str, *actions: str) -> Part:
        statement = {"Sid": identifier.upper(), "Effect": "Deny", "Action": list(actions), "Resource": "*"}
        return Part(id=identifier, document={"Version": "2012-10-17", "Statement": [statement]})

    (policy,) = pack(
        "Root", SCP, [denying("a", "s3:PutObject"), denying("b", "s3:GetObject", "s3:PutObject")]
    )

    assert policy.content == (
        '{"Version":"2012-10-17","Statement":[{"Sid":"AB","Effect":"Deny",'
        '"Action":["s3:PutObject","s3:GetObject"],"Resource":"*"}]}'
    )


def test_what_configures_one_thing_in_two_ways_stays_apart() -> None:
    def tags(identifier: str, **values: str) -> Part:
        return Part(
            id=identifier,
            document={"tags": {tag: {"tag_key": {"@@assign": value}} for tag, value in values.items()}},
        )

    packed = pack(
        "Root", PolicyType.TAG, [tags("a", owner="owner"), tags("b", owner="Owner"), tags("c", x="x")]
    )

    assert [policy.guardrails for policy in packed] == [("a", "c"), ("b",)]


def test_the_catalogue_takes_one_policy_of_each_type_at_each_unit() -> None:
    packed = Attachments(facts()).packed()

    assert [(policy.node, policy.type.name, policy.name) for policy in packed] == [
        ("Root", "SERVICE_CONTROL", "leave-organization"),
        ("Root", "RESOURCE_CONTROL", "organization-access"),
        ("Root", "DECLARATIVE_EC2", "ec2-defaults"),
        ("Root", "TAG", "tag-values"),
        ("Root", "AI_OPT_OUT", "ai-opt-out"),
        ("Root", "S3", "s3-public-access"),
        ("Security", "SERVICE_CONTROL", "protect-log-archive"),
        ("Workloads", "SERVICE_CONTROL", "required-tags"),
        ("Workloads/Production", "SERVICE_CONTROL", "deletes-need-mfa"),
        ("Workloads/Production", "BACKUP", "daily-backup"),
        ("Workloads/Non-production", "SERVICE_CONTROL", "development-sizes"),
        ("Sandbox", "SERVICE_CONTROL", "sandbox-identity"),
        ("Suspended", "SERVICE_CONTROL", "quarantine"),
    ]


@pytest.mark.parametrize("unit", [None, "Workloads/Production", "Sandbox"])
def test_levels_lead_from_the_root_to_the_account(unit: str | None) -> None:
    attachments = Attachments(facts())
    names = attachments.level_names(unit)

    levels = attachments.levels(unit, SCP)

    assert len(levels) == len(names)
    assert all(level[0] is FULL_ACCESS for level in levels)
    assert levels is attachments.levels(unit, SCP)
