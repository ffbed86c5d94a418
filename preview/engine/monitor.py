"""Pulumi's ResourceMonitor: the protocol's requests and responses around a `Deployment`.

The methods are named as in the protocol and take its messages, so that an instance serves both behind gRPC
and, in the same process, in place of the SDK's stub.
"""

from __future__ import annotations

from typing import Final

from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime.proto import callback_pb2, provider_pb2, resource_pb2

from preview.engine.deployment import Deployment
from preview.engine.model import EngineError, Resource
from preview.engine.registration import from_request
from preview.values import Value, from_struct, to_struct

PARALLEL: Final = 16
"""How many operations a program may have under way; the SDK runs four times as many threads."""

# State migrations need a state. Byte strings, and output values in results, are not sent by this engine.
_UNSUPPORTED: Final = frozenset(
    {
        "RESOURCE_MONITOR_FEATURE_STATE_MIGRATIONS",
        "RESOURCE_MONITOR_FEATURE_BYTE_STRING",
        "RESOURCE_MONITOR_FEATURE_INVOKE_OUTPUT_VALUES",
        "RESOURCE_MONITOR_FEATURE_CALL_OUTPUT_VALUES",
    }
)
FEATURES: Final = tuple(
    number for name, number in resource_pb2.ResourceMonitorFeature.items() if name not in _UNSUPPORTED
)
_OLD_FEATURE_NAMES: Final = frozenset(
    {
        "secrets",
        "resourceReferences",
        "outputValues",
        "deletedWith",
        "replaceWith",
        "aliasSpecs",
        "transforms",
        "invokeTransforms",
        "parameterization",
        "resourceHooks",
        "errorHooks",
    }
)


class Monitor:
    """Serves one deployment. Methods raise EngineError with a message for the program."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment

    def GetDeploymentInfo(self, _: empty_pb2.Empty) -> resource_pb2.DeploymentInfo:  # noqa: N802
        """Say what is deployed and which features of the protocol work."""
        deployment = self._deployment
        return resource_pb2.DeploymentInfo(
            project=deployment.project,
            stack=deployment.stack,
            organization=deployment.organization,
            dryRun=True,
            parallel=PARALLEL,
            supportedFeatures=FEATURES,
        )

    def SupportsFeature(  # noqa: N802
        self, request: resource_pb2.SupportsFeatureRequest
    ) -> resource_pb2.SupportsFeatureResponse:
        """The older way to ask for one feature."""
        return resource_pb2.SupportsFeatureResponse(hasSupport=request.id in _OLD_FEATURE_NAMES)

    def RegisterResource(  # noqa: N802
        self, request: resource_pb2.RegisterResourceRequest
    ) -> resource_pb2.RegisterResourceResponse:
        """Register a resource; one that fails is answered with unknown outputs."""
        urn, resource = self._deployment.register(from_request(request))
        if resource is None:
            return resource_pb2.RegisterResourceResponse(urn=urn, result=resource_pb2.FAIL)
        return resource_pb2.RegisterResourceResponse(
            urn=urn,
            id=_wire_id(resource),
            object=_properties(
                # The stack's and a component's outputs come later, from the program itself.
                resource.outputs if resource.custom or resource.remote else {},
                secrets=request.acceptSecrets,
                references=request.acceptResources,
            ),
            propertyDependencies={
                name: resource_pb2.RegisterResourceResponse.PropertyDependencies(urns=urns)
                for name, urns in resource.output_dependencies.items()
            },
        )

    def RegisterResourceOutputs(  # noqa: N802
        self, request: resource_pb2.RegisterResourceOutputsRequest
    ) -> empty_pb2.Empty:
        """Note what a component, or the stack, gives out."""
        self._deployment.register_outputs(request.urn, from_struct(request.outputs))
        return empty_pb2.Empty()

    def ReadResource(  # noqa: N802
        self, request: resource_pb2.ReadResourceRequest
    ) -> resource_pb2.ReadResourceResponse:
        """Read a resource or another stack's outputs."""
        resource = self._deployment.reads.read(request)
        return resource_pb2.ReadResourceResponse(
            urn=resource.urn,
            id=_wire_id(resource),
            properties=_properties(
                resource.outputs, secrets=request.acceptSecrets, references=request.acceptResources
            ),
        )

    def ExistsResource(  # noqa: N802
        self, _: resource_pb2.ExistsResourceRequest
    ) -> resource_pb2.ExistsResourceResponse:
        """Whether something exists in the cloud cannot be known here."""
        return resource_pb2.ExistsResourceResponse(unknown=True)

    def Invoke(  # noqa: N802
        self, request: resource_pb2.ResourceInvokeRequest
    ) -> resource_pb2.ResourceInvokeResponse:
        """Call a function of a provider."""
        try:
            answer = self._deployment.functions.invoke(request)
        except EngineError as error:
            failure = provider_pb2.CheckFailure(reason=str(error))
            return resource_pb2.ResourceInvokeResponse(failures=[failure])
        response = resource_pb2.ResourceInvokeResponse(unknown=not answer.whole)
        if answer.result is None:
            return response
        result = to_struct(answer.result, keep_resources=request.acceptResources)
        getattr(response, "return").CopyFrom(result)
        return response

    def Call(self, request: resource_pb2.ResourceCallRequest) -> provider_pb2.CallResponse:  # noqa: N802
        """Call a method of a remote component."""
        result = self._deployment.functions.call(request)
        urns = sorted({urn for dependencies in request.argDependencies.values() for urn in dependencies.urns})
        dependencies = provider_pb2.CallResponse.ReturnDependencies(urns=urns)
        response = provider_pb2.CallResponse(returnDependencies=dict.fromkeys(result, dependencies))
        getattr(response, "return").CopyFrom(to_struct(result))
        return response

    def RegisterStackTransform(self, request: callback_pb2.Callback) -> empty_pb2.Empty:  # noqa: N802
        """Pass every later registration through a function of the program."""
        self._deployment.transforms.add_for_stack(request)
        return empty_pb2.Empty()

    def RegisterStackInvokeTransform(self, request: callback_pb2.Callback) -> empty_pb2.Empty:  # noqa: N802
        """Pass every later function call through a function of the program."""
        self._deployment.transforms.add_for_invokes(request)
        return empty_pb2.Empty()

    def RegisterResourceHook(  # noqa: N802
        self, request: resource_pb2.RegisterResourceHookRequest
    ) -> empty_pb2.Empty:
        """Know a hook by name."""
        self._deployment.hooks.register(request)
        return empty_pb2.Empty()

    def RegisterErrorHook(  # noqa: N802
        self, request: resource_pb2.RegisterErrorHookRequest
    ) -> empty_pb2.Empty:
        """Know a hook for failures by name."""
        self._deployment.hooks.register_error_hook(request)
        return empty_pb2.Empty()

    def RegisterPackage(  # noqa: N802
        self, request: resource_pb2.RegisterPackageRequest
    ) -> resource_pb2.RegisterPackageResponse:
        """Know a parameterized package by reference."""
        return resource_pb2.RegisterPackageResponse(ref=self._deployment.packages.register(request))

    def SignalAndWaitForShutdown(self, _: empty_pb2.Empty) -> empty_pb2.Empty:  # noqa: N802
        """Nothing more will be asked of the program: there are no deletions in a preview."""
        return empty_pb2.Empty()


def _wire_id(resource: Resource) -> str:
    return resource.id if isinstance(resource.id, str) else ""


def _properties(outputs: dict[str, Value], *, secrets: bool, references: bool) -> struct_pb2.Struct:
    return to_struct(outputs, keep_secrets=secrets, keep_resources=references)
