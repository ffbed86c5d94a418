"""Objects of Kubernetes among each other: where they belong, and which have to be there first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from preview.synthesis.components.builder import ComponentError
from preview.synthesis.facts import facts
from preview.values import Value

_DEPENDS: Final = "config.kubernetes.io/depends-on"
_DEFINITION: Final = "CustomResourceDefinition"


class Key(NamedTuple):
    """What tells an object from all others."""

    group: str
    kind: str
    namespace: str
    name: str


@dataclass(frozen=True)
class Objects:
    """Objects in the order of their manifests, each with a kind, a version and a name."""

    by_key: Mapping[Key, Mapping[str, Value]]

    def dependencies(self, key: Key) -> list[Key]:
        """What has to be there before: its namespace, the definition of its kind, and what it says."""
        found = [
            other
            for other, each in self.by_key.items()
            if other != key
            and (
                (other.kind == "Namespace" and not other.group and other.name == key.namespace)
                or (other.kind == _DEFINITION and _defines(each) == (key.group, key.kind))
            )
        ]
        return sorted({*found, *(each for each in self._said(key) if each in self.by_key)})

    def _said(self, key: Key) -> Iterator[Key]:
        annotations = self.by_key[key]["metadata"].get("annotations") or {}
        for written in str(annotations.get(_DEPENDS) or "").split(","):
            fields = written.strip().split("/")
            if len(fields) == 5 and fields[1] == "namespaces":
                yield Key(fields[0], fields[3], fields[2], fields[4])
            elif len(fields) == 3:
                yield Key(fields[0], fields[1], "", fields[2])


def normalized(found: Sequence[Mapping[str, Value]], namespace: str) -> Objects:
    """The objects with lists taken apart, those without a namespace in `namespace`. Raises ComponentError."""
    whole = list(_expanded(found))
    definitions = [each for each in whole if each.get("kind") == _DEFINITION]
    scopes = {_defines(each): (each.get("spec") or {}).get("scope") for each in definitions}
    by_key: dict[Key, Mapping[str, Value]] = {}
    for each in whole:
        metadata = each.get("metadata")
        name = metadata.get("name") if isinstance(metadata, dict) else None
        if not (each.get("kind") and each.get("apiVersion") and isinstance(metadata, dict) and name):
            raise ComponentError(
                f"an object needs kind, apiVersion and metadata.name, and {str(dict(each))[:80]!r} lacks one"
            )
        group = _group(each)
        kind = str(each["kind"])
        if not metadata.get("namespace") and _in_namespaces(group, kind, scopes):
            each = {**each, "metadata": {**metadata, "namespace": namespace}}
        key = Key(group, kind, str(each["metadata"].get("namespace") or ""), str(name))
        by_key[key] = each
    return Objects(by_key)


def ordered(found: Objects) -> Iterator[tuple[Key, Mapping[str, Value]]]:
    """The objects, what others need before these. Raises ComponentError if they need each other."""
    waiting = dict(found.by_key)
    while waiting:
        ready = [key for key in waiting if not any(other in waiting for other in found.dependencies(key))]
        if not ready:
            names = ", ".join(f"{key.kind} {key.name}" for key in waiting)
            raise ComponentError(f"these objects depend on each other: {names}")
        for key in ready:
            yield key, waiting.pop(key)


def _expanded(found: Sequence[Mapping[str, Value]]) -> Iterator[Mapping[str, Value]]:
    for each in found:
        inner = each.get("items")
        if str(each.get("kind", "")).endswith("List") and isinstance(inner, list):
            yield from _expanded(inner)
        else:
            yield each


def _group(each: Mapping[str, Value]) -> str:
    group, _, version = str(each["apiVersion"]).rpartition("/")
    return "" if group == "core" or not version else group


def _in_namespaces(group: str, kind: str, scopes: Mapping[tuple[str, str], Value]) -> bool:
    """Of a kind of others' own, its definition among the objects says; without one, it is left as it is."""
    if (group, kind) in scopes:
        return bool(scopes[(group, kind)] == "Namespaced")
    known = facts("kubernetes/kinds")
    return group in known["groups"] and kind not in known["cluster"]


def _defines(definition: Mapping[str, Value]) -> tuple[str, str]:
    spec = definition.get("spec") or {}
    return str(spec.get("group", "")), str((spec.get("names") or {}).get("kind", ""))
