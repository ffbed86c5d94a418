"""Every field of every section decides something: flipping it changes what is registered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from components.config.settings import LAYERS, Settings
from preview.testing import Cloud

from ..urns.previews import outputs, preview, previews, project

STACK_OF = {"organization": "management", "audit": "security", "transit": "network", "spoke": "dev"}

FLIPPED: dict[str, Any] = {
    "organization.service_access": ["iam.amazonaws.com"],
    "organization.policy_types": ["SERVICE_CONTROL_POLICY"],
    "organization.central_root_access": False,
    "organization.account_role": "AWSControlTowerExecution",
    "audit.flow_logs.retention_days": 730,
    "audit.flow_logs.lock": "COMPLIANCE",
    "audit.flow_logs.glacier_after_days": None,
    "transit.asn": 64600,
    "spoke.segment": "production",
    "spoke.cidr": "10.16.128.0/20",
    "spoke.zones": ["eu-west-1a", "eu-west-1c"],
}


def fields(model: type[BaseModel], path: str) -> Iterator[str]:
    """The leaves of a section by dotted path."""
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from fields(field.annotation, f"{path}.{name}")
        else:
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
    layer, *rest = path.split(".")
    stack = STACK_OF[layer]
    section = json.loads(project().configuration(stack).values[f"landfall:{layer}"])
    inner = section
    for step in rest[:-1]:
        inner = inner[step]
    inner[rest[-1]] = FLIPPED[path]

    changed = preview(stack, outputs(previews()), {layer: section})

    assert registered(changed) != registered(previews()[stack])
