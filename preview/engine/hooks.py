"""Resource hooks: functions of the program that run before and after a resource is made."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass

from pulumi.runtime.proto import callback_pb2, resource_pb2

from preview.engine.callbacks import CallbackError, Callbacks
from preview.engine.model import EngineError, Resource
from preview.values import to_struct


@dataclass(frozen=True)
class _Hook:
    callback: callback_pb2.Callback
    on_dry_run: bool
    ignore_errors: bool


class Hooks:
    """The hooks that the program registered, by name; only those meant for previews are run."""

    def __init__(self, callbacks: Callbacks) -> None:
        self._callbacks = callbacks
        self._lock = threading.Lock()
        self._hooks: dict[str, _Hook] = {}

    def register(self, request: resource_pb2.RegisterResourceHookRequest) -> None:
        """Know a hook from now on. Raises EngineError if the name is taken."""
        self._add(request.name, _Hook(request.callback, request.on_dry_run, request.ignore_errors))

    def register_error_hook(self, request: resource_pb2.RegisterErrorHookRequest) -> None:
        """Know a hook for failed operations; nothing is operated on in a preview, so it never runs."""
        self._add(request.name, _Hook(request.callback, on_dry_run=False, ignore_errors=False))

    def _add(self, name: str, hook: _Hook) -> None:
        with self._lock:
            if name in self._hooks:
                raise EngineError(f"a resource hook named {name!r} is already registered")
            self._hooks[name] = hook

    def run(self, moment: str, resource: Resource) -> Iterator[str]:
        """Run the resource's hooks for a moment in order, and yield what those that failed said.

        Errors to be ignored are not yielded. Raises EngineError if a name is unknown.
        """
        for name in resource.hooks.get(moment, ()):
            hook = self._hooks.get(name)
            if hook is None:
                raise EngineError(f"{resource.urn} names the resource hook {name!r}, which is not registered")
            if hook.on_dry_run:
                failure = self._run(hook, moment, resource)
                if failure and not hook.ignore_errors:
                    yield f"resource hook {name!r} ({moment}) failed: {failure}"

    def _run(self, hook: _Hook, moment: str, resource: Resource) -> str:
        after = moment.startswith("after")
        request = resource_pb2.ResourceHookRequest(
            urn=resource.urn,
            id=resource.id if after and isinstance(resource.id, str) else "",
            name=resource.name,
            type=resource.type,
            new_inputs=to_struct(resource.inputs),
            new_outputs=to_struct(resource.outputs) if after else None,
        )
        try:
            answer = self._callbacks.call(hook.callback, request.SerializeToString())
        except CallbackError as error:
            return str(error)
        return resource_pb2.ResourceHookResponse.FromString(answer).error
