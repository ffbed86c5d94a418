"""Rules about companions: what a resource needs beside it in the stack, found by reference or by name."""

from collections.abc import Callable, Iterator

from pack.resource import Resource
from pack.rule import Types
from pack.stack import Stack
from pack.verdict import Verdict, fail, unknown

StackCheck = Callable[[Stack], Iterator[Verdict]]
Condition = Callable[[Stack, Resource], "bool | None"]


def lacking(
    types: Types, what: str, *wanted: tuple[Types, str], only: Condition = lambda *_: True
) -> StackCheck:
    """Resources of these types without any of the wanted companions (each with the property that names them).

    `what` is the class to add, `only` says which resources need one: None is what can't be known.
    """

    def check(stack: Stack) -> Iterator[Verdict]:
        for resource in stack.of(types):
            if any(stack.companions(resource, companions, via) for companions, via in wanted):
                continue
            needs = only(stack, resource)
            via = wanted[0][1]
            if needs is None:
                yield unknown(via, urn=resource.urn)
            elif needs:
                yield fail(f"No {what} has {resource.name} as its {via}.", urn=resource.urn)

    return check


def written(resource: Resource, path: str) -> bool:
    """Whether the program sets something at the path; an output that AWS fills in later does not count."""
    top = path.partition(".")[0].removesuffix("[]")
    values = [value for value in resource.all(path) if not value.empty]
    return any(value.known for value in values) or (
        bool(values) and top in resource.identity.property_dependencies
    )
