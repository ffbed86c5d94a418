"""What the other components of eks read of the cluster that they are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from preview.synthesis.components.builder import Builder, Child
from preview.values import UNKNOWN, OutputValue, Value, plain


@dataclass(frozen=True)
class Core:
    """The `core` of a cluster component, and its cluster; empty and None where these are not known."""

    data: Mapping[str, Value]
    cluster: Child | None
    dependencies: frozenset[str]

    def cluster_name(self) -> OutputValue:
        """The name of the cluster in AWS."""
        return self.of_cluster("name")

    def of_cluster(self, name: str) -> OutputValue:
        """An output of the cluster."""
        return self.cluster.output(name) if self.cluster else OutputValue(UNKNOWN, self.dependencies)

    def get(self, name: str) -> Value:
        """A part of the core with what it depends on; None if it is not set."""
        value = self.data.get(name)
        if value is None:
            return None if self.data else OutputValue(UNKNOWN, self.dependencies)
        return OutputValue(plain(value), self.dependencies)


def core_of(builder: Builder) -> Core:
    """The core of the cluster given as `cluster`: the component itself, or its `core`."""
    given = plain(builder.inputs.get("cluster"))
    component = builder.known(given)
    data = plain(component.outputs.get("core")) if component else given
    if not isinstance(data, dict):
        return Core({}, None, frozenset({component.urn}) if component else frozenset())
    cluster = builder.known(data.get("cluster"))
    return Core(data, cluster, frozenset({cluster.urn}) if cluster else frozenset())
