"""Construct and Call: remote components and their methods."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import grpc
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc, provider_pb2

from preview.engine.registration import dependencies_within, folded
from preview.serve.construction import RemoteConstruction, Surroundings
from preview.synthesis import ComponentError, ProviderConfig, Synthesizer
from preview.values import Reference, Value, from_struct, plain, to_struct

Settle: TypeAlias = Callable[[str, str, Mapping[str, Value]], dict[str, Value]]
"""Leaves nothing unknown in the outputs of a type and URN."""


class Components:
    """Answers for the components of a package, by registering their children with the engine that asks."""

    def __init__(self, cloud: Synthesizer, settle: Settle, directory: Path) -> None:
        self._cloud = cloud
        self._settle = settle
        self._directory = directory
        self._engine = ""

    def attach(self, address: str) -> None:
        """Know where the engine listens, which takes what there is to say."""
        self._engine = address

    def construct(self, request: Any, context: Any, config: ProviderConfig) -> Any:
        """Register a component and its children; the answer of Construct."""
        with grpc.insecure_channel(request.monitorEndpoint) as channel:
            builder = RemoteConstruction(channel, self._surroundings(config))
            urn = builder.begin(request)
            try:
                outputs = self._cloud.construct(request.type, builder)
            except ComponentError as error:
                context.abort(grpc.StatusCode.INVALID_ARGUMENT, str(error))
            if outputs is None:
                return context.abort(
                    grpc.StatusCode.UNIMPLEMENTED,
                    f"the component {request.type} is expanded by its own plugin, which is not modelled here",
                )
            known = {name: value for name, value in outputs.items() if value is not None}
            state = folded(known)
            if not request.dryRun:
                state = self._settle(request.type, urn, state)
            builder.end(state)
        response = provider_pb2.ConstructResponse(urn=urn, state=to_struct(state))
        for name, value in known.items():
            response.stateDependencies[name].urns.extend(sorted(dependencies_within(value)))
        return response

    def call(self, request: Any, context: Any, config: ProviderConfig) -> Any:
        """The results of a method of a component; the answer of Call."""
        arguments = from_struct(request.args)
        component = plain(arguments.pop("__self__", None))
        result = None
        if isinstance(component, Reference):
            with grpc.insecure_channel(request.monitorEndpoint) as channel:
                builder = RemoteConstruction(channel, self._surroundings(config))
                builder.resume(component.urn)
                result = self._cloud.call(request.tok, builder, arguments)
        if result is None:
            return context.abort(
                grpc.StatusCode.UNIMPLEMENTED,
                f"the method {request.tok} is run by its own plugin, which is not modelled here",
            )
        urns = sorted({urn for argument in request.argDependencies.values() for urn in argument.urns})
        dependencies = provider_pb2.CallResponse.ReturnDependencies(urns=urns)
        response = provider_pb2.CallResponse(returnDependencies=dict.fromkeys(result, dependencies))
        getattr(response, "return").CopyFrom(to_struct(folded(result)))
        return response

    def _surroundings(self, config: ProviderConfig) -> Surroundings:
        return Surroundings(
            directory=self._directory,
            configuration=config.inputs,
            version=self._cloud.package_version,
            warn=self._warn,
        )

    def _warn(self, urn: str, message: str) -> None:
        with grpc.insecure_channel(self._engine) as channel:
            stub: Any = engine_pb2_grpc.EngineStub(channel)
            stub.Log(engine_pb2.LogRequest(severity=engine_pb2.WARNING, message=message, urn=urn))
