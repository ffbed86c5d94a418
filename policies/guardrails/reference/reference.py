"""Reading the service authorization reference, a service at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("actions.jsonl")


@dataclass(frozen=True, kw_only=True)
class ResourceType:
    """A kind of resource that a service's actions are authorized on."""

    name: str
    arn: str  # with ${Partition}, ${Region}, ${Account} and names of its own
    keys: frozenset[str]  # condition keys in small letters, but for those about tags of the request


@dataclass(frozen=True, kw_only=True)
class Action:
    """An action: what it is authorized on, and which condition keys its requests carry then."""

    name: str  # `ec2:RunInstances`
    access: str  # first letter of List, Read, Write, Tagging, Permissions management
    rows: Mapping[str, frozenset[str]]  # resource type, "" for none -> keys in small letters

    @property
    def resource_types(self) -> tuple[str, ...]:
        """The types that it is authorized on; none for an action that takes `*` alone."""
        return tuple(kind for kind in self.rows if kind)


@dataclass(frozen=True, kw_only=True)
class Service:
    """One service by its prefix, such as `ec2`."""

    prefix: str
    keys: Mapping[str, str]  # in small letters -> as AWS writes them; a family ends in *
    resources: Mapping[str, ResourceType]
    actions: Mapping[str, Action]  # by name in small letters, without the prefix

    def keys_of(self, action: Action, resource_type: str) -> frozenset[str]:
        """The keys, in small letters, that a request for this action on this type of resource carries."""
        row = action.rows.get(resource_type, frozenset())
        found = self.resources.get(resource_type)
        of_type = found.keys if found else frozenset()
        if row:
            # Some services name the keys action by action, some in the table of their resources alone.
            of_type = frozenset(
                one for one in of_type if one not in self._in_rows or one.endswith("resourcetag/*")
            )
        return row | of_type | action.rows.get("", frozenset())

    @cached_property
    def _in_rows(self) -> frozenset[str]:
        """The keys that any action's row names."""
        return frozenset().union(*(row for action in self.actions.values() for row in action.rows.values()))


class Reference:
    """Every service of AWS."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = {line.split('"', 2)[1]: line for line in lines[1:]}
        self._services: dict[str, Service] = {}

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """The prefixes of all services."""
        return frozenset(self._lines)

    def service(self, prefix: str) -> Service | None:
        """The service with a prefix in small letters."""
        if prefix not in self._services and prefix in self._lines:
            self._services[prefix] = _service(*json.loads(self._lines[prefix]))
        return self._services.get(prefix)

    def action(self, name: str) -> Action | None:
        """The action with this name, in any case."""
        prefix, _, action = name.lower().partition(":")
        service = self.service(prefix)
        return service.actions.get(action) if service else None

    def matching(self, pattern: str) -> Iterator[Action]:
        """The actions that a pattern of a policy covers, such as `ec2:Run*`; every one for `*`."""
        prefix, _, name = pattern.lower().partition(":")
        wanted = _glob(name or "*")
        for one in [prefix] if prefix in self._lines else [p for p in self._lines if _glob(prefix).match(p)]:
            service = self.service(one)
            for key, action in service.actions.items() if service else ():
                if wanted.match(key):
                    yield action

    def closest(self, pattern: str) -> str | None:
        """The name that somebody may have meant with one that does not exist."""
        prefix, _, name = pattern.lower().partition(":")
        service = self.service(prefix)
        if service is None:
            written = pattern.partition(":")[2]
            close = get_close_matches(prefix, self._lines, n=8, cutoff=0.5)
            having = [one for one in close if next(self.matching(f"{one}:{name}"), None) is not None]
            return f"{having[0]}:{written}" if having else None
        close = get_close_matches(name.strip("*?"), service.actions, n=1, cutoff=0.6)
        return service.actions[close[0]].name if close else None


def _service(prefix: str, found: Mapping[str, Any]) -> Service:
    keys: list[str] = found["keys"]
    lower = [key.lower() for key in keys]
    return Service(
        prefix=prefix,
        keys=dict(zip(lower, keys, strict=True)),
        resources={
            name: ResourceType(name=name, arn=arn, keys=frozenset(lower[place] for place in places))
            for name, (arn, places) in found["resources"].items()
        },
        actions={
            name.lower(): Action(
                name=f"{prefix}:{name}",
                access=access,
                rows={kind: frozenset(lower[place] for place in places) for kind, places in rows.items()},
            )
            for name, (access, rows) in found["actions"].items()
        },
    )


@cache
def _glob(pattern: str) -> re.Pattern[str]:
    return re.compile(re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".") + r"\Z", re.DOTALL)


@cache
def reference() -> Reference:
    """The reference that the pack ships; its services are parsed when they are asked for."""
    return Reference(FILE.read_text(encoding="utf-8").splitlines())
