"""The resources of a preview's report, and what they refer to.

Stacks refer to each other's resources by id, which the preview makes up once for all of them. Where an id is
unknown, the resources that the property depends on stand in for it: they are known within the same stack.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

UNKNOWN: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""What stands in a report for a value that only a deployment would tell."""

_ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "aws:ec2/natGateway:NatGateway": ("routeTableId",),
    "aws:ec2/vpnConnection:VpnConnection": ("arn", "transitGatewayAttachmentId"),
    "aws:networkfirewall/firewall:Firewall": ("arn", "transitGatewayAttachmentId"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Resource:
    """One planned resource."""

    stack: str
    urn: str
    type: str
    name: str
    id: str
    provider: str
    inputs: Mapping[str, Any]
    outputs: Mapping[str, Any]
    property_dependencies: Mapping[str, list[str]]
    file: str
    line: int

    def value(self, name: str, default: Any = None) -> Any:
        """What it was given, or else what it will have; `default` where neither says or nobody knows."""
        for values in (self.inputs, self.outputs):
            found = values.get(name)
            if found is not None and found != UNKNOWN:
                return found
        return default

    def texts(self, name: str) -> list[str]:
        """The texts of a property that is a list of them; unknown ones are left out."""
        found = self.value(name, ())
        return [item for item in found if isinstance(item, str) and item != UNKNOWN] if found else []

    def hides(self, name: str) -> bool:
        """Whether it was given something that is unknown, or partly so."""
        given = self.inputs.get(name)
        return given == UNKNOWN or (isinstance(given, list) and UNKNOWN in given)

    @property
    def place(self) -> str:
        """Where in the program it is made, or "" where nobody knows."""
        return f"{self.file}:{self.line}" if self.file else ""

    @property
    def label(self) -> str:
        """What a person calls it."""
        return f"{self.stack}:{self.name}"


@dataclass(frozen=True, kw_only=True)
class Planned:
    """All resources of a report."""

    stacks: tuple[str, ...]
    by_type: Mapping[str, list[Resource]]
    by_id: Mapping[str, list[Resource]]
    by_urn: Mapping[str, Resource]

    def all(self, *types: str) -> Iterator[Resource]:
        """The resources of these types, in the report's order."""
        for type_ in types:
            yield from self.by_type.get(type_, ())

    def named(self, value: Any, *types: str) -> Resource | None:
        """The resource of these types that has the id or ARN."""
        found = [each for each in self.by_id.get(value, ()) if not types or each.type in types]
        return found[0] if found else None

    def targets(self, resource: Resource, name: str, *types: str) -> list[Resource]:
        """The resources of these types that a property refers to, one id or a list of them."""
        given = resource.value(name)
        values = given if isinstance(given, list) else [given]
        found = [each for value in values if (each := self.named(value, *types))]
        if resource.hides(name):
            urns = resource.property_dependencies.get(name, ())
            others = (self.by_urn[urn] for urn in urns if urn in self.by_urn)
            found += [each for each in others if each.type in types and each not in found]
        return found

    def target(self, resource: Resource, name: str, *types: str) -> Resource | None:
        """The one resource that a property refers to."""
        found = self.targets(resource, name, *types)
        return found[0] if len(found) == 1 else None


def planned(report: Mapping[str, Any]) -> Planned:
    """The resources of a report as `preview run --json` writes it; raises KeyError for another document."""
    by_type: dict[str, list[Resource]] = {}
    by_id: dict[str, list[Resource]] = {}
    by_urn: dict[str, Resource] = {}
    for stack in report["stacks"]:
        for entry in stack["resources"]:
            resource = _resource(stack["stack"], entry)
            by_urn[resource.urn] = resource
            by_type.setdefault(resource.type, []).append(resource)
            for key in _ids(resource):
                by_id.setdefault(key, []).append(resource)
    return Planned(
        stacks=tuple(stack["stack"] for stack in report["stacks"]),
        by_type=by_type,
        by_id=by_id,
        by_urn=by_urn,
    )


def _resource(stack: str, entry: Mapping[str, Any]) -> Resource:
    source = entry.get("source") or {}
    return Resource(
        stack=stack,
        urn=entry["urn"],
        type=entry["type"],
        name=entry["name"],
        id=entry.get("id") or "",
        provider=entry.get("provider") or "",
        inputs=entry.get("inputs") or {},
        outputs=entry.get("outputs") or {},
        property_dependencies=entry.get("property_dependencies") or {},
        file=source.get("file", ""),
        line=source.get("line", 0),
    )


def _ids(resource: Resource) -> Iterable[str]:
    """Its id and ARN, and the ids of what AWS makes along with it."""
    found = [resource.id, *(resource.outputs.get(name) for name in _ALIASES.get(resource.type, ("arn",)))]
    return [each for each in dict.fromkeys(found) if isinstance(each, str) and each not in ("", UNKNOWN)]
