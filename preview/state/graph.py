"""A stack that exists: its resources and outputs, in the shape that packs and the report take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from preview.checks import InputProblem
from preview.engine import Diagnostic, Resource
from preview.urn import STACK_TYPE
from preview.values import Value


@dataclass(frozen=True, kw_only=True)
class State:
    """What a state file holds, but for what is about to be deleted."""

    project: str
    stack: str
    resources: Mapping[str, Resource]
    """By URN, in the order of the file: what a resource needs comes before it."""
    secrets: frozenset[str] = frozenset()
    """Texts that stand in the file as plain secrets, and must not be shown."""
    notes: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    problems: Mapping[str, tuple[InputProblem, ...]] = field(default_factory=dict)
    """None: a provider took these inputs."""

    @property
    def exports(self) -> Mapping[str, Value]:
        """The stack's outputs."""
        root = next((each for each in self.resources.values() if each.type == STACK_TYPE), None)
        return root.outputs if root else {}

    @property
    def failed(self) -> bool:
        """A state has no errors of its own: it is what the last deployment left."""
        return False

    def ordered(self) -> list[Resource]:
        """All resources, in the order of the file."""
        return list(self.resources.values())
