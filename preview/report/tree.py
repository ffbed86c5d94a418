"""What a stack is made of, layer by layer: components, and how many resources of which type they hold."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from preview.report.model import kind_of
from preview.report.terminal import on_one_line
from preview.urn import PROVIDER_PREFIX

GROUPED_FROM: Final = 4
"""As many components of one type beside each other are shown as one line."""


@dataclass(frozen=True, kw_only=True)
class Layer:
    """A component, or several of one type, with what is in it at any depth that is no layer of its own."""

    title: str
    type: str
    counts: Mapping[str, int] = field(default_factory=dict)
    """By type, resources that belong directly to this layer."""
    layers: Sequence[Layer] = ()

    @property
    def total(self) -> int:
        """All resources in it, those of its layers included."""
        return sum(self.counts.values()) + sum(layer.total for layer in self.layers)


def layers(resources: Iterable[Mapping[str, Any]]) -> Layer:
    """The stack as a tree; its root stands for what is in no component."""
    children: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    urns = set()
    everything = list(resources)
    for resource in everything:
        urns.add(resource["urn"])
    root = ""
    for resource in everything:
        if kind_of(resource) == "stack":
            root = resource["urn"]
    for resource in everything:
        if resource["urn"] != root:
            children[resource["parent"] if resource["parent"] in urns else root].append(resource)
    return _layer("", "", [root], children)


def short_type(type: str) -> str:
    """A type as Python writes it: `aws:ec2/vpc:Vpc` is `aws.ec2.Vpc`."""
    if type.startswith(PROVIDER_PREFIX):
        return f"{type.removeprefix(PROVIDER_PREFIX)} provider"
    package, _, rest = type.partition(":")
    module, _, name = rest.rpartition(":")
    return ".".join(part for part in (package, module.split("/")[0], name) if part not in ("", "index"))


def _layer(
    title: str, type: str, urns: Sequence[str], children: Mapping[str, list[Mapping[str, Any]]]
) -> Layer:
    counts: Counter[str] = Counter()
    components: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    open_urns = list(urns)
    while open_urns:
        for child in children.get(open_urns.pop(), ()):
            if kind_of(child) == "component":
                components[child["type"]].append(child)
            else:
                if kind_of(child) == "resource":
                    counts[short_type(child["type"])] += 1
                open_urns.append(
                    child["urn"]
                )  # what a custom resource is the parent of lies in the same layer
    inner: list[Layer] = []
    for kind, members in sorted(components.items()):
        if len(members) >= GROUPED_FROM:
            group = [member["urn"] for member in members]
            inner.append(_layer(f"{len(members)} x", kind, group, children))
        else:
            ordered = sorted(members, key=lambda member: str(member["name"]))
            inner += [
                _layer(on_one_line(member["name"]), kind, [member["urn"]], children) for member in ordered
            ]
    ranked = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    return Layer(title=title, type=type, counts=ranked, layers=inner)
