"""Function calls: data sources of providers, methods of remote components, and the engine's own functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pulumi.runtime.proto import resource_pb2

from preview.engine.construction import Construction
from preview.engine.model import EngineError
from preview.engine.packages import Package
from preview.synthesis import InvokeError, UnknownFunction
from preview.values import UNKNOWN, Reference, Value, contains_unknown, from_struct, plain

if TYPE_CHECKING:
    from preview.engine.deployment import Deployment

GET_RESOURCE: Final = "pulumi:pulumi:getResource"
_MOST_NAMES: Final = 5
"""Properties that a message names."""


@dataclass(frozen=True)
class Answer:
    """The result of a function call: None while it cannot be made before a deployment.

    Where only a part of it is known it is not `whole`.
    """

    result: dict[str, Value] | None
    whole: bool = True


class Functions:
    """Answers the program's function calls for one deployment."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment

    def invoke(self, request: resource_pb2.ResourceInvokeRequest) -> Answer:
        """Call a function. Raises EngineError, or InvokeError if the provider would refuse the call."""
        arguments = from_struct(request.args)
        if request.tok == GET_RESOURCE:
            # The engine answers it itself, but by way of a provider like any other.
            deployment = self._deployment
            deployment.providers.reference(Package("pulumi"), request.tok, given="", parent="")
            return Answer(self._resource(str(plain(arguments.get("urn", "")))))
        options = resource_pb2.TransformInvokeOptions(
            provider=request.provider,
            version=request.version,
            plugin_download_url=request.pluginDownloadURL,
        )
        deployment = self._deployment
        arguments, options = deployment.transforms.apply_to_invoke(request.tok, arguments, options)
        package = deployment.packages.find(
            request.tok, options.version, options.plugin_download_url, request.packageRef
        )
        reference = deployment.providers.reference(
            package, request.tok, given=options.provider, parent=request.parent
        )
        provider = deployment.providers.configuration(reference)
        if not provider.configured or self._pending(request) or contains_unknown(arguments):
            return Answer(None, whole=False)
        try:
            result = deployment.cloud.invoke(request.tok, plain(arguments), provider)
        except UnknownFunction as error:
            message = f"{error}, so only its plugin could answer: the result is unknown"
            deployment.report("warning", message)
            return Answer(None, whole=False)
        except InvokeError as error:
            raise EngineError(str(error)) from error
        if contains_unknown(result):
            # The SDK's result classes refuse anything unknown within.
            names = [name for name, value in result.items() if contains_unknown(value)]
            missing = ", ".join(names[:_MOST_NAMES])
            if len(names) > _MOST_NAMES:
                missing += f" and {len(names) - _MOST_NAMES} more"
            deployment.report(
                "warning",
                f"the result of {request.tok} is not modelled in full: an Output of it is unknown, "
                f"and a plain call gives None for {missing}",
            )
            return Answer(_known_part(result), whole=False)
        return Answer(result)

    def call(self, request: resource_pb2.ResourceCallRequest) -> dict[str, Value]:
        """The results of a method of a remote component; unknown, with a warning, if it is not modelled."""
        deployment = self._deployment
        arguments = from_struct(request.args)
        component = arguments.pop("__self__", None)
        resource = deployment.resources.get(component.urn) if isinstance(component, Reference) else None
        if resource is not None:
            result = deployment.cloud.call(request.tok, Construction(deployment, resource), arguments)
            if result is not None:
                return result
        deployment.report(
            "warning", f"the method {request.tok} is run by a plugin; its result is unknown in a preview"
        )
        return {"result": UNKNOWN}

    def _pending(self, request: resource_pb2.ResourceInvokeRequest) -> bool:
        """Does the call wait for a resource whose id only a deployment would tell?"""
        resources = self._deployment.resources
        return any(urn in resources and resources[urn].id is UNKNOWN for urn in request.dependsOn)

    def _resource(self, urn: str) -> dict[str, Value]:
        resource = self._deployment.resources.get(urn)
        if resource is None:
            raise EngineError(f"unknown resource {urn}")
        id = resource.id if isinstance(resource.id, str) else ""
        return {"urn": urn, "id": id, "state": resource.outputs}


def _known_part(value: dict[str, Value]) -> dict[str, Value]:
    """A result without what is unknown in it; lists of which the length is not sure go as a whole."""
    part: dict[str, Value] = {}
    for name, item in value.items():
        if isinstance(item, dict):
            part[name] = _known_part(item)
        elif isinstance(item, list) and all(isinstance(each, dict) for each in item):
            part[name] = [_known_part(each) for each in item]
        elif not contains_unknown(item):
            part[name] = item
    return part
