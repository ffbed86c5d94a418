"""Aliases: the URNs under which a resource may have been known before."""

from __future__ import annotations

from collections.abc import Iterable

from pulumi.runtime.proto import alias_pb2

from preview.urn import make_urn


def resolve_aliases(
    aliases: Iterable[alias_pb2.Alias],
    *,
    urn: str,
    stack: str,
    project: str,
    parent: str,
    type: str,
    name: str,
) -> list[str]:
    """URNs of a resource's own aliases, each once, sorted, without the `urn` it has now.

    What an alias does not say is as it is now. Aliases that follow from a renamed parent are not among them.
    """
    resolved = set()
    for alias in aliases:
        if alias.HasField("urn"):
            resolved.add(alias.urn)
            continue
        spec = alias.spec
        former_parent = "" if spec.noParent else spec.parentUrn or parent
        resolved.add(
            make_urn(
                spec.stack or stack,
                spec.project or project,
                former_parent,
                spec.type or type,
                spec.name or name,
            )
        )
    return sorted(resolved - {urn, ""})
