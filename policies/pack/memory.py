"""What is being judged in this thread: a request's resource or stack, and what has been said about it.

The stock servicer hands a policy its own view of a request, which doesn't say what is secret, and takes back
words only. Our servicers note the request here before they ask, and collect the structure of what was said.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from pack.judge import Report
from pack.resource import Resource
from pack.rule import Described
from pack.stack import Stack

Note = tuple[Described, Report]


class _Memory(threading.local):
    resource: Resource | None = None
    stack: Stack | None = None
    notes: list[Note] | None = None


_MEMORY = _Memory()


@contextmanager
def remembering(*, resource: Resource | None = None, stack: Stack | None = None) -> Iterator[list[Note]]:
    """While this holds, policies of this thread judge the given resource or stack; yields what they say."""
    notes: list[Note] = []
    _MEMORY.resource, _MEMORY.stack, _MEMORY.notes = resource, stack, notes
    try:
        yield notes
    finally:
        _MEMORY.resource = _MEMORY.stack = _MEMORY.notes = None


def remembered_resource() -> Resource | None:
    """The resource that this thread's request is about."""
    return _MEMORY.resource


def remembered_stack() -> Stack | None:
    """The stack that this thread's request is about."""
    return _MEMORY.stack


def note(described: Described, report: Report) -> None:
    """Note a report, in the order of the diagnostics."""
    if _MEMORY.notes is not None:
        _MEMORY.notes.append((described, report))
