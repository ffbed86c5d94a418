"""What came of previewing one stack, before it is made into a report."""

from __future__ import annotations

from dataclasses import dataclass

from preview.engine import Deployment
from preview.policy import Verdict
from preview.program import ProgramOutcome
from preview.project import Problem


@dataclass(frozen=True, kw_only=True)
class StackResult:
    """One stack's run; without `deployment` it did not get as far as the program."""

    stack: str
    judged: bool
    """False where the stack was previewed only for its outputs."""
    deployment: Deployment | None = None
    outcome: ProgramOutcome | None = None
    verdicts: tuple[Verdict, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Why its configuration cannot be used."""
    notes: tuple[str, ...] = ()
    secrets: frozenset[str] = frozenset()
    """Texts from its configuration that must not be shown."""

    @property
    def finished(self) -> bool:
        """Did the program run to its end?"""
        return self.outcome is not None and self.outcome.kind == "finished"
