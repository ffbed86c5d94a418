"""Checks that many rules share: rows of the tables name a path and what is right there.

Each says what an absent property means, since that is the provider's default and differs from one property to
the next. `[]` in a path stands for every element of a list; a list that is absent has no elements to judge.
"""

import re
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

    return _each(path, judge, _absent(f'"{default}"' if default else "", default in right, wanted))


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
    return _each(path, judge, _absent(stated, enough, f"{least} or more"))


def own_key(path: str) -> Check:
    """A KMS key is named, and not the one that AWS manages for the service."""

    def judge(value: Reader) -> str:
        if value.empty:
            return "is empty"
        return f"is {value.shown}, a key that AWS manages" if is_aws_managed(value) else ""

    return _each(path, judge, "is not set")


def is_aws_managed(key: Reader) -> bool:
    """Whether a key is AWS's: AWS_OWNED_KMS_KEY, or the alias alias/aws/s3, by itself or in an ARN."""
    text = key.text or ""
    of_aws = text.startswith(("alias/aws/", "AWS_OWNED_"))
    return of_aws or (text.startswith("arn:") and ":alias/aws/" in text)


def like(path: str, pattern: str, wanted: str, *, default: str = "") -> Check:
    """The text matches the pattern; `wanted` says in words what that means."""
    shape = re.compile(pattern)

    def judge(value: Reader) -> str:
        return "" if shape.match(value.text or "") else f"is {value.shown}, not {wanted}"

    stated = f'"{default}"' if default else ""
    return _each(path, judge, _absent(stated, bool(shape.match(default)), wanted))


def includes(path: str, *wanted: str) -> Check:
    """The list holds all of these texts."""

    def check(resource: Resource) -> Iterator[Verdict]:
        value = resource.at(path)
        there = {text.casefold() for text in value.strings}
        missing = [text for text in wanted if text.casefold() not in there]
        if missing and value.some_unknown:
            yield unknown(value)
        elif missing:
            yield fail(f"{value.path} lacks {', '.join(missing)}.", value)

    return check


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


def where_set(condition: str, check: Check) -> Check:
    """`check`, but only where the property `condition` is set; unknown where that is not known."""

    def checked(resource: Resource) -> Iterator[Verdict]:
        value = resource.at(condition)
        if value.unknown:
            yield from _at_most_unknown(check(resource), value)
        elif not value.empty:
            yield from check(resource)

    return checked


def where_on(condition: str, check: Check) -> Check:
    """`check`, but only where the flag `condition` is true; unknown where that is not known."""

    def checked(resource: Resource) -> Iterator[Verdict]:
        value = resource.at(condition)
        if value.unknown:
            yield from _at_most_unknown(check(resource), value)
        elif value.is_true():
            yield from check(resource)

    return checked


def where(condition: str, *values: str, check: Check, default: str = "") -> Check:
    """`check`, but only where the property is one of these; `default` is what it is where not set."""

    def checked(resource: Resource) -> Iterator[Verdict]:
        value = resource.at(condition)
        if value.unknown:
            yield from _at_most_unknown(check(resource), value)
        elif value.one_of(*values) or (value.absent and default in values):
            yield from check(resource)

    return checked


def except_where(condition: str, *values: str, check: Check) -> Check:
    """`check`, but not where the property is one of these; unknown where that is not known."""

    def checked(resource: Resource) -> Iterator[Verdict]:
        value = resource.at(condition)
        if value.unknown:
            yield from _at_most_unknown(check(resource), value)
        elif not value.one_of(*values):
            yield from check(resource)

    return checked


def _at_most_unknown(verdicts: Iterator[Verdict], condition: Reader) -> Iterator[Verdict]:
    """What would be wrong if the condition held, told as the condition not being known."""
    if any(True for _ in verdicts):
        yield unknown(condition)


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


def _absent(default: str, good: bool, wanted: str) -> str:
    """What is wrong where nothing is set: `default` holds then, as it is shown ("": nothing does)."""
    if good:
        return ""
    return f"is not set, and {default} by default" if default else f"is not set; it has to be {wanted}"
