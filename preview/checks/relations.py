"""What holds between the properties of one object: which exclude, need or follow one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from preview.checks import consistency
from preview.checks.listed import data_of
from preview.checks.problem import CONFLICT, MISSING_PROPERTY, WRONG_TYPE, InputProblem
from preview.values import UNKNOWN, Secret, Value

Check = Callable[[Mapping[str, Value]], "Iterator[InputProblem]"]


@dataclass(frozen=True, slots=True)
class Relations:
    """The relations of one type.

    `conflicts` are pairs that exclude each other; of each of `one_of` exactly one has to be set, of each of
    `some_of` one or more. What a property `needs` has to be set with it; `filled` lists must not be empty.
    `checks` are what needs code.
    """

    conflicts: Sequence[tuple[str, str]] = ()
    one_of: Sequence[Sequence[str]] = ()
    some_of: Sequence[Sequence[str]] = ()
    filled: Sequence[str] = ()
    needs: Mapping[str, Sequence[str]] = field(default_factory=dict)
    checks: Sequence[Check] = field(default=())

    def problems(self, given: Mapping[str, Value]) -> Iterator[InputProblem]:
        """What does not hold between these properties, with paths from their object."""
        for name in self.filled:
            if given.get(name) == []:
                yield InputProblem(name, WRONG_TYPE, "must not be empty", "Give at least one.")
        for first, second in self.conflicts:
            if _is_set(given.get(first)) and _is_set(given.get(second)):
                message = f"and {second} exclude each other"
                yield InputProblem(first, CONFLICT, message, "Take one of them out.")
        for names in self.one_of:
            chosen = [name for name in names if _is_set(given.get(name))]
            if len(chosen) > 1:
                message = f"and {' and '.join(chosen[1:])} exclude each other"
                yield InputProblem(chosen[0], CONFLICT, message, "Keep one of them.")
        for names in (*self.one_of, *self.some_of):
            # What is unknown may turn out to be set.
            if all(given.get(name) is None for name in names):
                choice = ", ".join(names[:-1]) + f" or {names[-1]}"
                yield InputProblem(
                    "", MISSING_PROPERTY, f"needs {choice}, and has none of them", "Set one of them."
                )
        for name, others in self.needs.items():
            for other in others if _is_set(given.get(name)) else ():
                if given.get(other) is None:
                    yield InputProblem(other, MISSING_PROPERTY, f"is missing, which {name} needs", "Set it.")
        for check in self.checks:
            yield from check(given)


_NONE: Final = Relations()


@cache
def relations_of(package: str, owner: str) -> Relations:
    """The relations in `owner`: a type token, or `module:Class`."""
    entry = data_of("relations").get(package, {}).get(owner, {})
    documented = data_of("documented").get(package, {}).get("conflicts", {}).get(owner, {})
    pairs = {(min(name, other), max(name, other)) for name, others in documented.items() for other in others}
    checks = (*consistency.CHECKS.get(f"{package}|{owner}", ()), *consistency.GENERAL.get(package, ()))
    if not (entry or pairs or checks):
        return _NONE
    wrong = {tuple(pair) for pair in entry.get("noConflicts", ())}
    return Relations(
        conflicts=sorted(pairs - wrong),
        one_of=entry.get("oneOf", ()),
        some_of=entry.get("someOf", ()),
        filled=entry.get("filled", ()),
        needs=entry.get("needs", {}),
        checks=checks,
    )


def _is_set(value: Value) -> bool:
    """Is it set to something that can count as a choice?"""
    if isinstance(value, Secret):
        value = value.value
    return value is not None and (value is UNKNOWN or value not in ("", [], {}, False))
