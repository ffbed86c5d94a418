"""Calling back into the program: its transforms and hooks."""

from __future__ import annotations

import asyncio
import re
import threading
from typing import Final, Protocol

import grpc
from pulumi.runtime._callbacks import _CallbackServicer
from pulumi.runtime.proto import callback_pb2, callback_pb2_grpc

from preview.engine.model import EngineError

CHANNEL_OPTIONS: Final = [
    ("grpc.max_receive_message_length", 400 * 1024 * 1024),
    ("grpc.enable_http_proxy", 0),  # the peer is on this machine, whatever http_proxy says
]
_SDK_PREFIX: Final = re.compile(r"^Invoke callback \S+ error: ")


class CallbackError(EngineError):
    """A transform or hook of the program raised an exception."""


class Callbacks(Protocol):
    """The way to the program's callbacks."""

    def call(self, callback: callback_pb2.Callback, payload: bytes) -> bytes:
        """Run the callback and return its answer. Raises CallbackError."""
        ...


class RemoteCallbacks:
    """Calls a program in another process over gRPC; use as a context manager."""

    def __init__(self) -> None:
        self._channels: dict[str, grpc.Channel] = {}
        self._lock = threading.Lock()

    def call(self, callback: callback_pb2.Callback, payload: bytes) -> bytes:
        """Run the callback and return its answer. Raises CallbackError."""
        with self._lock:
            channel = self._channels.get(callback.target)
            if channel is None:
                channel = grpc.insecure_channel(callback.target, options=CHANNEL_OPTIONS)
                self._channels[callback.target] = channel
        request = callback_pb2.CallbackInvokeRequest(token=callback.token, request=payload)
        try:
            answer = callback_pb2_grpc.CallbacksStub(channel).Invoke(request)
        except grpc.RpcError as error:
            raise CallbackError(_message(error.details() or str(error.code()))) from error
        return bytes(answer.response)

    def close(self) -> None:
        """Hang up."""
        with self._lock:
            channels = list(self._channels.values())
            self._channels.clear()
        for channel in channels:
            channel.close()


class LocalCallbacks:
    """Calls a program in this process, on the program's own event loop, while a worker thread waits."""

    def call(self, callback: callback_pb2.Callback, payload: bytes) -> bytes:
        """Run the callback and return its answer. Raises CallbackError."""
        for servicer in list(_CallbackServicer._servicers):
            function = servicer._callbacks.get(callback.token)
            if function is not None:
                break
        else:
            raise CallbackError(f"the program has no callback {callback.token}")

        async def run() -> bytes:
            return bytes((await function(payload)).SerializeToString())

        try:
            return asyncio.run_coroutine_threadsafe(run(), servicer._loop).result()
        except Exception as error:  # whatever a transform of the program raises is the program's error
            raise CallbackError(f"{type(error).__name__}: {error}") from error


def _message(details: str) -> str:
    """What the program raised, without the SDK's wrapping and its stack."""
    return _SDK_PREFIX.sub("", details).split(":\n  File ", 1)[0]
