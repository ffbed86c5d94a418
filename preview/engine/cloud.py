"""What the engine needs of whatever stands in for the providers: `preview.synthesis.Synthesizer`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from preview.checks import InputProblem
from preview.synthesis import Builder, Created, ProviderConfig
from preview.values import Unknown, Value


class Cloud(Protocol):
    """Answers for every provider of a stack; all answers derive from their arguments alone."""

    def problems(self, type: str, inputs: Mapping[str, Value]) -> tuple[InputProblem, ...]:
        """What is wrong with the inputs of a resource, by what its package declares."""
        ...

    def check(
        self, type: str, urn: str, inputs: dict[str, Value], provider: ProviderConfig | None
    ) -> dict[str, Value]:
        """Inputs as the provider's Check returns them."""
        ...

    def create(
        self, type: str, urn: str, inputs: dict[str, Value], provider: ProviderConfig | None
    ) -> Created:
        """Id and outputs of a new resource."""
        ...

    def read(
        self, type: str, urn: str, id: str | Unknown, state: dict[str, Value], provider: ProviderConfig | None
    ) -> Created:
        """Id and outputs of a resource that exists."""
        ...

    def invoke(
        self, token: str, arguments: dict[str, Value], provider: ProviderConfig | None
    ) -> dict[str, Value]:
        """The result of a function call. Raises InvokeError."""
        ...

    def construct(self, type: str, builder: Builder) -> dict[str, Value] | None:
        """Make the children of a component that a plugin would make: its outputs; None if it is not modelled.

        Raises ComponentError.
        """
        ...

    def call(self, token: str, builder: Builder, arguments: Mapping[str, Value]) -> dict[str, Value] | None:
        """The results of a component's method; None if it is not modelled."""
        ...

    def package_version(self, package: str) -> str:
        """The version of the SDK of a package; empty if it is not installed."""
        ...

    def accepts_secrets(self, package: str) -> bool:
        """Does the provider take secrets as such, rather than plain values?"""
        ...

    def decode_provider_inputs(self, type: str, inputs: Mapping[str, Value]) -> dict[str, Value]:
        """The inputs of a provider resource, with what travels as JSON text turned into data again."""
        ...
