"""One order of resources for every run: registration order depends on the timing of threads."""

from __future__ import annotations

from collections.abc import Iterable

from preview.engine.model import Resource


def in_tree_order(resources: Iterable[Resource]) -> list[Resource]:
    """Parents before their children, siblings by URN."""
    by_urn = {resource.urn: resource for resource in resources}
    children: dict[str, list[Resource]] = {}
    for resource in by_urn.values():
        children.setdefault(resource.parent if resource.parent in by_urn else "", []).append(resource)
    ordered: list[Resource] = []
    waiting = sorted(children.get("", ()), key=_urn, reverse=True)
    while waiting:
        resource = waiting.pop()
        ordered.append(resource)
        waiting.extend(sorted(children.get(resource.urn, ()), key=_urn, reverse=True))
    return ordered


def _urn(resource: Resource) -> str:
    return resource.urn
