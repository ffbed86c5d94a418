"""What stacks give each other: outputs by the part a stack plays, written and read by one definition.

The field names are the output names. Renaming one breaks every stack that reads it, so it needs a line in the
changelog.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import pulumi


@dataclass(frozen=True, kw_only=True)
class Exports:
    """Outputs of one layer. `part` is the key in `stacks` of the stack that others read them from."""

    part: ClassVar[str | None] = None


@dataclass(frozen=True, kw_only=True)
class OrganizationExports(Exports):
    """What everybody has to know of the organization."""

    part = "organization"

    organization_id: pulumi.Output[str]
    organization_arn: pulumi.Output[str]
    root_id: pulumi.Output[str]
    unit_ids: pulumi.Output[Mapping[str, str]]
    """Organizational unit ids by path."""
    account_ids: pulumi.Output[Mapping[str, str]]
    """Account ids by account key, the management account's included."""
    account_role: pulumi.Output[str]
    """Name of the role in each member account that stacks deploy through."""


@dataclass(frozen=True, kw_only=True)
class ArchiveExports(Exports):
    """Where logs go."""

    part = "archive"

    flow_log_bucket_name: pulumi.Output[str]
    flow_log_bucket_arn: pulumi.Output[str]
    flow_log_key_arn: pulumi.Output[str]


@dataclass(frozen=True, kw_only=True)
class HubExports(Exports):
    """What a spoke needs to join the network."""

    part = "hub"

    hub_account_id: pulumi.Output[str]
    transit_gateway_id: pulumi.Output[str]
    transit_route_table_ids: pulumi.Output[Mapping[str, str]]
    """Transit gateway route table ids by segment."""
    attachment_role_arns: pulumi.Output[Mapping[str, str]]
    """Roles in the hub's account that join a network to a segment, by segment."""
    address_pool_ids: pulumi.Output[Mapping[str, str]]
    """Pools that networks take their ranges from, by region; none where the plan alone says who has what."""
    ipv6_pool_ids: pulumi.Output[Mapping[str, str]]
    """Pools of IPv6 blocks, by region; none where networks have IPv4 alone."""


@dataclass(frozen=True, kw_only=True)
class EgressExports(Exports):
    """The way to the internet; read by people, not by other stacks."""

    egress_vpc_id: pulumi.Output[str]
    egress_attachment_id: pulumi.Output[str]
    egress_address_ids: pulumi.Output[Mapping[str, str]]
    """Allocation ids of the public addresses that calls come from, by zone; none with a regional gateway."""


@dataclass(frozen=True, kw_only=True)
class EndpointExports(Exports):
    """What a spoke needs to use the endpoints that the hub shares."""

    part = "hub"

    endpoint_profile_id: pulumi.Output[str]
    """Route 53 profile that carries the services' names."""


@dataclass(frozen=True, kw_only=True)
class SpokeExports(Exports):
    """A workload's network; read by people, not by other stacks."""

    vpc_id: pulumi.Output[str]
    app_subnet_ids: pulumi.Output[Mapping[str, str]]
    """Subnet ids by availability zone."""
    data_subnet_ids: pulumi.Output[Mapping[str, str]]
    transit_attachment_id: pulumi.Output[str]
