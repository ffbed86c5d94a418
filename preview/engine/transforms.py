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
        registration = replace(registration, inputs=_with_dependencies(registration))
        for callback in callbacks:
            registration = self._run(callback, registration)
        return registration

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
        dependencies = {key: sorted(dependencies_within(item)) for key, item in inputs.items()}
        return replace(registration, inputs=inputs, options=options, property_dependencies=dependencies)

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

    That is the form in which a transform can pass them on without losing what they depend on.
    """
    inputs = {}
    for key, item in registration.inputs.items():
        value = _as_outputs(item)
        missing = frozenset(registration.property_dependencies.get(key, ())) - dependencies_within(value)
        if missing and isinstance(value, OutputValue):
            value = replace(value, dependencies=value.dependencies | missing)
        elif missing:
            value = OutputValue(value, missing)
        inputs[key] = value
    return inputs


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
