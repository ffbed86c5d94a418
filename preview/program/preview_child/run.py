"""One run of a program: what Pulumi's language host would do around it."""

from __future__ import annotations

import asyncio
import atexit
import gc
import json
import os
import runpy
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NoReturn

from .errors import describe, missing_program
from .plain_calls import PlainCalls

_DEBUG = 0


def run(request: dict[str, Any], report: int) -> NoReturn:
    """Run the program, write how it went to the descriptor `report` as JSON, and end the process."""
    os.set_inheritable(report, False)
    os.environ.update(request["environment"])
    # Most of a large program's garbage are futures that reference counting frees: collect rarely.
    gc.set_threshold(100_000, 50, 100)
    program = Path(request["program"])
    root = Path(request["root"])
    try:
        outcome = missing_program(program, root) or _outcome(request, program)
    except BaseException as error:  # whatever a program raises is how it ended
        outcome = describe(error, root)
    with os.fdopen(report, "wb") as stream:
        stream.write(json.dumps(outcome).encode())
    # The interpreter's own exit would take down tens of thousands of objects one by one.
    atexit._run_exitfuncs()
    for output in (sys.stdout, sys.stderr):
        try:
            output.flush()
        except (OSError, ValueError):
            continue  # closed by the program, or by whoever reads it
    os._exit(outcome["exit_code"])


def folder_of(program: str) -> Path:
    """The folder that a program runs in."""
    path = Path(program)
    return path if path.is_dir() else path.parent


def _outcome(request: dict[str, Any], program: Path) -> dict[str, Any]:
    folder = folder_of(request["program"])
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    sys.argv = [str(program)]

    from pulumi.runtime import configure, run_in_stack, set_all_config
    from pulumi.runtime.config import get_config_env, get_config_secret_keys_env
    from pulumi.runtime.settings import Settings
    from pulumi.runtime.stack import wait_for_rpcs

    async def drained() -> None:
        runpy.run_path(str(program), run_name="__main__")
        # The SDK waits for all outputs at once, over and over: quadratic while answers trickle in. Waiting
        # for the registrations first leaves it almost nothing to wait for.
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

    set_all_config(get_config_env(), get_config_secret_keys_env())
    settings = Settings(
        project=request["project"],
        stack=request["stack"],
        organization=request["organization"],
        monitor=request["monitor"],
        engine=_QuietEngine(request["engine"]),
        parallel=request["parallel"],
        dry_run=True,
        root_directory=request["root"],
    )
    settings.monitor = PlainCalls(settings.monitor)
    configure(settings)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.set_default_executor(ThreadPoolExecutor(request["parallel"] * 4))
    loop.run_until_complete(whole())
    return {"kind": "finished", "exit_code": 0}


class _QuietEngine:
    """The engine without debug messages, each of which would block the program for a round trip."""

    def __init__(self, address: str) -> None:
        import grpc
        from pulumi.runtime.proto import engine_pb2_grpc

        self._stub = engine_pb2_grpc.EngineStub(grpc.insecure_channel(address))

    def Log(self, message: Any) -> Any:  # noqa: N802 - named as in the protocol
        return None if message.severity == _DEBUG else self._stub.Log(message)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stub, name)
