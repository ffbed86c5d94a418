"""What stacks take from each other: typed, and checked where it is read.

`pulumi.StackReference` answers a known null for an output that does not exist, and a bare KeyError if one
asks it to insist. Both reach the user far from the cause: here the error names the stack that asks, the stack
that was asked, and what that one has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar, get_args, get_type_hints

import pulumi
from pydantic import TypeAdapter, ValidationError

from components.shared.exports import Exports

E = TypeVar("E", bound=Exports)


class Stacks:
    """The other stacks as this one sees them, and what it gives to them in turn."""

    def __init__(self, parts: Mapping[str, str]) -> None:
        """`parts` says which stack plays which part: a value for each `Exports.part`."""
        self._parts = parts
        self._own: dict[type[Exports], Exports] = {}
        self._references: dict[str, pulumi.StackReference] = {}

    def publish(self, exports: Exports) -> None:
        """Make these the outputs of the stack, and what its own later layers read."""
        self._own[type(exports)] = exports
        for each in fields(exports):
            pulumi.export(each.name, getattr(exports, each.name))

    def read(self, shape: type[E]) -> E:
        """What the stack with this part has published; this stack's own layer if it is that stack."""
        own = self._own.get(shape)
        if isinstance(own, shape):
            return own
        if shape.part is None:
            raise TypeError(f"{shape.__name__} has no part: no other stack reads it")
        stack = self._parts[shape.part]
        if stack == pulumi.get_stack():
            raise pulumi.RunError(
                f"stack '{stack}' plays the part '{shape.part}', but has not built it: add its section to "
                f"the stack's file, or name another stack as {shape.part} in `stacks`"
            )
        reference = self._reference(stack)
        hints = get_type_hints(shape)
        return shape(
            **{
                each.name: _checked(reference, full_name(stack), each.name, get_args(hints[each.name])[0])
                for each in fields(shape)
            }
        )

    def _reference(self, stack: str) -> pulumi.StackReference:
        if stack not in self._references:
            self._references[stack] = pulumi.StackReference(stack, stack_name=full_name(stack))
        return self._references[stack]


def full_name(stack: str) -> str:
    """`<organization>/<project>/<stack>`; on a file or bucket backend the organization is `organization`."""
    return f"{pulumi.get_organization()}/{pulumi.get_project()}/{stack}"


def mapping(values: Mapping[str, pulumi.Output[str]]) -> pulumi.Output[Mapping[str, str]]:
    """A mapping to publish, also one without entries: of nothing, `Output.all` makes a list."""
    return pulumi.Output.all(**values) if values else pulumi.Output.from_input({})


def entry(values: pulumi.Output[Mapping[str, str]], key: str, what: str) -> pulumi.Output[str]:
    """One entry of a published mapping; a missing one is an error that lists what is there."""

    def take(known: Mapping[str, str]) -> str:
        if key not in known:
            raise pulumi.RunError(
                f"stack '{pulumi.get_stack()}' needs {what} '{key}', which does not exist among "
                f"{_listed(known)}: deploy the stack that makes it first, or correct the name"
            )
        return known[key]

    return values.apply(take)


def _checked(
    reference: pulumi.StackReference, source: str, name: str, shape: type[Any]
) -> pulumi.Output[Any]:
    asking = full_name(pulumi.get_stack())

    def check(value: Any) -> Any:
        if value is None:
            return reference.outputs.apply(missing)
        try:
            return TypeAdapter(shape).validate_python(value, strict=True)
        except ValidationError as error:
            raise pulumi.RunError(
                f"stack '{asking}' reads output '{name}' of stack '{source}', which has another shape there: "
                f"{error.errors()[0]['msg']}; deploy '{source}' with this version of the program"
            ) from error

    def missing(outputs: Mapping[str, Any]) -> Any:
        raise pulumi.RunError(
            f"stack '{asking}' needs output '{name}' of stack '{source}', which has {_listed(outputs)}: "
            f"deploy '{source}' with this version of the program first"
        )

    return reference.get_output(name).apply(check)


def _listed(names: Mapping[str, Any]) -> str:
    return ", ".join(sorted(names)) or "none"
