"""Dynamic providers: what a provider that is a class of the program says of a resource's inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

import grpc
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from preview.engine.model import EngineError
from preview.values import Value, from_struct, to_struct

_PATIENCE: Final = 60.0
"""Seconds for one answer."""


@dataclass(frozen=True)
class Checked:
    """Inputs as a provider's Check returned them, and what it refuses: property and reason."""

    inputs: dict[str, Value]
    failures: tuple[tuple[str, str], ...] = ()


class DynamicProviders(Protocol):
    """The dynamic providers of one program."""

    def check(self, urn: str, inputs: Mapping[str, Value], config: Mapping[str, Value]) -> Checked:
        """Check plain inputs; `config` is the configuration of the provider. Raises EngineError."""


class Client:
    """The connection to a process that serves dynamic providers."""

    def __init__(self, address: str, config: Mapping[str, Value]) -> None:
        """Connect, and configure the process. Raises EngineError."""
        self._channel = grpc.insecure_channel(address)
        self._stub = provider_pb2_grpc.ResourceProviderStub(self._channel)
        self._ask("Configure", provider_pb2.ConfigureRequest(args=to_struct(config)))

    def check(self, urn: str, inputs: Mapping[str, Value]) -> Checked:
        """What the provider within `inputs` makes of them. Raises EngineError."""
        request = provider_pb2.CheckRequest(urn=urn, news=to_struct(inputs, keep_resources=False))
        answer = self._ask("Check", request)
        failures = tuple((failure.property, failure.reason) for failure in answer.failures)
        return Checked(from_struct(answer.inputs), failures)

    def close(self) -> None:
        """Hang up."""
        self._channel.close()

    def _ask(self, method: str, request: object) -> Any:
        try:
            return getattr(self._stub, method)(request, timeout=_PATIENCE)
        except grpc.RpcError as error:
            raise EngineError(f"the dynamic provider failed: {_words(error)}") from error


def _words(error: grpc.RpcError) -> str:
    """The last line of the traceback that the process answers with."""
    if error.code() is grpc.StatusCode.DEADLINE_EXCEEDED:
        return f"no answer within {_PATIENCE:g} s"
    if error.code() is grpc.StatusCode.UNAVAILABLE:
        return "its process is gone"
    lines = [line for line in str(error.details()).splitlines() if line.strip()]
    return lines[-1].strip() if lines else error.code().name
