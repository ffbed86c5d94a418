"""What the component tests share: an account to deploy to, policies as data, and refusals."""

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
ORGANIZATION_ID = "o-a1b2c3d4e5"


def in_account(make: Callable[[pulumi.ResourceOptions], object]) -> Cloud:
    """Deploy what is made with the options it is given, into account 222233334444 in eu-west-1."""

    def program() -> None:
        provider = aws.Provider(
            "here",
            region="eu-west-1",
            allowed_account_ids=[ACCOUNT],
            assume_roles=[{"role_arn": f"arn:aws:iam::{ACCOUNT}:role/Deploy"}],
        )
        make(pulumi.ResourceOptions(provider=provider))

    return deploy(program)


def export(exports: object) -> None:
    """Export every field of a dataclass."""
    for name, value in vars(exports).items():
        pulumi.export(name, value)


def written(resource: Resource) -> dict[str, Any]:
    """The inputs that the program wrote: without what the provider adds on its own."""
    return {key: value for key, value in resource.inputs.items() if key != "tagsAll"}


def statements(resource: Resource, key: str = "policy") -> Mapping[str, Any]:
    """The statements of a policy document by id."""
    policy = json.loads(resource.inputs[key])
    return {statement["Sid"]: statement for statement in policy["Statement"]}


def refusal(validate: Callable[[], object]) -> Refused:
    """The one refusal that validating gives."""
    with pytest.raises(ValidationError) as raised:
        validate()
    (error,) = raised.value.errors()
    refused = error["ctx"]["error"]
    assert isinstance(refused, Refused), error
    return refused
