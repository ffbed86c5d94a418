"""The landing zone: a section that is present in the stack's file is a layer that is built."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pulumi

from components.audit import LogArchive, LogArchiveArgs
from components.config import load_settings
from components.config.firewall_files import rule_text
from components.network import (
    Egress,
    EgressArgs,
    SharedEndpoints,
    SharedEndpointsArgs,
    Spoke,
    SpokeArgs,
    TransitHub,
    TransitHubArgs,
)
from components.organization import Organization, OrganizationArgs
from components.shared.exports import ArchiveExports, EndpointExports, HubExports, OrganizationExports
from components.shared.providers import Providers
from components.shared.references import Stacks

settings = load_settings()
stacks = Stacks(settings.stacks.model_dump())
providers = Providers(settings, stacks)


class Layer(NamedTuple):
    section: str  # of the stack's file
    component: Callable[[str, Any, pulumi.ResourceOptions], Any]
    args: Callable[[Any], Any]  # from the section's settings, and what other layers and stacks have published


LAYERS = (
    Layer(
        "organization",
        Organization,
        lambda section: OrganizationArgs(
            settings=section,
            units=settings.units,
            accounts=settings.accounts,
            policies=settings.guardrail_policies(),
        ),
    ),
    Layer(
        "audit",
        LogArchive,
        lambda section: LogArchiveArgs(
            settings=section,
            prefix=settings.company.prefix,
            region=settings.regions.home,
            account_id=providers.account_id(settings.account),
            organization_id=stacks.read(OrganizationExports).organization_id,
        ),
    ),
    Layer(
        "transit",
        TransitHub,
        lambda section: TransitHubArgs(
            settings=section,
            segments=settings.segments,
            addresses=settings.addresses,
            prefix=settings.company.prefix,
            region=settings.regions.home,
            account_id=providers.account_id(settings.account),
            organization_id=stacks.read(OrganizationExports).organization_id,
            organization_arn=stacks.read(OrganizationExports).organization_arn,
            root_id=stacks.read(OrganizationExports).root_id,
            unit_ids=stacks.read(OrganizationExports).unit_ids,
            account_role=stacks.read(OrganizationExports).account_role,
            flow_log_bucket_arn=stacks.read(ArchiveExports).flow_log_bucket_arn,
        ),
    ),
    Layer(
        "egress",
        Egress,
        lambda section: EgressArgs(
            settings=section,
            segments=settings.segments,
            addresses=settings.addresses,
            region=settings.regions.home,
            rules={
                each.name: rule_text(Path(pulumi.get_root_directory()), each)
                for each in (section.firewall.rule_files if section.firewall else ())
            },
            flow_log_bucket_arn=stacks.read(ArchiveExports).flow_log_bucket_arn,
            flow_log_bucket_name=stacks.read(ArchiveExports).flow_log_bucket_name,
            hub=stacks.read(HubExports),
        ),
    ),
    Layer(
        "endpoints",
        SharedEndpoints,
        lambda section: SharedEndpointsArgs(
            settings=section,
            segments=settings.segments,
            addresses=settings.addresses,
            region=settings.regions.home,
            prefix=settings.company.prefix,
            organization_id=stacks.read(OrganizationExports).organization_id,
            organization_arn=stacks.read(OrganizationExports).organization_arn,
            flow_log_bucket_arn=stacks.read(ArchiveExports).flow_log_bucket_arn,
            hub=stacks.read(HubExports),
        ),
    ),
    Layer(
        "spoke",
        Spoke,
        lambda section: SpokeArgs(
            settings=section,
            segment=settings.segments[section.segment],
            addresses=settings.addresses,
            region=settings.regions.home,
            organization_id=stacks.read(OrganizationExports).organization_id,
            flow_log_bucket_arn=stacks.read(ArchiveExports).flow_log_bucket_arn,
            hub=stacks.read(HubExports),
            endpoint_profile_id=stacks.read(EndpointExports).endpoint_profile_id
            if section.shared_endpoints
            else None,
            hub_provider=providers.into_hub(section.segment),
        ),
    ),
)

for layer in LAYERS:
    if (section := getattr(settings, layer.section)) is not None:
        options = pulumi.ResourceOptions(provider=providers.of_stack)
        stacks.publish(layer.component(layer.section, layer.args(section), options).exports)
