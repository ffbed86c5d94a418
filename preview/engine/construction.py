"""Making the children of a remote component, in place of its plugin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pulumi.runtime.proto import resource_pb2

from preview.engine.model import EngineError, Resource
from preview.engine.packages import Package
from preview.engine.registration import Registration, dependencies_within
from preview.synthesis import Child, InvokeError, ProviderConfig
from preview.urn import is_provider, package_of, provider_reference
from preview.values import UNKNOWN, OutputValue, Reference, Value, contains_secret, contains_unknown, plain

if TYPE_CHECKING:
    from preview.engine.deployment import Deployment


class Construction:
    """The engine's side of `preview.synthesis.components.Builder`, for one component."""

    def __init__(self, deployment: Deployment, resource: Resource) -> None:
        self._deployment = deployment
        self._resource = resource

    @property
    def name(self) -> str:
        """The name of the component."""
        return self._resource.name

    @property
    def urn(self) -> str:
        """The URN of the component."""
        return self._resource.urn

    @property
    def directory(self) -> Path:
        """The folder of the program, where relative paths start."""
        return self._deployment.program_directory

    @property
    def configuration(self) -> Mapping[str, Value]:
        """The inputs of the provider that makes the component."""
        return self._provider(self._resource.type).inputs

    @property
    def inputs(self) -> Mapping[str, Value]:
        """The inputs of the component."""
        return self._resource.inputs

    @property
    def state(self) -> Mapping[str, Value]:
        """What the component gives out, once it is made."""
        return self._resource.outputs

    def given(self, name: str) -> Value:
        """An input together with what it depends on; None if it was not given."""
        value = self._resource.inputs.get(name)
        if value is None:
            return None
        dependencies = frozenset(self._resource.property_dependencies.get(name, ()))
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
        given = {key: value for key, value in inputs.items() if value is not None}
        dependencies = {key: sorted(dependencies_within(value)) for key, value in given.items()}
        version = self._version(package_of(type))
        options = resource_pb2.TransformResourceOptions(
            depends_on={
                *(child.urn for child in depends_on),
                *(urn for urns in dependencies.values() for urn in urns),
            },
            ignore_changes=ignore_changes,
            provider=provider.provider if provider else "",
            version=version,
        )
        if retain:
            options.retain_on_delete = True
        return self._register(
            Registration(
                type=type,
                name=name,
                parent=parent.urn if parent else self._resource.urn,
                custom=True,
                remote=False,
                inputs=given,
                options=options,
                property_dependencies=dict(sorted(dependencies.items())),
            )
        )

    def group(self, type: str, name: str) -> Child:
        """A component below the component."""
        return self._register(
            Registration(
                type=type,
                name=name,
                parent=self._resource.urn,
                custom=False,
                remote=False,
                inputs={},
                options=resource_pb2.TransformResourceOptions(),
                property_dependencies={},
            )
        )

    def give_out(self, group: Child, outputs: Mapping[str, Value]) -> None:
        """Say what a group gives out."""
        self._deployment.register_outputs(group.urn, dict(outputs))

    def known(self, value: Value) -> Child | None:
        """The resource that a reference names; None if the value is none, or the resource is not known."""
        value = plain(value.value if isinstance(value, OutputValue) else value)
        if not isinstance(value, Reference):
            return None
        resource = self._deployment.resources.get(value.urn)
        return _child(resource) if resource else None

    def invoke(self, token: str, arguments: Mapping[str, Value]) -> Mapping[str, Value]:
        """The result of a function; nothing where it cannot be called yet."""
        known = {key: value for key, value in arguments.items() if value is not None}
        deployment = self._deployment
        provider = self._provider(token)
        if not provider.configured or contains_unknown(known):
            return {}
        try:
            return deployment.cloud.invoke(token, known, provider)
        except InvokeError as error:
            raise EngineError(str(error)) from error

    def note(self, message: str) -> None:
        """Warn about the component."""
        self._deployment.report("warning", f"{self._resource.type} {self.name!r}: {message}", self.urn)

    def unmodelled(self, name: str, *, several: bool = False) -> Value:  # noqa: ARG002 - as the protocol says
        """A text, or several, that only the plugin could tell: a preview leaves it unknown."""
        return UNKNOWN

    def _provider(self, token: str) -> ProviderConfig:
        """The provider that children of the component have for `token`."""
        providers = self._deployment.providers
        package = Package(package_of(token), self._version(package_of(token)))
        return providers.configuration(
            providers.reference(package, token, given="", parent=self._resource.urn)
        )

    def _register(self, registration: Registration) -> Child:
        # The line that made the component made its children too.
        urn, resource = self._deployment.register(registration, made_by=self._resource)
        if resource is None:
            return Child(urn, UNKNOWN, {}, component=not registration.custom)
        return _child(resource)

    def _version(self, package: str) -> str:
        """The version of the SDK in use: the plugin brings its own, which nothing here can know."""
        return self._deployment.cloud.package_version(package)


def _child(resource: Resource) -> Child:
    id = resource.id if isinstance(resource.id, str) else UNKNOWN
    provider = provider_reference(resource.urn, str(resource.id)) if is_provider(resource.type) else ""
    return Child(resource.urn, id, resource.outputs, provider, component=not resource.custom)
