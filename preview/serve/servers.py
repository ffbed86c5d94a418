"""The plugin servers: one per package, each on a port of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import grpc
from pulumi.runtime.proto import provider_pb2_grpc

from preview.schema import SchemaIndex
from preview.serve.instances import NotConfiguredError
from preview.serve.provider import Provider
from preview.synthesis import Synthesizer

ATTACH_VARIABLE: Final = "PULUMI_DEBUG_PROVIDERS"
HOST: Final = "127.0.0.1"
WORKERS: Final = 16
MESSAGE_LIMIT: Final = 400 * 1024 * 1024
"""Bytes, as the engine's own limit."""

_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True)
class ProviderServers:
    """Servers that run; `ports` by package."""

    ports: dict[str, int]

    @property
    def attachment(self) -> str:
        """The value of PULUMI_DEBUG_PROVIDERS by which a CLI attaches to all of them."""
        return ",".join(f"{package}:{port}" for package, port in sorted(self.ports.items()))


@contextmanager
def serving(
    schemas: SchemaIndex, packages: Iterable[str], directory: Path | None = None
) -> Iterator[ProviderServers]:
    """Serve these packages of the index for the duration of a `with` block. Raises OSError.

    Relative paths of files that components read start in `directory`, the program's: by default the working
    directory.
    """
    cloud = Synthesizer(schemas, project="", stack="")
    with ExitStack() as started:
        ports = {}
        for name in packages:
            server, ports[name] = _start(
                Provider(schemas.packages[name], schemas, cloud, directory or Path.cwd())
            )
            started.callback(partial(_stop, server))
        yield ProviderServers(ports)


def _stop(server: Any) -> None:
    server.stop(grace=None).wait()


def _start(provider: Provider) -> tuple[Any, int]:
    options = [
        ("grpc.max_receive_message_length", MESSAGE_LIMIT),
        ("grpc.max_send_message_length", MESSAGE_LIMIT),
        ("grpc.so_reuseport", 0),
    ]
    server = grpc.server(ThreadPoolExecutor(WORKERS, thread_name_prefix="provider"), options=options)
    provider_pb2_grpc.add_ResourceProviderServicer_to_server(_guarded(provider), server)
    try:
        port = server.add_insecure_port(f"{HOST}:0")
    except RuntimeError as error:
        raise OSError(f"no port can be had on {HOST}: {error}") from None
    server.start()
    return server, port


def _guarded(provider: Provider) -> Any:
    """A servicer for the provider; untyped, because the generated classes expect to be inherited."""
    return _Guarded(provider)


class _Guarded:
    """Gives failures of a provider a status and words for the engine to show."""

    def __init__(self, provider: Provider) -> None:
        self._provider = provider

    def __getattr__(self, name: str) -> Callable[[Any, Any], Any]:
        method = getattr(self._provider, name)

        def serve(request: Any, context: Any) -> Any:
            try:
                return method(request, context)
            except NotConfiguredError as error:
                context.abort(grpc.StatusCode.FAILED_PRECONDITION, f"{name}: {error}")
            except Exception as error:  # a mistake of these servers must not pass for one of the program
                if context.code() is not None:  # the method itself has ended the call
                    raise
                message = f"internal error of the preview in {name}: {type(error).__name__}: {error}"
                _LOG.debug(message, exc_info=error)
                context.abort(grpc.StatusCode.INTERNAL, message)

        return serve
