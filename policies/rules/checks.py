"""Checks that many rules share: rows of the tables name a path and what is right there.

Each says what an absent property means, since that is the provider's default and differs from one property to
the next. `[]` in a path stands for every element of a list; a list that is absent has no elements to judge.
"""

from collections.abc import Callable, Iterator

from pack.reader import Reader
from pack.resource import Resource
from pack.verdict import Verdict, fail, unknown

Check = Callable[[Resource], Iterator[Verdict]]
Judgement = Callable[[Reader], str]


def on(path: str, *, default: bool = False) -> Check:
    """The flag is true; `default` is what the provider takes where it is not set."""
    return _each(path, lambda value: "" if value.is_true() else f"is {value.shown}, not true", _off(default))


def off(path: str, *, default: bool = False) -> Check:
    """The flag is not true; `default` is what the provider takes where it is not set."""
    absent = "is not set, and true by default" if default else ""
    return _each(path, lambda value: f"is {value.shown}" if value.is_true() else "", absent)


def given(path: str) -> Check:
    """The property is set, and not to nothing."""
    return _each(path, lambda value: "is empty" if value.empty else "", "is not set")


def one_of(path: str, *right: str, default: str = "") -> Check:
    """The text is one of these; `default` is what the provider takes where it is not set ("": nothing)."""
    wanted = right[0] if len(right) == 1 else f"one of {', '.join(right)}"

    def judge(value: Reader) -> str:
        return "" if value.one_of(*right) else f"is {value.shown}, not {wanted}"

    return _each(path, judge, _absent(default, default in right, f"not {wanted}"))


def none_of(path: str, *wrong: str) -> Check:
    """The text, or each of a list of texts, is none of these; not set, it is fine."""

    def check(resource: Resource) -> Iterator[Verdict]:
        for value in resource.all(path):
            hit = next((one for one in value.each() if one.one_of(*wrong)), None)
            if hit:
                yield fail(f"{value.path} is {hit.shown}.", hit)
            elif value.some_unknown:
                yield unknown(value)

    return check


def at_least(path: str, least: int, *, default: int | None = None) -> Check:
    """The number is at least `least`; `default` is the provider's where it is not set (None: nothing)."""

    def judge(value: Reader) -> str:
        number = value.number
        return "" if number is not None and number >= least else f"is {value.shown}, less than {least}"

    enough = default is not None and default >= least
    stated = "" if default is None else str(default)
    return _each(path, judge, _absent(stated, enough, f"less than {least}"))


def exists(message: str) -> Check:
    """The resource should not be there at all."""

    def check(resource: Resource) -> Iterator[Verdict]:  # noqa: ARG001 - its presence is the finding
        yield fail(message)

    return check


def unless(condition: str, check: Check) -> Check:
    """`check`, but not where the property `condition` is set: something else decides there."""

    def checked(resource: Resource) -> Iterator[Verdict]:
        if resource.at(condition).empty:
            yield from check(resource)

    return checked


def every(*checks: Check) -> Check:
    """All of these checks."""

    def checked(resource: Resource) -> Iterator[Verdict]:
        for check in checks:
            yield from check(resource)

    return checked


def _each(path: str, judge: Judgement, absent: str) -> Check:
    def check(resource: Resource) -> Iterator[Verdict]:
        for value in resource.all(path):
            if value.unknown:
                yield unknown(value)
            elif problem := absent if value.absent else judge(value):
                yield fail(f"{value.path} {problem}.", value)

    return check


def _off(default: bool) -> str:
    return "" if default else "is not set, and false by default"


def _absent(default: str, good: bool, instead: str) -> str:
    if good:
        return ""
    return f'is not set, and "{default}" by default' if default else f"is not set, {instead}".rstrip(", ")
