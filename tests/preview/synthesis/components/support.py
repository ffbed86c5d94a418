"""Previewing a program that uses remote components, and looking below one."""

from collections.abc import Callable
from typing import Any

from preview.testing import Cloud, deploy

CONFIG = {"aws:region": "eu-west-1"}


def preview(program: Callable[[], Any]) -> Cloud:
    return deploy(program, config=CONFIG)


def below(cloud: Cloud, component: str) -> list[str]:
    """The resources below the only component of that type, as type and name."""
    root = cloud.one(component).urn
    found = {root}
    for resource in cloud.resources:
        if resource.parent in found:
            found.add(resource.urn)
    return sorted(
        f"{resource.type.rpartition(':')[2]} {resource.name}"
        for resource in cloud.resources
        if resource.urn in found - {root}
    )
