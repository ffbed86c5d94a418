"""Waivers: which finding one covers, and the account of all of them that each report gives."""

import datetime
import threading
from collections.abc import Iterable
from dataclasses import dataclass

from pack.settings import Waiver


@dataclass(frozen=True, kw_only=True)
class Waived:
    """A finding that a waiver took out of its rule's result."""

    waiver: Waiver
    rule: str
    urn: str
    message: str
    property: str


class WaiverBook:
    """All waivers of the stack, and what each of them did in this run. Safe to use from several threads."""

    def __init__(self, waivers: Iterable[Waiver], today: datetime.date) -> None:
        self.waivers = tuple(waivers)
        self._today = today
        self._rules = {waiver.rule for waiver in self.waivers}
        self._waived: dict[tuple[str, str], list[Waived]] = {}
        self._matched: set[Waiver] = set()
        self._lock = threading.Lock()

    def find(self, rule: str, name: str, urn: str) -> Waiver | None:
        """The waiver that covers this rule and resource; one that holds goes before one that expired."""
        if rule not in self._rules:
            return None
        covering = [waiver for waiver in self.waivers if waiver.covers(rule, name, urn)]
        return min(covering, key=self.expired, default=None)

    def expired(self, waiver: Waiver) -> bool:
        """Whether the waiver's last day is over, as of the run's date."""
        return waiver.expired(self._today)

    def match(self, waiver: Waiver) -> None:
        """Note that there is something this waiver is about."""
        with self._lock:
            self._matched.add(waiver)

    def judged(self, rule: str, urn: str, waived: list[Waived]) -> None:
        """Note what was waived of one judgement; judging the same thing again replaces it."""
        if rule in self._rules:
            with self._lock:
                self._waived[rule, urn] = waived

    def waived(self, waiver: Waiver) -> list[Waived]:
        """What this waiver took out of the results, in the order in which it was judged."""
        with self._lock:
            return [entry for entries in self._waived.values() for entry in entries if entry.waiver == waiver]

    def idle(self, waiver: Waiver) -> bool:
        """Whether nothing in this run was about the waiver."""
        with self._lock:
            return waiver not in self._matched
