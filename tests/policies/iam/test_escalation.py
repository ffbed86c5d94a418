"""Every way from some permissions to more: found by itself, and gone where its resources are named."""

from typing import Any

import pytest
from pack.values import UNKNOWN
from rules.iam.actions import escalations

from tests.policies.cases.policies import document
from tests.policies.harness import judged

_RULE = "iam-privilege-escalation"
_WAYS = [pytest.param(way, actions, id=", ".join(actions)) for way, actions in escalations()]


def _messages(*statements: dict[str, Any]) -> list[str]:
    return [verdict.message for verdict in judged(_RULE, {"policy": document(*statements)})]


def _allow(actions: Any, resource: Any = "*", **more: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": resource, **more}


@pytest.mark.parametrize(("way", "actions"), _WAYS)
def test_a_way_is_found_in_one_statement_and_across_several(way: str, actions: tuple[str, ...]) -> None:
    told = f"It allows {', '.join(actions)}, which gives more by {way}"

    together = _messages(_allow(list(actions)))
    apart = _messages(*(_allow(action) for action in reversed(actions)))

    assert together == apart
    assert len(together) == 1
    assert together[0].startswith(told)


@pytest.mark.parametrize(("way", "actions"), _WAYS)
def test_a_way_is_closed_where_its_first_action_is_bound(way: str, actions: tuple[str, ...]) -> None:
    first, *others = actions
    bound = _allow(first, "arn:aws:x:eu-west-1:123456789012:thing/one")

    assert way not in " ".join(_messages(bound, *(_allow(other) for other in others)))


@pytest.mark.parametrize(("way", "actions"), _WAYS)
def test_a_way_is_closed_by_a_denial_of_any_of_its_actions(way: str, actions: tuple[str, ...]) -> None:
    for action in actions:
        denial = {"Effect": "Deny", "Action": action, "Resource": "*"}
        assert way not in " ".join(_messages(_allow(list(actions)), denial))


def test_a_denial_that_holds_at_times_only_closes_nothing() -> None:
    denial = {
        "Effect": "Deny",
        "Action": "iam:*",
        "Resource": "*",
        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "false"}},
    }

    assert _messages(_allow("iam:PutRolePolicy"), denial) == [
        "It allows iam:PutRolePolicy, which gives more by writing a policy into a role."
    ]


def test_what_is_given_to_everything_of_a_kind_counts_as_everything() -> None:
    told = ["It allows iam:AttachRolePolicy, which gives more by attaching any policy to a role."]

    assert _messages(_allow("iam:AttachRolePolicy", "arn:aws:iam::123456789012:role/*")) == told
    assert _messages(_allow("iam:AttachRolePolicy", "arn:aws:iam::*:role/*")) == told
    assert _messages(_allow("iam:AttachRolePolicy", "arn:aws:iam::123456789012:role/app/*")) == []


def test_an_action_that_is_not_known_may_open_a_way() -> None:
    policy = {"Statement": [_allow([UNKNOWN])]}

    assert [verdict.result for verdict in judged(_RULE, {"policy": policy})] == ["unknown"]
