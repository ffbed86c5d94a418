"""Logic with three values: true, false, and None for what is not known yet."""

from __future__ import annotations

from collections.abc import Iterable

Truth = bool | None


def negation(truth: Truth) -> Truth:
    """The opposite; what is unknown stays so."""
    return None if truth is None else not truth


def any_of(truths: Iterable[Truth]) -> Truth:
    """True if one is, whatever the unknown ones are; false only if all are."""
    result: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            result = None
    return result


def all_of(truths: Iterable[Truth]) -> Truth:
    """False if one is, whatever the unknown ones are; true only if all are."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result
