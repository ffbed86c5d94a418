"""What the tests of odd values share: every place inside properties, and what no answer may have."""

from typing import Any

from pack.judge import Outcome
from pack.values import SENTINEL

MARK = "hunter2-SENSITIVE"
"""Stands in every secret of these tests, and in no message."""


def places(value: Any) -> list[tuple[Any, ...]]:
    """Every place inside a value, as keys and indexes from the top."""
    inner: list[tuple[Any, ...]] = [()]
    if isinstance(value, dict):
        inner += [(key, *rest) for key, element in value.items() for rest in places(element)]
    if isinstance(value, list):
        inner += [(index, *rest) for index, element in enumerate(value) for rest in places(element)]
    return inner


def replaced(value: Any, place: tuple[Any, ...], new: Any) -> Any:
    """The value with another one at that place."""
    if not place:
        return new
    if isinstance(value, dict):
        return value | {place[0]: replaced(value[place[0]], place[1:], new)}
    return [replaced(e, place[1:], new) if index == place[0] else e for index, e in enumerate(value)]


def check(outcome: Outcome) -> None:
    """No rule crashed, and no message shows a secret or the mark of an unknown."""
    for report in outcome.reports:
        assert report.result != "error", report.message
        assert MARK not in report.message
        assert not SENTINEL.search(report.message)
        assert MARK not in report.property
        report.message.encode()
    for path in outcome.unknown:
        assert path
        assert MARK not in path
