"""Reading what exists already: resources by id, and other stacks' outputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pulumi.runtime.proto import resource_pb2

from preview.engine.model import Diagnostic, EngineError, Resource, StackOutputs
from preview.urn import STACK_REFERENCE_TYPE
from preview.values import UNKNOWN, UNKNOWN_TEXT, Secret, Value, contains_secret, from_struct, secret

if TYPE_CHECKING:
    from preview.engine.deployment import Deployment


class Reads:
    """Answers the program's reads for one deployment."""

    def __init__(self, deployment: Deployment, references: Callable[[str], StackOutputs]) -> None:
        self._deployment = deployment
        self._references = references

    def read(self, request: resource_pb2.ReadResourceRequest) -> Resource:
        """Read a resource into the deployment. Raises EngineError, which is noted as well."""
        deployment = self._deployment
        urn = deployment.urn_of(request.type, request.name, request.parent)
        frames = deployment.sources.frames(request.stackTrace.frames)
        resource = Resource(
            urn=urn,
            type=request.type,
            name=request.name,
            custom=True,
            parent=request.parent,
            inputs={key: item for key, item in from_struct(request.properties).items() if item is not None},
            id=UNKNOWN if request.id in (UNKNOWN_TEXT, "") else request.id,
            dependencies=sorted(set(request.dependencies)),
            additional_secret_outputs=list(request.additionalSecretOutputs),
            external=True,
            source=frames[0] if frames else None,
            frames=frames,
            op="read",
        )
        try:
            deployment.claim(urn)
            self._fill(resource, request)
        except EngineError as error:
            deployment.diagnostics.append(Diagnostic("error", str(error), urn, resource.source))
            raise
        deployment.store(resource)
        return resource

    def _fill(self, resource: Resource, request: resource_pb2.ReadResourceRequest) -> None:
        deployment = self._deployment
        package = deployment.packages.find(
            request.type, request.version, request.pluginDownloadURL, request.packageRef
        )
        resource.provider = deployment.providers.reference(
            package, request.type, given=request.provider, parent=request.parent
        )
        if request.type == STACK_REFERENCE_TYPE:
            name = str(resource.inputs.get("name", request.id))
            resource.inputs = {"name": name}
            resource.outputs = self.stack_outputs(name)
            return
        deployment.maker.fill(resource, deployment.providers.configuration(resource.provider))

    def stack_outputs(self, name: str) -> dict[str, Value]:
        """What a StackReference holds. Waits for the other stack if need be. Raises UnknownStack."""
        found = self._references(name)
        if found.outputs is UNKNOWN or not isinstance(found.outputs, dict):
            return {"name": name, "outputs": UNKNOWN, "secretOutputNames": []}
        outputs = {
            key: item if isinstance(item, Secret) or key not in found.secret_names else secret(item)
            for key, item in found.outputs.items()
        }
        return {
            "name": name,
            "outputs": outputs,
            "secretOutputNames": sorted(key for key, item in outputs.items() if contains_secret(item)),
        }
