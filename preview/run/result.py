"""What came of previewing one stack, before it is made into a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from preview.checks import InputProblem
from preview.engine import Diagnostic, Resource
from preview.policy import Verdict
from preview.program import ProgramOutcome
from preview.project import Problem
from preview.values import Value


class Graph(Protocol):
    """What a report shows of a stack: one that is being previewed, or one that exists."""

    @property
    def resources(self) -> Mapping[str, Resource]:
        """By URN."""

    @property
    def exports(self) -> Mapping[str, Value]:
        """The stack's outputs."""

    @property
    def diagnostics(self) -> Sequence[Diagnostic]:
        """What was said about it."""

    @property
    def problems(self) -> Mapping[str, Sequence[InputProblem]]:
        """By URN, the inputs that a provider would refuse."""

    @property
    def failed(self) -> bool:
        """Has anything reported an error?"""

    def ordered(self) -> Sequence[Resource]:
        """All resources, in an order that every run has."""


@dataclass(frozen=True, kw_only=True)
class StackResult:
    """One stack's run; without `deployment` it did not get as far as the program."""

    stack: str
    judged: bool
    """False where the stack was previewed only for its outputs."""
    deployment: Graph | None = None
    outcome: ProgramOutcome | None = None
    verdicts: tuple[Verdict, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Why its configuration cannot be used."""
    notes: tuple[str, ...] = ()
    needs: str = ""
    """The other stack without whose outputs it could not be previewed, where nothing else kept it."""
    secrets: frozenset[str] = frozenset()
    """Texts from its configuration that must not be shown."""

    @property
    def finished(self) -> bool:
        """Did the program run to its end?"""
        return self.outcome is not None and self.outcome.kind == "finished"

    @property
    def failed(self) -> bool:
        """Is the preview not complete, for whatever reason?"""
        if not self.finished or self.deployment is None or self.deployment.failed:
            return True
        return any(verdict.failure for verdict in self.verdicts)
