"""Transforms: functions of the program that rewrite a registration or a function call before it is made."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Final

from pulumi.runtime.proto import callback_pb2, resource_pb2

from preview.engine.callbacks import CallbackError, Callbacks
from preview.engine.model import EngineError
from preview.engine.registration import Registration, dependencies_within
from preview.values import UNKNOWN, OutputValue, Secret, Value, from_struct, to_struct

_ROOT: Final = ""


class Transforms:
    """All transforms of a deployment, and the order they run in.

    A resource's own come first, then its parent's, its parent's parent's and so on, and last the stack's.
    """

    def __init__(self, callbacks: Callbacks) -> None:
        self._callbacks = callbacks
        self._lock = threading.Lock()
        self._of_stack: list[callback_pb2.Callback] = []
        self._of_invokes: list[callback_pb2.Callback] = []
        self._of_resource: dict[str, list[callback_pb2.Callback]] = {}
        self._parents: dict[str, str] = {}

    def add_for_stack(self, callback: callback_pb2.Callback) -> None:
        """From now on, every registration passes through `callback`."""
        with self._lock:
            self._of_stack.append(callback)

    def add_for_invokes(self, callback: callback_pb2.Callback) -> None:
        """From now on, every function call passes through `callback`."""
        with self._lock:
            self._of_invokes.append(callback)

    def remember(self, urn: str, parent: str, transforms: list[callback_pb2.Callback]) -> None:
        """Keep the transforms of a component for its children."""
        with self._lock:
            self._parents[urn] = parent
            if transforms:
                self._of_resource[urn] = transforms

    def apply(self, registration: Registration) -> Registration:
        """The registration after all transforms. Raises EngineError if one of them fails."""
        callbacks = self._chain(registration)
        if not callbacks:
            return registration
        asked = registration
        registration = replace(registration, inputs=_with_dependencies(registration))
        for callback in callbacks:
            registration = self._run(callback, registration)
        return _with_what_it_depends_on(registration, asked)

    def _chain(self, registration: Registration) -> list[callback_pb2.Callback]:
        with self._lock:
            chain = list(registration.transforms)
            if self._of_resource:
                urn = registration.parent
                while urn != _ROOT:
                    chain += self._of_resource.get(urn, ())
                    urn = self._parents.get(urn, _ROOT)
            return chain + self._of_stack

    def _run(self, callback: callback_pb2.Callback, registration: Registration) -> Registration:
        request = resource_pb2.TransformRequest(
            type=registration.type,
            name=registration.name,
            custom=registration.custom,
            parent=registration.parent,
            properties=to_struct(registration.inputs),
            options=registration.options,
        )
        try:
            answer = self._callbacks.call(callback, request.SerializeToString())
        except CallbackError as error:
            raise EngineError(
                f"a transform of {registration.type} {registration.name!r} failed: {error}"
            ) from error
        response = resource_pb2.TransformResponse.FromString(answer)
        inputs = from_struct(response.properties, keep_output_values=True)
        options = response.options if response.HasField("options") else registration.options
        return replace(registration, inputs=inputs, options=options)

    def apply_to_invoke(
        self, token: str, arguments: dict[str, Value], options: resource_pb2.TransformInvokeOptions
    ) -> tuple[dict[str, Value], resource_pb2.TransformInvokeOptions]:
        """Arguments and options of a function call after all transforms. Raises EngineError if one fails."""
        with self._lock:
            callbacks = list(self._of_invokes)
        for callback in callbacks:
            request = resource_pb2.TransformInvokeRequest(
                token=token, args=to_struct(arguments), options=options
            )
            try:
                answer = self._callbacks.call(callback, request.SerializeToString())
            except CallbackError as error:
                raise EngineError(f"a transform of the call {token} failed: {error}") from error
            response = resource_pb2.TransformInvokeResponse.FromString(answer)
            arguments = from_struct(response.args)
            if response.HasField("options"):
                options = response.options
        return arguments, options


def _with_dependencies(registration: Registration) -> dict[str, Value]:
    """Inputs in which unknowns, secrets and what depends on a resource are output values.

    That is the form in which a transform can pass them on without losing what they depend on. Transforms of
    parents and of the stack alone need not: see `_with_what_it_depends_on`.
    """
    inputs = {}
    for key, item in registration.inputs.items():
        value = _as_outputs(item)
        if not registration.transforms:
            inputs[key] = value
            continue
        missing = frozenset(registration.property_dependencies.get(key, ())) - dependencies_within(value)
        if missing and isinstance(value, OutputValue):
            value = replace(value, dependencies=value.dependencies | missing)
        elif missing:
            value = OutputValue(value, missing)
        inputs[key] = value
    return inputs


def _with_what_it_depends_on(registration: Registration, asked: Registration) -> Registration:
    """The registration after transforms, with the dependencies that the real engine gives it.

    Where the resource itself has a transform, they are those of the values and options that the transforms
    gave. Where only its parents or the stack have one, they stay as asked for, and those of values are added;
    what such a transform adds to `depends_on` is lost.
    """
    found = {key: dependencies_within(item) for key, item in registration.inputs.items()}
    options = resource_pb2.TransformResourceOptions()
    options.CopyFrom(registration.options)
    if registration.transforms:
        depends_on = set(options.depends_on).union(*found.values())
    else:
        depends_on = set(asked.options.depends_on)
        for key, urns in asked.property_dependencies.items():
            found[key] = found.get(key, set()) | set(urns)
    options.ClearField("depends_on")
    options.depends_on.extend(sorted(depends_on))
    dependencies = {key: sorted(urns) for key, urns in found.items()}
    return replace(registration, options=options, property_dependencies=dependencies)


def _as_outputs(value: Value) -> Value:
    if value is UNKNOWN:
        return OutputValue(UNKNOWN)
    if isinstance(value, Secret):
        return OutputValue(value.value, secret=True)
    if isinstance(value, dict):
        return {key: _as_outputs(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_outputs(item) for item in value]
    return value
