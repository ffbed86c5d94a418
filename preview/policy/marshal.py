"""Resources as a pack receives them: the messages of Pulumi's analyzer protocol.

Unknown and secret values travel with their marks. References to resources are lowered to the id (a
component's: the URN), and output values to their value, since packs understand neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from google.protobuf import struct_pb2
from pulumi.runtime.proto import analyzer_pb2

from preview.engine.model import Resource
from preview.urn import provider_urn
from preview.values import Secret, Value, to_struct


def is_analyzed(resource: Resource) -> bool:
    """Packs judge what the stack manages; what it merely reads, stack references included, is not theirs."""
    return not resource.external


def provider_message(provider: Resource) -> analyzer_pb2.AnalyzerProviderResource:
    """The provider of a resource."""
    return analyzer_pb2.AnalyzerProviderResource(
        type=provider.type, urn=provider.urn, name=provider.name, properties=_properties(provider.inputs)
    )


def analyze_request(
    resource: Resource,
    provider: analyzer_pb2.AnalyzerProviderResource | None,
    *,
    internal: bool = False,
) -> analyzer_pb2.AnalyzeRequest:
    """A resource with its checked inputs.

    `internal` keeps the properties that begin with `__`; only remediation is given those, since it hands the
    properties back.
    """
    return analyzer_pb2.AnalyzeRequest(
        type=resource.type,
        urn=resource.urn,
        name=resource.name,
        properties=_properties(resource.inputs, internal=internal),
        options=_options(resource),
        provider=provider,
    )


def stack_resource(
    resource: Resource, provider: analyzer_pb2.AnalyzerProviderResource | None
) -> analyzer_pb2.AnalyzerResource:
    """A resource with its outputs and its place in the graph."""
    dependencies = {
        key: analyzer_pb2.AnalyzerPropertyDependencies(urns=urns)
        for key, urns in sorted(resource.property_dependencies.items())
        if urns
    }
    return analyzer_pb2.AnalyzerResource(
        type=resource.type,
        urn=resource.urn,
        name=resource.name,
        properties=_properties(resource.outputs),
        options=_options(resource),
        provider=provider,
        parent=resource.parent,
        dependencies=resource.dependencies,
        propertyDependencies=dependencies,
    )


def provider_of(resource: Resource) -> str:
    """The URN of the resource's provider, empty where it has none."""
    return provider_urn(resource.provider) if resource.provider else ""


def _options(resource: Resource) -> analyzer_pb2.AnalyzerResourceOptions:
    timeouts = resource.custom_timeouts
    # The engine does not tell packs the aliases: for Python programs they are not in its state.
    return analyzer_pb2.AnalyzerResourceOptions(
        protect=resource.protect,
        ignoreChanges=resource.ignore_changes,
        deleteBeforeReplace=bool(resource.delete_before_replace),
        deleteBeforeReplaceDefined=resource.delete_before_replace is not None,
        additionalSecretOutputs=resource.additional_secret_outputs,
        customTimeouts=analyzer_pb2.AnalyzerResourceOptions.CustomTimeouts(
            create=timeouts.get("create", 0.0),
            update=timeouts.get("update", 0.0),
            delete=timeouts.get("delete", 0.0),
        ),
        parent=resource.parent,
    )


def _properties(properties: Mapping[str, Value], *, internal: bool = False) -> struct_pb2.Struct:
    shown = properties if internal else _without_internal(properties)
    return to_struct(shown, keep_resources=False, keep_output_values=False)


def _without_internal(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _without_internal(item) for key, item in value.items() if not key.startswith("__")}
    if isinstance(value, list):
        return [_without_internal(item) for item in value]
    if isinstance(value, Secret):
        return Secret(_without_internal(value.value))
    return value
