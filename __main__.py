"""The landing zone: a section that is present in the stack's file is a layer that is built."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pulumi

from components.audit import LogArchive, LogArchiveArgs
from components.config import load_settings
from components.config.firewall_files import rule_texts
from components.network import (
    Egress,
    EgressArgs,
    SharedEndpoints,
    SharedEndpointsArgs,
    Spoke,
    SpokeArgs,
    Surroundings,
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


def around() -> Surroundings:
    """What the hub and every network are told, whichever stack builds them."""
    return Surroundings(
        segments=settings.segments,
        addresses=settings.addresses,
        prefix=settings.company.prefix,
        region=settings.regions.home,
        organization=stacks.read(OrganizationExports),
        archive=stacks.read(ArchiveExports),
    )


LAYERS: dict[str, tuple[Callable[..., Any], Callable[[Any], Any]]] = {
    # section of the stack's file: what builds it, and from what besides the section's settings
    "organization": (
        Organization,
        lambda section: OrganizationArgs(
            settings=section,
            units=settings.units,
            accounts=settings.accounts,
            policies=settings.guardrail_policies(),
        ),
    ),
    "audit": (
        LogArchive,
        lambda section: LogArchiveArgs(
            settings=section,
            prefix=settings.company.prefix,
            region=settings.regions.home,
            account_id=providers.account_id(settings.account),
            organization_id=stacks.read(OrganizationExports).organization_id,
        ),
    ),
    "transit": (
        TransitHub,
        lambda section: TransitHubArgs(
            settings=section, around=around(), account_id=providers.account_id(settings.account)
        ),
    ),
    "egress": (
        Egress,
        lambda section: EgressArgs(
            settings=section,
            around=around(),
            hub=stacks.read(HubExports),
            rules=rule_texts(Path(pulumi.get_root_directory()), section.firewall),
        ),
    ),
    "endpoints": (
        SharedEndpoints,
        lambda section: SharedEndpointsArgs(settings=section, around=around(), hub=stacks.read(HubExports)),
    ),
    "spoke": (
        Spoke,
        lambda section: SpokeArgs(
            settings=section,
            around=around(),
            hub=stacks.read(HubExports),
            endpoints=stacks.read(EndpointExports) if section.shared_endpoints else None,
            hub_provider=providers.into_hub(section.segment),
        ),
    ),
}

for name, (component, args) in LAYERS.items():
    if (section := getattr(settings, name)) is not None:
        options = pulumi.ResourceOptions(provider=providers.of_stack)
        stacks.publish(component(name, args(section), options).exports)
