"""The registrations of a component, from what an engine asks to construct, and of its children."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pulumi.runtime.proto import resource_pb2

from preview.engine.registration import dependencies_within, folded
from preview.values import Value, to_struct

_SAME: Final = (
    "type",
    "name",
    "parent",
    "dependencies",
    "providers",
    "aliases",
    "additionalSecretOutputs",
    "deletedWith",
    "ignoreChanges",
    "replaceOnChanges",
    "replace_with",
)
_MOMENTS: Final = (
    "before_create",
    "after_create",
    "before_update",
    "after_update",
    "before_delete",
    "after_delete",
    "on_error",
)


def registration_of(request: Any, inputs: Any) -> Any:
    """The component with all its options and these inputs, as a message."""
    registration = resource_pb2.RegisterResourceRequest(
        **{name: getattr(request, name) for name in _SAME},
        object=inputs,
        aliasSpecs=True,
        acceptSecrets=True,
        acceptResources=True,
        parentStackTraceHandle=request.stack_trace_handle,
    )
    for name, dependencies in request.inputDependencies.items():
        registration.propertyDependencies[name].urns.extend(sorted(dependencies.urns))
    for name in ("protect", "retainOnDelete"):
        if request.HasField(name):
            setattr(registration, name, getattr(request, name))
    if request.HasField("deleteBeforeReplace"):
        registration.deleteBeforeReplace = request.deleteBeforeReplace
        registration.deleteBeforeReplaceDefined = True
    if request.HasField("customTimeouts"):
        for operation in ("create", "update", "delete", "read"):
            setattr(registration.customTimeouts, operation, getattr(request.customTimeouts, operation))
    if request.HasField("resource_hooks"):
        for moment in _MOMENTS:
            getattr(registration.hooks, moment).extend(getattr(request.resource_hooks, moment))
    if request.HasField("replacement_trigger"):
        registration.replacement_trigger.CopyFrom(request.replacement_trigger)
    return registration


def registration_of_child(
    type: str, name: str, inputs: Mapping[str, Value], *, depends_on: Iterable[str], **options: Any
) -> Any:
    """A resource that depends on these URNs and on what its inputs rest on, as a message.

    `options` are further fields of the message.
    """
    by_property = {key: sorted(dependencies_within(value)) for key, value in inputs.items()}
    registration = resource_pb2.RegisterResourceRequest(
        **options,
        type=type,
        name=name,
        custom=True,
        object=to_struct({key: folded(value) for key, value in inputs.items()}),
        dependencies=sorted({*depends_on}.union(*by_property.values())),
        acceptSecrets=True,
        acceptResources=True,
        supportsPartialValues=True,
    )
    for key, urns in by_property.items():
        registration.propertyDependencies[key].urns.extend(urns)
    return registration
