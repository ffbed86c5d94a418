"""Plays the calls of an engine, in its order, over real connections."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

import grpc
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

from preview.urn import make_urn
from preview.values import Value, from_struct, to_struct

STACK: Final = "dev"
PROJECT: Final = "shop"


def urn_of(token: str, name: str) -> str:
    """The URN of a resource below the stack."""
    return make_urn(STACK, PROJECT, "", token, name)


class Connection:
    """One provider instance of an engine: it dials the server for itself."""

    def __init__(self, port: int) -> None:
        # Without the option, all channels of a process to one server share a connection.
        options = [("grpc.use_local_subchannel_pool", 1)]
        self._channel = grpc.insecure_channel(f"127.0.0.1:{port}", options=options)
        self.stub: Any = provider_pb2_grpc.ResourceProviderStub(self._channel)

    def close(self) -> None:
        """Hang up."""
        self._channel.close()

    def load(self, engine: str = "127.0.0.1:1") -> provider_pb2.ProviderHandshakeResponse:
        """What an engine calls as soon as it has attached; `engine` is where it listens."""
        answer: provider_pb2.ProviderHandshakeResponse = self.stub.Handshake(
            provider_pb2.ProviderHandshakeRequest(engine_address=engine, configure_with_urn=True)
        )
        self.stub.Attach(plugin_pb2.PluginAttach(address=engine))
        return answer

    def configure(self, package: str, **settings: Any) -> provider_pb2.ConfigureResponse:
        """Check and set the inputs of a provider, which travel as text; returns what it accepts."""
        inputs = {
            key: item if isinstance(item, str) else json.dumps(item)
            for key, item in {**settings, "version": "1.2.3"}.items()
        }
        token = f"pulumi:providers:{package}"
        checked = self.stub.CheckConfig(
            provider_pb2.CheckRequest(urn=urn_of(token, "p"), news=to_struct(inputs))
        ).inputs
        assert from_struct(checked) == inputs
        request = provider_pb2.ConfigureRequest(
            args=checked, urn=urn_of(token, "p"), id="0", acceptSecrets=True
        )
        answer: provider_pb2.ConfigureResponse = self.stub.Configure(request)
        return answer

    def check(self, urn: str, inputs: Mapping[str, Value], olds: Mapping[str, Value] | None = None) -> Any:
        """The checked inputs, in the form of messages."""
        request = provider_pb2.CheckRequest(urn=urn, news=to_struct(inputs))
        if olds is not None:
            request.olds.CopyFrom(to_struct(olds))
        return self.stub.Check(request)

    def diff(self, urn: str, state: State, inputs: Mapping[str, Value]) -> provider_pb2.DiffResponse:
        """What new checked inputs would do to a resource."""
        request = provider_pb2.DiffRequest(
            id=state.id,
            urn=urn,
            olds=to_struct(state.outputs),
            old_inputs=to_struct(state.inputs),
            news=to_struct(inputs),
        )
        answer: provider_pb2.DiffResponse = self.stub.Diff(request)
        return answer

    def create(self, urn: str, inputs: Mapping[str, Value], *, preview: bool = False) -> State:
        """Check and create a resource."""
        checked = self.check(urn, inputs).inputs
        made = self.stub.Create(provider_pb2.CreateRequest(urn=urn, properties=checked, preview=preview))
        return State(made.id, from_struct(checked), from_struct(made.properties))

    def refresh(self, urn: str, state: State) -> State:
        """Read a resource that the state knows."""
        request = provider_pb2.ReadRequest(
            id=state.id, urn=urn, properties=to_struct(state.outputs), inputs=to_struct(state.inputs)
        )
        found = self.stub.Read(request)
        return State(found.id, from_struct(found.inputs), from_struct(found.properties))

    def read(self, urn: str, id: str, *, importing: bool = False) -> State:
        """Read a resource that the state does not know, as `get` and an import do."""
        request = provider_pb2.ReadRequest(id=id, urn=urn)
        if not importing:
            request.properties.CopyFrom(to_struct({}))
            request.inputs.CopyFrom(to_struct({}))
        found = self.stub.Read(request)
        return State(found.id, from_struct(found.inputs), from_struct(found.properties))

    def update(self, urn: str, state: State, inputs: Mapping[str, Value], *, preview: bool = False) -> State:
        """Check and set new inputs of a resource."""
        checked = self.check(urn, inputs, state.inputs).inputs
        request = provider_pb2.UpdateRequest(
            id=state.id,
            urn=urn,
            olds=to_struct(state.outputs),
            old_inputs=to_struct(state.inputs),
            news=checked,
            preview=preview,
        )
        return State(state.id, from_struct(checked), from_struct(self.stub.Update(request).properties))

    def delete(self, urn: str, state: State) -> None:
        """Delete a resource."""
        self.stub.Delete(
            provider_pb2.DeleteRequest(id=state.id, urn=urn, properties=to_struct(state.outputs))
        )

    def invoke(self, token: str, **arguments: Value) -> tuple[dict[str, Value], list[str]]:
        """The result of a function, and what it fails with."""
        answer = self.stub.Invoke(provider_pb2.InvokeRequest(tok=token, args=to_struct(arguments)))
        return from_struct(getattr(answer, "return")), [each.reason for each in answer.failures]


class State:
    """A resource as an engine's state has it."""

    def __init__(self, id: str, inputs: dict[str, Value], outputs: dict[str, Value]) -> None:
        self.id = id
        self.inputs = inputs
        self.outputs = outputs

    def __eq__(self, other: object) -> bool:
        return isinstance(other, State) and vars(self) == vars(other)

    def __repr__(self) -> str:
        return f"State({self.id!r}, {self.inputs}, {self.outputs})"

    __hash__ = None  # type: ignore[assignment]
