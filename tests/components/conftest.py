"""What the component tests share: the outputs of the stacks around, a provider, and policies as data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest
from guardrails.refusal import Refused
from pydantic import ValidationError

from preview.engine import Resource
from preview.testing import Cloud, deploy

ACCOUNT = "222233334444"


@pytest.fixture
def in_account() -> Callable[[Callable[[pulumi.ResourceOptions], object]], Cloud]:
    """Deploys what is made with the options it is given, into account 222233334444 in eu-west-1."""

    def run(make: Callable[[pulumi.ResourceOptions], object]) -> Cloud:
        def program() -> None:
            provider = aws.Provider(
                "here",
                region="eu-west-1",
                allowed_account_ids=[ACCOUNT],
                assume_roles=[{"role_arn": f"arn:aws:iam::{ACCOUNT}:role/Deploy"}],
            )
            make(pulumi.ResourceOptions(provider=provider))

        return deploy(program)

    return run


def statements(resource: Resource, key: str = "policy") -> Mapping[str, Any]:
    """The statements of a policy document by id."""
    policy = json.loads(resource.inputs[key])
    return {statement["Sid"]: statement for statement in policy["Statement"]}


@pytest.fixture
def refusal() -> Callable[[Callable[[], object]], Refused]:
    """The one refusal that validating gives."""

    def run(validate: Callable[[], object]) -> Refused:
        with pytest.raises(ValidationError) as raised:
            validate()
        (error,) = raised.value.errors()
        refused = error["ctx"]["error"]
        assert isinstance(refused, Refused), error
        return refused

    return run
