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

from components.config.addresses import Addresses
from components.config.segments import Segment
from components.network import Surroundings
from components.shared.exports import ArchiveExports, HubExports, OrganizationExports
from preview.engine import Resource
from preview.testing import Cloud, deploy

ACCOUNT = "222233334444"
ORGANIZATION_ID = "o-a1b2c3d4e5"
ORGANIZATION_ARN = f"arn:aws:organizations::111122223333:organization/{ORGANIZATION_ID}"
SUPERNETS = {"eu-west-1": "10.16.0.0/12", "eu-central-1": "10.32.0.0/12"}


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


def surroundings(
    segments: Mapping[str, Segment], *, units: Mapping[str, str] | None = None, **addresses: Any
) -> Surroundings:
    """What the hub and networks of a company find around them; `addresses` replaces parts of its plan."""
    return Surroundings(
        segments=segments,
        addresses=Addresses(**({"supernets": SUPERNETS} | addresses)),
        prefix="acme",
        region="eu-west-1",
        organization=OrganizationExports(
            organization_id=pulumi.Output.from_input(ORGANIZATION_ID),
            organization_arn=pulumi.Output.from_input(ORGANIZATION_ARN),
            root_id=pulumi.Output.from_input("r-ab12"),
            unit_ids=pulumi.Output.from_input(units or {}),
            account_ids=pulumi.Output.from_input({}),
            account_role=pulumi.Output.from_input("Deploy"),
        ),
        archive=ArchiveExports(
            flow_log_bucket_name=pulumi.Output.from_input("logs"),
            flow_log_bucket_arn=pulumi.Output.from_input("arn:aws:s3:::logs"),
            flow_log_key_arn=pulumi.Output.from_input("arn:aws:kms:eu-west-1:555566667777:key/1"),
        ),
    )


def hub(tables: Mapping[str, str], **changes: Mapping[str, str]) -> HubExports:
    """A hub with these transit gateway route tables by segment."""
    return HubExports(
        hub_account_id=pulumi.Output.from_input("999988887777"),
        transit_gateway_id=pulumi.Output.from_input("tgw-1"),
        transit_route_table_ids=pulumi.Output.from_input(tables),
        attachment_role_arns=pulumi.Output.from_input(changes.get("attachment_role_arns", {})),
        address_pool_ids=pulumi.Output.from_input({"eu-west-1": "ipam-pool-1"}),
        ipv6_pool_ids=pulumi.Output.from_input({"eu-west-1": "ipam-pool-6"}),
    )


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
