"""Making the children of a remote component through the engine that asked for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pulumi.runtime.proto import resource_pb2, resource_pb2_grpc

from preview.engine.registration import folded
from preview.serve.component_request import registration_of, registration_of_child
from preview.serve.standins import stand_in_text
from preview.synthesis import Child, InvokeError
from preview.urn import is_provider, package_of, provider_reference
from preview.values import (
    UNKNOWN,
    UNKNOWN_TEXT,
    OutputValue,
    Reference,
    Value,
    contains_secret,
    contains_unknown,
    from_struct,
    plain,
    to_struct,
)

GET_RESOURCE: Final = "pulumi:pulumi:getResource"


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What a component's plugin has beside the engine's monitor.

    `version` says which version of a package to ask for, `warn` says something about a resource.
    """

    directory: Path
    configuration: Mapping[str, Value]
    version: Callable[[str], str]
    warn: Callable[[str, str], None]


class RemoteConstruction:
    """The plugin's side of `preview.synthesis.Builder`: everything is registered with the engine's monitor.

    Errors of the engine pass through as gRPC's.
    """

    def __init__(self, channel: Any, surroundings: Surroundings) -> None:
        self._monitor: Any = resource_pb2_grpc.ResourceMonitorStub(channel)
        self._surroundings = surroundings
        self._version = surroundings.version
        self._urn = ""
        self._name = ""
        self._inputs: dict[str, Value] = {}
        self._dependencies: dict[str, frozenset[str]] = {}
        self._providers: dict[str, str] = {}
        self._state: dict[str, Value] = {}

    def begin(self, request: Any) -> str:
        """Register the component itself, as a Construct request describes it; its URN."""
        self._name = request.name
        self._inputs = {key: item for key, item in from_struct(request.inputs).items() if item is not None}
        self._dependencies = {key: frozenset(each.urns) for key, each in request.inputDependencies.items()}
        self._providers = dict(request.providers)
        registration = registration_of(request, to_struct(self._inputs))
        self._urn = self._monitor.RegisterResource(registration).urn
        return self._urn

    def resume(self, urn: str) -> None:
        """Take up a component that exists, for a method of it."""
        self._urn = urn
        self._state = dict(self._looked_up(urn).outputs)

    def end(self, outputs: Mapping[str, Value]) -> None:
        """Say what the component gives out."""
        self._give_out(self._urn, outputs)

    @property
    def name(self) -> str:
        """The name of the component."""
        return self._name

    @property
    def urn(self) -> str:
        """The URN of the component."""
        return self._urn

    @property
    def directory(self) -> Path:
        """The folder of the program, where relative paths start."""
        return self._surroundings.directory

    @property
    def configuration(self) -> Mapping[str, Value]:
        """The inputs of the provider that makes the component."""
        return self._surroundings.configuration

    @property
    def inputs(self) -> Mapping[str, Value]:
        """The inputs of the component."""
        return self._inputs

    @property
    def state(self) -> Mapping[str, Value]:
        """What the component gives out, once it is made."""
        return self._state

    def given(self, name: str) -> Value:
        """An input together with what it depends on; None if it was not given."""
        value = self._inputs.get(name)
        if value is None:
            return None
        dependencies = self._dependencies.get(name, frozenset())
        return OutputValue(plain(value), dependencies, contains_secret(value))

    def make(
        self,
        type: str,
        name: str,
        inputs: Mapping[str, Value],
        *,
        parent: Child | None = None,
        provider: Child | None = None,
        depends_on: Iterable[Child] = (),
        ignore_changes: Iterable[str] = (),
        retain: bool = False,
    ) -> Child:
        """A resource below the component, or below `parent`; inputs that are None are left out.

        `retain` leaves it in the cloud when it is deleted from the stack.
        """
        request = registration_of_child(
            type,
            name,
            {key: value for key, value in inputs.items() if value is not None},
            depends_on=(child.urn for child in depends_on),
            parent=parent.urn if parent else self._urn,
            provider=provider.provider if provider else "",
            version=self._version(package_of(type)),
            ignoreChanges=ignore_changes,
        )
        if retain:
            request.retainOnDelete = True
        return self._register(request)

    def group(self, type: str, name: str) -> Child:
        """A component below the component."""
        request = resource_pb2.RegisterResourceRequest(type=type, name=name, parent=self._urn)
        return self._register(request)

    def give_out(self, group: Child, outputs: Mapping[str, Value]) -> None:
        """Say what a group gives out."""
        self._give_out(group.urn, outputs)

    def known(self, value: Value) -> Child | None:
        """The resource that a reference names; None if the value is none."""
        value = plain(value.value if isinstance(value, OutputValue) else value)
        return self._looked_up(value.urn) if isinstance(value, Reference) else None

    def invoke(self, token: str, arguments: Mapping[str, Value]) -> Mapping[str, Value]:
        """The result of a function; nothing where it cannot be called yet. Raises InvokeError."""
        known = {key: value for key, value in arguments.items() if value is not None}
        if contains_unknown(known):
            return {}
        package = package_of(token)
        request = resource_pb2.ResourceInvokeRequest(
            tok=token,
            args=to_struct(plain(known)),
            provider=self._providers.get(package, ""),
            version=self._version(package),
            acceptResources=True,
        )
        answer = self._monitor.Invoke(request)
        if answer.failures:
            raise InvokeError("; ".join(each.reason for each in answer.failures))
        return from_struct(getattr(answer, "return"))

    def note(self, message: str) -> None:
        """Warn about the component."""
        self._surroundings.warn(self._urn, message)

    def unmodelled(self, name: str, *, several: bool = False) -> Value:
        """A text, or several, that only the plugin could tell: the same in every preview and deployment."""
        text = stand_in_text(name, f"{self._urn}\0{name}")
        return [text] if several else text

    def _register(self, request: Any) -> Child:
        answer = self._monitor.RegisterResource(request)
        id = answer.id or UNKNOWN
        provider = provider_reference(answer.urn, answer.id or UNKNOWN_TEXT)
        return Child(
            answer.urn,
            id,
            from_struct(answer.object),
            provider if is_provider(request.type) else "",
            component=not request.custom,
        )

    def _looked_up(self, urn: str) -> Child:
        request = resource_pb2.ResourceInvokeRequest(
            tok=GET_RESOURCE, args=to_struct({"urn": urn}), acceptResources=True
        )
        found = from_struct(getattr(self._monitor.Invoke(request), "return"))
        id = plain(found.get("id")) or UNKNOWN
        return Child(urn, id, found.get("state") or {})

    def _give_out(self, urn: str, outputs: Mapping[str, Value]) -> None:
        self._monitor.RegisterResourceOutputs(
            resource_pb2.RegisterResourceOutputsRequest(urn=urn, outputs=to_struct(folded(dict(outputs))))
        )
