"""Running a piece of a program in this process, against a deployment."""

from __future__ import annotations

import asyncio
import contextvars
import gc
import inspect
import json
import os
import types
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Final

import grpc
from pulumi.runtime import configure, run_in_stack, set_all_config
from pulumi.runtime.settings import Settings, set_root_resource
from pulumi.runtime.stack import wait_for_rpcs

from preview.engine import Deployment, EngineError
from preview.engine.diagnostics_service import DiagnosticsService
from preview.engine.monitor import Monitor
from preview.program.preview_child.plain_calls import PlainCalls

_THREADS: Final = 16


def run_in_process(deployment: Deployment, program: Callable[[], object]) -> None:
    """Run `program` to its end, leaving no trace in this process. Raises what it raises.

    The deployment must have been made with LocalCallbacks.
    """
    # The SDK keeps all of its state in context variables, so a context of its own keeps the run apart.
    with _configuration_in_environment(deployment):
        contextvars.copy_context().run(_run, deployment, program)


@contextmanager
def _configuration_in_environment(deployment: Deployment) -> Iterator[None]:
    """Programs may read their settings where the language host puts them."""
    names = {
        "PULUMI_CONFIG": json.dumps(deployment.config),
        "PULUMI_CONFIG_SECRET_KEYS": json.dumps(sorted(deployment.secret_keys)),
    }
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(names)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _run(deployment: Deployment, program: Callable[[], object]) -> None:
    set_all_config(deployment.config, sorted(deployment.secret_keys))
    set_root_resource(None)  # type: ignore[arg-type] # as the SDK's own reset does
    configure(
        Settings(
            project=deployment.project,
            stack=deployment.stack,
            organization=deployment.organization,
            monitor=PlainCalls(_Stub(Monitor(deployment))),
            engine=_Stub(DiagnosticsService(deployment)),
            parallel=_THREADS,
            dry_run=True,
            root_directory=str(deployment.root),
        )
    )

    async def drained() -> None:
        program()
        await asyncio.sleep(0)
        await wait_for_rpcs(await_all_outstanding_tasks=False)

    async def whole() -> None:
        try:
            await run_in_stack(drained)
        finally:
            # The exports are sent by a task that may not have begun when the SDK looks what is
            # still under way.
            await asyncio.sleep(0)
            await wait_for_rpcs(await_all_outstanding_tasks=False)

    loop = asyncio.new_event_loop()
    # What fails is raised by the run itself. Outputs that share the failure are awaited by nobody, and
    # asyncio would log each of them once it is collected.
    loop.set_exception_handler(lambda _loop, _context: None)
    asyncio.set_event_loop(loop)
    loop.set_default_executor(ThreadPoolExecutor(_THREADS))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "coroutine .* was never awaited", RuntimeWarning)
        try:
            loop.run_until_complete(whole())
        except BaseException:
            _clear_up(loop)
            _close_unawaited()
            raise
        _clear_up(loop)


def _clear_up(loop: asyncio.AbstractEventLoop) -> None:
    """End the loop, and all that is left on it."""
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.run_until_complete(loop.shutdown_default_executor())
    asyncio.set_event_loop(None)
    loop.close()


def _close_unawaited() -> None:
    """Close what a program that failed never came to await.

    The SDK leaves coroutines that the exception keeps alive, and Python warns about each once it is
    collected: in the middle of some later test.
    """
    for found in gc.get_objects():
        if type(found) is types.CoroutineType and inspect.getcoroutinestate(found) == inspect.CORO_CREATED:
            found.close()


class _Refused(grpc.RpcError):  # type: ignore[misc] # grpc has no types
    """What the SDK expects of a call that failed."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self._message = message

    def code(self) -> grpc.StatusCode:
        return grpc.StatusCode.UNKNOWN

    def details(self) -> str:
        return self._message


class _Stub:
    """A service in the place of the stub that would call it over gRPC."""

    def __init__(self, service: object) -> None:
        self._service = service

    def __getattr__(self, name: str) -> Callable[[Any], Any]:
        method = getattr(self._service, name)

        def call(request: Any) -> Any:
            try:
                return method(request)
            except EngineError as error:
                raise _Refused(str(error)) from error

        return call
