"""What a component's model needs of the engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from preview.values import UNKNOWN, OutputValue, Reference, Secret, Value, plain


class ComponentError(Exception):
    """The component's plugin would refuse its inputs; the message is for the user."""


@dataclass(frozen=True)
class Child:
    """A resource that a component made or was given."""

    urn: str
    id: Value
    outputs: Mapping[str, Value]
    provider: str = ""
    """How others name it as their provider, if it is one."""
    component: bool = False

    def output(self, name: str) -> OutputValue:
        """An output, or the id; unknown where it is not set."""
        value = self.id if name == "id" else self.outputs.get(name)
        hidden = isinstance(value, Secret)
        return OutputValue(UNKNOWN if value is None else plain(value), frozenset({self.urn}), hidden)

    def reference(self) -> OutputValue:
        """The resource itself as a value."""
        id = None if self.component else self.id
        return OutputValue(Reference(self.urn, id), frozenset({self.urn}))


class Builder(Protocol):
    """Makes the children of one component. `inputs` are those of the component, with nothing in transit."""

    @property
    def name(self) -> str:
        """The name of the component."""
        ...

    @property
    def urn(self) -> str:
        """The URN of the component."""
        ...

    @property
    def directory(self) -> Path:
        """The folder of the program, where relative paths start."""
        ...

    @property
    def configuration(self) -> Mapping[str, Value]:
        """The inputs of the provider that makes the component."""
        ...

    @property
    def inputs(self) -> Mapping[str, Value]:
        """The inputs of the component."""
        ...

    @property
    def state(self) -> Mapping[str, Value]:
        """What the component gives out, once it is made."""
        ...

    def given(self, name: str) -> Value:
        """An input together with what it depends on; None if it was not given."""
        ...

    def make(
        self,
        type: str,
        name: str,
        inputs: Mapping[str, Value],
        *,
        parent: Child | None = None,
        provider: Child | None = None,
        depends_on: Iterable[Child] = (),
        ignore_changes: Iterable[str] = (),
        retain: bool = False,
    ) -> Child:
        """A resource below the component, or below `parent`; inputs that are None are left out.

        `retain` leaves it in the cloud when it is deleted from the stack.
        """
        ...

    def group(self, type: str, name: str) -> Child:
        """A component below the component."""
        ...

    def give_out(self, group: Child, outputs: Mapping[str, Value]) -> None:
        """Say what a group gives out."""
        ...

    def known(self, value: Value) -> Child | None:
        """The resource that a reference names; None if the value is none, or the resource is not known."""
        ...

    def invoke(self, token: str, arguments: Mapping[str, Value]) -> Mapping[str, Value]:
        """The result of a function; nothing where it cannot be called yet."""
        ...

    def note(self, message: str) -> None:
        """Warn about the component."""
        ...

    def unmodelled(self, name: str, *, several: bool = False) -> Value:
        """A text, or several, that only the plugin could tell: unknown, or always the same stand-in."""
        ...


def flag(builder: Builder, name: str) -> bool | None:
    """A boolean input; None if it is not given or not known."""
    value = plain(builder.inputs.get(name))
    return value if isinstance(value, bool) else None


def text(builder: Builder, name: str) -> str | None:
    """A text input; None if it is not given or not known."""
    value = plain(builder.inputs.get(name))
    return value if isinstance(value, str) else None


def number(builder: Builder, name: str) -> int | None:
    """A whole number among the inputs; None if it is not given or not known."""
    value = plain(builder.inputs.get(name))
    return int(value) if isinstance(value, int | float) else None


def mapping(builder: Builder, name: str) -> Mapping[str, Value]:
    """An object input; empty if it is not given or not known."""
    value = plain(builder.inputs.get(name))
    return value if isinstance(value, dict) else {}


def stack_of(builder: Builder) -> str:
    """The name of the stack."""
    return builder.urn.removeprefix("urn:pulumi:").partition("::")[0]
