"""What endpoints allow exists."""

from __future__ import annotations

from guardrails.reference import reference

from components.config.endpoints import endpoint_services


def test_every_action_of_an_endpoint_is_one_that_aws_has() -> None:
    known = reference()
    missing = [
        action
        for service in endpoint_services().values()
        for action in service.actions
        if known.action(action) is None
    ]

    assert missing == []


def test_actions_are_in_order_and_stand_once() -> None:
    for service in endpoint_services().values():
        assert list(service.actions) == sorted(set(service.actions))
