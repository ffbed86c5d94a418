"""Previewing a piece of a program within a test: the one fake cloud.

    cloud = deploy(lambda: LogArchive("logs", args))
    lock = cloud.one("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration")
    assert lock.inputs["rule"] == {...}

The program runs in this process against the same engine core and the same synthesis as a real preview, and
each call starts from nothing: no configuration, resource or transform of an earlier one is left.
"""

from __future__ import annotations

import asyncio
import contextvars
import functools
import gc
import inspect
import json
import os
import sysconfig
import types
import warnings
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import grpc
from pulumi.runtime import configure, run_in_stack, set_all_config
from pulumi.runtime.settings import Settings, set_root_resource
from pulumi.runtime.stack import wait_for_rpcs

from preview.engine import Deployment, Diagnostic, EngineError, Resource, StackOutputs, UnknownStack
from preview.engine.callbacks import LocalCallbacks
from preview.engine.diagnostics_service import DiagnosticsService
from preview.engine.monitor import Monitor
from preview.schema import SchemaIndex
from preview.synthesis import Synthesizer
from preview.values import Value

ORGANIZATION: Final = "organization"
_THREADS: Final = 16


@dataclass(frozen=True)
class Cloud:
    """What a program registered. Lookups raise LookupError and say what there is instead."""

    resources: list[Resource]  # parents before children, siblings by URN
    exports: dict[str, Value]
    diagnostics: list[Diagnostic]

    def all(self, type: str) -> list[Resource]:
        """The resources of a type."""
        return [resource for resource in self.resources if resource.type == type]

    def one(self, type: str, name: str | None = None) -> Resource:
        """The only resource of a type, or the only one of it with that name."""
        found = [resource for resource in self.all(type) if name in (None, resource.name)]
        if len(found) != 1:
            what = type if name is None else f"{type} named {name!r}"
            raise LookupError(f"{len(found)} resources are {what}; there are:\n{self._listing()}")
        return found[0]

    def named(self, name: str) -> Resource:
        """The only resource with that name, whatever its type."""
        found = [resource for resource in self.resources if resource.name == name]
        if len(found) != 1:
            raise LookupError(f"{len(found)} resources are named {name!r}; there are:\n{self._listing()}")
        return found[0]

    def urns(self) -> list[str]:
        """The URNs of all resources, in the order of `resources`."""
        return [resource.urn for resource in self.resources]

    def _listing(self) -> str:
        return "\n".join(f"  {resource.type} {resource.name}" for resource in self.resources)


def deploy(
    program: Callable[[], object],
    *,
    stack: str = "test",
    project: str = "test",
    config: Mapping[str, Any] | None = None,
    secrets: Mapping[str, Any] | None = None,
    references: Mapping[str, Mapping[str, Value]] | None = None,
    project_directory: Path | None = None,
) -> Cloud:
    """Run `program` and return what it registered.

    `config` and `secrets` hold settings by key; a key without a namespace is the project's, and structured
    values are allowed. `references` holds the outputs of other stacks by the name a StackReference gives.
    Lines of resources, and paths of assets, are relative to `project_directory` (default: the working
    directory). Raises what the program raises, or EngineError if a resource could not be registered.
    """
    plain = _settings(project, config)
    secret = _settings(project, secrets)
    deployment = Deployment(
        organization=ORGANIZATION,
        project=project,
        stack=stack,
        root=project_directory or Path.cwd(),
        config=plain | secret,
        secret_keys=frozenset(secret),
        synthesizer=Synthesizer(_schemas(), project=project, stack=stack),
        references=functools.partial(_stack_outputs, references or {}),
        callbacks=LocalCallbacks(),
    )
    # The SDK keeps all of its state in context variables, so a context of its own keeps the run apart.
    with _configuration_in_environment(deployment):
        contextvars.copy_context().run(_run, deployment, program)
    errors = [diagnostic for diagnostic in deployment.diagnostics if diagnostic.severity == "error"]
    if errors:
        raise EngineError("\n".join(f"{error.message} ({error.urn or project})" for error in errors))
    return Cloud(deployment.ordered(), deployment.exports, deployment.diagnostics)


@functools.cache
def _schemas() -> SchemaIndex:
    return SchemaIndex.open(Path(sysconfig.get_path("purelib")))


def _settings(project: str, given: Mapping[str, Any] | None) -> dict[str, str]:
    return {
        key if ":" in key else f"{project}:{key}": value
        if isinstance(value, str)
        else json.dumps(value, separators=(",", ":"))
        for key, value in (given or {}).items()
    }


def _stack_outputs(references: Mapping[str, Mapping[str, Value]], name: str) -> StackOutputs:
    if name not in references:
        raise UnknownStack(f"there is no stack {name!r}; the test gives {sorted(references) or 'none'}")
    return StackOutputs(dict(references[name]))


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
            monitor=_Stub(Monitor(deployment)),
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

    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.set_default_executor(ThreadPoolExecutor(_THREADS))
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "coroutine .* was never awaited", RuntimeWarning)
        try:
            loop.run_until_complete(run_in_stack(drained))
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

    The SDK leaves coroutines that the exception keeps alive, and Python warns about each when it is collected:
    in the middle of some later test.
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
