"""The engine's side while a component is made: it registers children by the served providers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import (
    engine_pb2_grpc,
    provider_pb2,
    resource_pb2,
    resource_pb2_grpc,
)

from preview.urn import is_provider, make_urn, package_of
from preview.values import from_struct, to_struct
from tests.preview.serve.client import PROJECT, STACK, Connection

Dial = Callable[[str], Connection]


@dataclass
class Engine(resource_pb2_grpc.ResourceMonitorServicer, engine_pb2_grpc.EngineServicer):
    """Plays an engine: registrations in their order by URN, what components gave out, and what was said."""

    connect: Dial
    registered: dict[str, Any] = field(default_factory=dict)
    given_out: dict[str, dict[str, Any]] = field(default_factory=dict)
    said: list[tuple[str, str]] = field(default_factory=list)
    address: str = ""
    _states: dict[str, Any] = field(default_factory=dict)
    _connections: dict[str, Connection] = field(default_factory=dict)

    def RegisterResource(self, request: Any, _: Any) -> Any:  # noqa: N802 - as in the protocol, and so on
        """Check and create, as in a deployment."""
        urn = make_urn(STACK, PROJECT, request.parent, request.type, request.name)
        self.registered[urn] = request
        answer = resource_pb2.RegisterResourceResponse(urn=urn)
        if request.custom and is_provider(request.type):
            answer.id = "provider-id"
            answer.object.CopyFrom(request.object)
        elif request.custom:
            made = self._connection(package_of(request.type)).create(urn, from_struct(request.object))
            answer.id = made.id
            answer.object.CopyFrom(to_struct(made.outputs))
        self._states[urn] = (answer.id, answer.object)
        return answer

    def RegisterResourceOutputs(self, request: Any, _: Any) -> Any:  # noqa: N802
        """Note what a component gives out."""
        self.given_out[request.urn] = from_struct(request.outputs)
        self._states[request.urn] = ("", request.outputs)
        return empty_pb2.Empty()

    def Invoke(self, request: Any, _: Any) -> Any:  # noqa: N802
        """A function of a provider, or a resource that is known."""
        answer = resource_pb2.ResourceInvokeResponse()
        if request.tok == "pulumi:pulumi:getResource":
            urn = str(from_struct(request.args)["urn"])
            id, state = self._states[urn]
            found = to_struct({"urn": urn, "id": id})
            found.fields["state"].struct_value.CopyFrom(state)
            getattr(answer, "return").CopyFrom(found)
            return answer
        connection = self._connection(package_of(request.tok))
        response = connection.stub.Invoke(provider_pb2.InvokeRequest(tok=request.tok, args=request.args))
        getattr(answer, "return").CopyFrom(getattr(response, "return"))
        return answer

    def Log(self, request: Any, _: Any) -> Any:  # noqa: N802
        """Note what is said about a resource."""
        self.said.append((request.urn, request.message))
        return empty_pb2.Empty()

    def construct(self, token: str, name: str, inputs: dict[str, Any], **options: Any) -> Any:
        """Have a component made; the plugin's answer."""
        request = provider_pb2.ConstructRequest(
            project=PROJECT,
            stack=STACK,
            type=token,
            name=name,
            inputs=to_struct(inputs),
            monitorEndpoint=self.address,
            **options,
        )
        return self._connection(package_of(token)).stub.Construct(request)

    def call(
        self, token: str, arguments: dict[str, Any], dependencies: dict[str, list[str]] | None = None
    ) -> tuple[dict[str, Any], dict[str, list[str]]]:
        """The results of a method of a component, and what each rests on."""
        request = provider_pb2.CallRequest(
            tok=token, args=to_struct(arguments, keep_resources=True), monitorEndpoint=self.address
        )
        for name, urns in (dependencies or {}).items():
            request.argDependencies[name].urns.extend(urns)
        answer = self._connection(package_of(token)).stub.Call(request)
        found = {name: list(each.urns) for name, each in answer.returnDependencies.items()}
        return from_struct(getattr(answer, "return")), found

    def _connection(self, package: str) -> Connection:
        if package not in self._connections:
            connection = self.connect(package)
            connection.load(self.address)
            connection.configure(package, **({"region": "eu-west-1"} if package == "aws" else {}))
            self._connections[package] = connection
        return self._connections[package]


@contextmanager
def an_engine(connect: Dial) -> Iterator[Engine]:
    """An engine that listens."""
    engine = Engine(connect)
    server = grpc.server(ThreadPoolExecutor(8))
    resource_pb2_grpc.add_ResourceMonitorServicer_to_server(engine, server)
    engine_pb2_grpc.add_EngineServicer_to_server(engine, server)
    engine.address = f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
    server.start()
    try:
        yield engine
    finally:
        server.stop(grace=None).wait()
