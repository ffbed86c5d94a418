"""Resources that are made anew under their URN: the next one has another id, and another made-up name."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from preview.synthesis import Created
from preview.values import Value

_PREFIX = "urn:pulumi:"


@dataclass(frozen=True)
class _Existing:
    id: str
    inputs: Mapping[str, Value]


class Generations:
    """What exists, as the engine's questions tell: it asks for the difference before it replaces anything.

    Everything else of a resource derives from its URN, so a replacement would equal what it replaces.
    Safe to use from several threads.
    """

    def __init__(self) -> None:
        self._existing: dict[str, _Existing] = {}
        self._lock = threading.Lock()

    def exists(self, urn: str, id: str, inputs: Mapping[str, Value]) -> None:
        """Know a resource of the engine's state."""
        with self._lock:
            self._existing[urn] = _Existing(id, dict(inputs))

    def gone(self, urn: str, id: str) -> None:
        """Forget a resource that was deleted; its replacement stays."""
        with self._lock:
            if urn in self._existing and self._existing[urn].id == id:
                del self._existing[urn]

    def checked(
        self,
        urn: str,
        given: Mapping[str, Value],
        old: Mapping[str, Value],
        check: Callable[[str], dict[str, Value]],
    ) -> dict[str, Value]:
        """The inputs of a resource: names that `check` makes up stay as they were in the `old` inputs.

        Without old inputs it is to be made, and they are not those of what exists.
        """
        found = check(urn)
        names = found.keys() - given.keys()
        if old:
            changed = {name for name in names & old.keys() if found[name] != old[name]}
            other = check(_next(urn)) if changed else found
            return other if any(other[name] == old[name] for name in changed) else found
        existing = self._known(urn)
        if existing is None or not any(found[name] == existing.inputs.get(name) for name in names):
            return found
        return check(_next(urn))

    def created(self, urn: str, create: Callable[[str], Created]) -> Created:
        """A new resource; its id is not that of what exists, unless a name of the program decides it."""
        made = create(urn)
        existing = self._known(urn)
        return create(_next(urn)) if existing is not None and made.id == existing.id else made

    def _known(self, urn: str) -> _Existing | None:
        with self._lock:
            return self._existing.get(urn)


def _next(urn: str) -> str:
    """A URN that is made into other text, but names the same resource: that of another stack."""
    stack, separator, rest = urn.removeprefix(_PREFIX).partition("::")
    return f"{_PREFIX}{stack}'{separator}{rest}"
