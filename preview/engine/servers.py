"""The two gRPC servers that a program in another process talks to."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import grpc
from google.protobuf.message import Message
from pulumi.runtime.proto import engine_pb2_grpc, resource_pb2_grpc

from preview.engine.deployment import Deployment
from preview.engine.diagnostics_service import DiagnosticsService
from preview.engine.model import EngineError
from preview.engine.monitor import PARALLEL, Monitor

# The SDK has PARALLEL * 4 threads that call the monitor, and its main thread; with more workers than callers,
# calls that wait (for another stack, for a callback) can never use them up.
_MONITOR_WORKERS: Final = PARALLEL * 4 + 8
_ENGINE_WORKERS: Final = 4
_OPTIONS: Final = [("grpc.max_receive_message_length", 400 * 1024 * 1024), ("grpc.so_reuseport", 0)]
_LOG: Final = logging.getLogger(__name__)


class Servers:
    """Serves a deployment on two sockets of its own; use as a context manager.

    Monitor and engine must not share workers: those of the monitor may wait for a callback that the program's
    main thread answers, while that thread waits for the engine to take a log message.
    """

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment
        self._directory = tempfile.TemporaryDirectory(prefix="preview-")
        self.monitor_address = f"unix:{Path(self._directory.name) / 'monitor'}"
        self.engine_address = f"unix:{Path(self._directory.name) / 'engine'}"
        self._servers: list[grpc.Server] = []

    def __enter__(self) -> Servers:
        monitor = Monitor(self._deployment)
        self._start(
            self.monitor_address,
            _MONITOR_WORKERS,
            lambda server: resource_pb2_grpc.add_ResourceMonitorServicer_to_server(
                _servicer(monitor, self._deployment), server
            ),
        )
        diagnostics = DiagnosticsService(self._deployment)
        self._start(
            self.engine_address,
            _ENGINE_WORKERS,
            lambda server: engine_pb2_grpc.add_EngineServicer_to_server(
                _servicer(diagnostics, self._deployment), server
            ),
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for stopped in [server.stop(grace=None) for server in self._servers]:
            stopped.wait()
        self._deployment.close()
        self._directory.cleanup()

    def _start(self, address: str, workers: int, add: Callable[[grpc.Server], None]) -> None:
        server = grpc.server(ThreadPoolExecutor(workers, thread_name_prefix="preview"), options=_OPTIONS)
        add(server)
        server.add_insecure_port(address)
        server.start()
        self._servers.append(server)


def _servicer(service: object, deployment: Deployment) -> Any:
    """A servicer for the service; untyped, because the generated classes expect to be inherited."""
    return _Servicer(service, deployment)


class _Servicer:
    """Gives each method of a service the form that gRPC calls: errors become a status with a message."""

    def __init__(self, service: object, deployment: Deployment) -> None:
        self._service = service
        self._deployment = deployment

    def __getattr__(self, name: str) -> Callable[[Message, grpc.ServicerContext], Any]:
        method = getattr(self._service, name)

        def serve(request: Message, context: grpc.ServicerContext) -> Any:
            try:
                return method(request)
            except EngineError as error:
                context.abort(grpc.StatusCode.UNKNOWN, str(error))
            except Exception as error:  # a mistake of this engine must not pass for one of the program
                message = f"internal error of the preview in {name}: {type(error).__name__}: {error}"
                _LOG.debug(message, exc_info=error)
                self._deployment.report("error", message)
                context.abort(grpc.StatusCode.INTERNAL, message)

        return serve
