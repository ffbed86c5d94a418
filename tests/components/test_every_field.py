"""Every field of every section decides something: flipping it changes what is registered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args, get_origin

import pytest
from guardrails.catalogue import CATALOGUE
from pydantic import BaseModel

from components.config.settings import LAYERS, Settings
from preview.testing import Cloud

from ..urns.previews import outputs, preview, previews, project

STACK_OF = {
    "organization": "management",
    "audit": "security",
    "transit": "network",
    "egress": "network",
    "endpoints": "network",
    "spoke": "dev",
}

DEFAULT_TYPES = sorted({guardrail.type for guardrail in CATALOGUE.values()})

FLIPPED: dict[str, Any] = {
    "organization.service_access": [f"{name}.amazonaws.com" for name in ("backup", "config", "ec2", "iam")],
    "organization.policy_types": [*DEFAULT_TYPES, "CHATBOT_POLICY"],
    "organization.delegated_administrators": {"config.amazonaws.com": "audit"},
    "organization.central_root_access": False,
    "organization.account_role": "AWSControlTowerExecution",
    "audit.flow_logs.retention_days": 730,
    "audit.flow_logs.lock": "COMPLIANCE",
    "audit.flow_logs.glacier_after_days": None,
    "transit.asn": 64600,
    "egress.segment": "shared-services",
    "egress.cidr": "10.16.3.0/24",
    "egress.zones": ["eu-west-1a", "eu-west-1b"],
    "egress.nat": "regional",
    "egress.firewall.rule_files.0.name": "first",
    "egress.firewall.rule_files.0.file": "tests/components/rules/other.rules",
    "egress.firewall.rule_files.0.capacity": 250,
    "egress.firewall.domains.names": [".example.com"],
    "egress.firewall.domains.capacity": 350,
    "spoke.segment": "production",
    "spoke.cidr": "10.16.128.0/20",
    "endpoints.segment": "non-production",
    "endpoints.cidr": "10.16.2.0/24",
    "endpoints.zones": ["eu-west-1a", "eu-west-1b"],
    "endpoints.services": ["sqs"],
    "spoke.shared_endpoints": False,
    "spoke.endpoints": ["sts"],
    "spoke.ipv6": "fd6d:7072:0:200::/56",
    "spoke.never_public": False,
    "spoke.zones": ["eu-west-1a", "eu-west-1c"],
}

NO_RANGES: dict[str, Any] = {
    "segments.shared-services.ranges": [],
    "segments.production.inspected_with": [],
    "egress.firewall.rule_files.0.file": "tests/components/rules/other.rules",  # names no range
}

BESIDE: dict[str, dict[str, Any]] = {
    "egress.nat": {"egress.firewall": None, "segments.production.inspected_with": []},
    "egress.segment": {
        "segments.shared-services.internet": False,
        "segments.shared-services.propagates_to": ["production", "non-production", "inspection"],
        "segments.production.propagates_to": ["shared-services", "inspection"],
        **NO_RANGES,
    },
    "endpoints.cidr": {"segments.shared-services.ranges": ["10.16.1.0/24", "10.16.2.0/24"]},
    "endpoints.segment": NO_RANGES,
    "spoke.segment": {
        "segments.production.units": ["Workloads"],
        "segments.production.ranges": [],
        "segments.production.inspected_with": [],
    },
}
"""What has to be set besides, before and after, so that the flipped value is accepted."""


def fields(model: type[BaseModel], path: str) -> Iterator[str]:
    """The leaves of a section by dotted path."""
    for name, field in model.model_fields.items():
        models = [
            each
            for each in (field.annotation, *get_args(field.annotation))
            if isinstance(each, type) and issubclass(each, BaseModel)
        ]
        inner = f"{path}.{name}" if get_origin(field.annotation) is not tuple else f"{path}.{name}.0"
        for each in models:
            yield from fields(each, inner)
        if not models:
            yield f"{path}.{name}"


def section_of(layer: str) -> type[BaseModel]:
    """The model of a layer's section."""
    model, _ = get_args(Settings.model_fields[layer].annotation)
    assert isinstance(model, type)
    assert issubclass(model, BaseModel)
    return model


def registered(cloud: Cloud) -> dict[str, Any]:
    """Everything that the program said, by URN."""
    return {each.urn: each.inputs for each in cloud.resources}


def test_every_field_is_flipped_below() -> None:
    every = [path for layer in LAYERS for path in fields(section_of(layer), layer)]

    assert sorted(FLIPPED) == sorted(every)


@pytest.mark.parametrize("path", FLIPPED)
def test_a_flipped_field_changes_what_is_registered(path: str) -> None:
    layer = path.partition(".")[0]
    stack = STACK_OF[layer]
    sections = {layer, "segments", *(place.partition(".")[0] for place in BESIDE.get(path, {}))}
    base = json.loads(json.dumps({key: setting(stack, key) for key in sections}))
    for place, value in BESIDE.get(path, {}).items():
        put(base, place.split("."), value)
    flipped = json.loads(json.dumps(base))
    put(flipped, path.split("."), FLIPPED[path])

    before = preview(stack, outputs(previews()), base) if path in BESIDE else previews()[stack]
    assert registered(preview(stack, outputs(previews()), flipped)) != registered(before)


def setting(stack: str, key: str) -> Any:
    return json.loads(project().configuration(stack).values[f"landfall:{key}"])


def put(inside: Any, steps: list[str], value: Any) -> None:
    """Set what stands at the steps; a list is entered by number."""
    for step in steps[:-1]:
        inside = inside[int(step)] if isinstance(inside, list) else inside[step]
    inside[steps[-1]] = value
