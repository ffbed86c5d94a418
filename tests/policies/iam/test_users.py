"""Users of IAM and boundaries: what the type or the settings decide rather than a property."""

import json

import pytest

from tests.policies.harness import judged
from tests.policies.process import POLICIES

_PROFILES = POLICIES / "profiles"


@pytest.mark.parametrize("type", ["User", "AccessKey", "UserLoginProfile"])
def test_whatever_makes_a_user_of_iam_is_told(type: str) -> None:
    token = f"aws:iam/{type[0].lower()}{type[1:]}:{type}"

    (verdict,) = judged("iam-no-users", {}, type=token)

    assert verdict.message == "A user of IAM has credentials that do not expire by themselves."


@pytest.mark.parametrize("type", ["UserPolicy", "UserPolicyAttachment"])
def test_a_policy_of_one_user_is_told_by_its_type(type: str) -> None:
    token = f"aws:iam/{type[0].lower()}{type[1:]}:{type}"

    (verdict,) = judged("iam-user-direct-policy", {"user": "alice"}, type=token)

    assert (verdict.result, verdict.message) == ("fail", "It gives one user a policy.")


def test_no_boundary_is_asked_for_where_none_is_named() -> None:
    assert judged("iam-permissions-boundary", {}, type="aws:iam/role:Role") == []


def test_a_boundary_is_matched_as_a_whole() -> None:
    verdicts = judged(
        "iam-permissions-boundary",
        {"permissionsBoundary": "arn:aws:iam::123456789012:policy/workload-2"},
        type="aws:iam/user:User",
        settings={"boundaries": ["*:policy/workload"]},
    )

    assert [verdict.result for verdict in verdicts] == ["fail"]


@pytest.mark.parametrize(("profile", "level"), [("development", "advisory"), ("production", "mandatory")])
def test_users_stop_only_what_is_in_production(profile: str, level: str) -> None:
    levels = json.loads((_PROFILES / f"{profile}.json").read_text(encoding="utf-8"))

    for rule in ("iam-no-users", "iam-user-direct-policy"):
        assert levels.get(rule, levels["all"]) == level
