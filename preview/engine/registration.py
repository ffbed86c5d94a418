"""A registration on its way: what the program asked for, before transforms and after them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from pulumi.runtime.proto import alias_pb2, callback_pb2, resource_pb2, source_pb2

from preview.engine.durations import seconds
from preview.engine.model import EngineError
from preview.urn import is_provider, is_urn
from preview.values import OutputValue, Secret, Value, from_struct

YesOrNo: TypeAlias = Literal["protect", "retain_on_delete", "delete_before_replace"]

HOOK_MOMENTS: Final = (
    "before_create",
    "after_create",
    "before_update",
    "after_update",
    "before_delete",
    "after_delete",
    "on_error",
)


@dataclass
class Registration:
    """A resource to be registered.

    The options are kept as the message that transforms are given and answer with, so that nothing is lost
    on the way through one.
    """

    type: str
    name: str
    parent: str
    custom: bool
    remote: bool
    inputs: dict[str, Value]
    options: resource_pb2.TransformResourceOptions
    property_dependencies: dict[str, list[str]]
    package_ref: str = ""
    frames: Iterable[source_pb2.StackFrame] = ()
    transforms: list[callback_pb2.Callback] = field(default_factory=list)

    @property
    def managed(self) -> bool:
        """Is it a provider's resource, rather than a component or a provider itself?"""
        return self.custom and not is_provider(self.type)

    @property
    def dependencies(self) -> list[str]:
        """URNs of everything it depends on, sorted: the SDK sends them in the order of a set."""
        return sorted({sys.intern(urn) for urn in self.options.depends_on})

    def option(self, name: YesOrNo) -> bool | None:
        """An option that may be yes, no or not said."""
        return bool(getattr(self.options, name)) if self.options.HasField(name) else None

    def custom_timeouts(self) -> dict[str, float]:
        """Seconds by operation. Raises EngineError."""
        given = self.options.custom_timeouts
        return {
            operation: seconds(text, f"custom_timeouts.{operation}")
            for operation in ("create", "update", "delete", "read")
            if (text := getattr(given, operation))
        }

    def hooks(self) -> dict[str, list[str]]:
        """Names of hooks by the moment they run at."""
        return {
            moment: names for moment in HOOK_MOMENTS if (names := list(getattr(self.options.hooks, moment)))
        }

    def import_id(self) -> str:
        """The id of the existing object to adopt, or empty."""
        return str(getattr(self.options, "import"))


def from_request(request: resource_pb2.RegisterResourceRequest) -> Registration:
    """What a program's request asks for. Raises EngineError if it makes no sense."""
    if not request.type:
        raise EngineError(f"resource {request.name!r} has no type")
    if request.parent and not is_urn(request.parent):
        raise EngineError(f"the parent of {request.type} {request.name!r} is not a URN: {request.parent!r}")
    inputs = from_struct(request.object, keep_output_values=True)
    return Registration(
        type=sys.intern(request.type),
        name=request.name,
        parent=sys.intern(request.parent),
        custom=request.custom,
        remote=request.remote,
        inputs={key: item for key, item in inputs.items() if item is not None},
        options=_options(request),
        property_dependencies={
            sys.intern(key): sorted({sys.intern(urn) for urn in value.urns})
            for key, value in sorted(request.propertyDependencies.items())
        },
        package_ref=request.packageRef,
        frames=request.stackTrace.frames,
        transforms=list(request.transforms),
    )


def _options(request: resource_pb2.RegisterResourceRequest) -> resource_pb2.TransformResourceOptions:
    options = resource_pb2.TransformResourceOptions(
        depends_on=request.dependencies,
        ignore_changes=request.ignoreChanges,
        replace_on_changes=request.replaceOnChanges,
        version=request.version,
        aliases=[*request.aliases, *(alias_pb2.Alias(urn=urn) for urn in request.aliasURNs)],
        provider=request.provider,
        plugin_download_url=request.pluginDownloadURL,
        deleted_with=request.deletedWith,
        additional_secret_outputs=request.additionalSecretOutputs,
        providers=request.providers,
        hide_diff=request.hideDiffs,
        replace_with=request.replace_with,
    )
    if request.HasField("protect"):
        options.protect = request.protect
    if request.HasField("retainOnDelete"):
        options.retain_on_delete = request.retainOnDelete
    if request.deleteBeforeReplaceDefined:
        options.delete_before_replace = request.deleteBeforeReplace
    if request.HasField("customTimeouts"):
        options.custom_timeouts.CopyFrom(request.customTimeouts)
    if request.HasField("hooks"):
        options.hooks.CopyFrom(request.hooks)
    if request.HasField("replacement_trigger"):
        options.replacement_trigger.CopyFrom(request.replacement_trigger)
    if request.importId:
        setattr(options, "import", request.importId)
    return options


def folded(value: Value) -> Value:
    """`value` without output values at any depth; only their secretness stays."""
    if isinstance(value, OutputValue):
        return folded(value.folded())
    if isinstance(value, dict):
        return {key: folded(item) for key, item in value.items()}
    if isinstance(value, list):
        return [folded(item) for item in value]
    if isinstance(value, Secret):
        return Secret(folded(value.value))
    return value


def dependencies_within(value: Value) -> set[str]:
    """URNs that the output values within `value` depend on."""
    if isinstance(value, OutputValue):
        return set(value.dependencies) | dependencies_within(value.value)
    if isinstance(value, dict):
        return set().union(*(dependencies_within(item) for item in value.values()))
    if isinstance(value, list):
        return set().union(*(dependencies_within(item) for item in value))
    if isinstance(value, Secret):
        return dependencies_within(value.value)
    return set()
