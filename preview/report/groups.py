"""Findings as people read them: one heading per rule, with the resources below it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from preview.report.model import Finding


@dataclass(frozen=True, kw_only=True)
class Group:
    """Findings of one rule that say the same for the same reason."""

    findings: Sequence[Finding]

    @property
    def first(self) -> Finding:
        """Stands for what all of them share: rule, level, severity, result, why and fix."""
        return self.findings[0]

    @property
    def message(self) -> str:
        """What the rule says, if that is the same for all; otherwise empty."""
        messages = {finding.message for finding in self.findings}
        return messages.pop() if len(messages) == 1 else ""


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """The groups, the gravest first."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in sorted(findings, key=Finding.sort_key):
        key = (finding.rule, finding.level, finding.severity, finding.result, finding.why, finding.fix)
        groups.setdefault(key, []).append(finding)
    return [Group(findings=members) for members in groups.values()]
