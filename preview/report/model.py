"""The result of a run as plain data: what every form of the report shows, with nothing secret left in it.

Property values have the form that Pulumi's own state files have, except that a secret is the text
`[secret]` and a value that only a deployment would tell is `UNKNOWN_TEXT`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from preview.exits import ExitCode
from preview.project.problems import Problem
from preview.urn import STACK_TYPE, is_provider

VERSION: Final = 1
"""Of the JSON form; grows when a field changes its meaning or goes away."""

Severity = Literal["critical", "high", "medium", "low", "unspecified"]
SEVERITIES: Final[tuple[Severity, ...]] = ("critical", "high", "medium", "low", "unspecified")

Level = Literal["mandatory", "advisory"]

Result = Literal["fail", "unknown", "waived", "error"]
"""What a rule said: it fails, it could not tell, it fails but is waived, or the rule itself crashed."""


@dataclass(frozen=True, kw_only=True, order=True)
class Source:
    """A place in the program; `file` is relative to the project's folder."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, kw_only=True)
class Waiver:
    """Why a finding does not count, who answers for that, and until when."""

    reason: str
    owner: str
    expires: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a rule of a pack, or an analysis, says about a resource, or about the stack (`urn` is empty)."""

    rule: str
    severity: Severity
    level: Level
    urn: str
    message: str
    why: str = ""
    fix: str = ""
    result: Result = "fail"
    waived: Waiver | None = None
    source: Source | None = None
    property_path: str = ""
    """Of the property that decided, where the rule tells it."""
    synthetic: tuple[str, ...] = ()
    """What in that property the preview made up, as `resource.output`: only a deployment would tell it."""
    frameworks: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Requirements of compliance frameworks that the rule serves, by framework, where the pack tells."""
    pack: str = ""
    stack: str = ""

    @property
    def counts(self) -> bool:
        """Does it fail the run?"""
        return self.level == "mandatory" and self.result != "waived"

    def sort_key(self) -> tuple[object, ...]:
        """The gravest first, then by rule and resource."""
        return (
            self.level != "mandatory",
            SEVERITIES.index(self.severity),
            self.rule,
            self.urn,
            self.message,
            self.result,
            self.stack,
            self.pack,
            self.property_path,
        )


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One call of the program that led to its error."""

    file: str
    line: int
    function: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Failure:
    """Why a stack could not be previewed to the end."""

    message: str
    frames: tuple[Frame, ...] = ()
    resource: str = ""
    """URN, or type and name, of the resource that was being made."""


@dataclass(frozen=True, kw_only=True, order=True)
class Pack:
    """A pack that judged a stack to the end."""

    name: str
    version: str
    rules: int
    """How many of its rules are not switched off."""


@dataclass(frozen=True, kw_only=True)
class Diagnostic:
    """What the program or the engine said while it ran."""

    severity: Literal["info", "warning", "error"]
    message: str
    urn: str = ""
    source: Source | None = None


Kind = Literal["stack", "provider", "component", "read", "resource"]


def kind_of(resource: Mapping[str, Any]) -> Kind:
    """What a resource of a report is; `resource` is one that the stack would make or adopt."""
    if resource["type"] == STACK_TYPE:
        return "stack"
    if is_provider(resource["type"]):
        return "provider"
    if not resource["custom"]:
        return "component"
    return "read" if resource["operation"] == "read" else "resource"


@dataclass(frozen=True, kw_only=True)
class StackReport:
    """One stack: what would be built, and what was found."""

    stack: str
    judged: bool
    """False for a stack that was previewed only because another one refers to it."""
    resources: tuple[Mapping[str, Any], ...] = ()
    findings: tuple[Finding, ...] = ()
    exports: Mapping[str, Any] = field(default_factory=dict)
    diagnostics: tuple[Diagnostic, ...] = ()
    notes: tuple[str, ...] = ()
    failure: Failure | None = None
    packs: tuple[Pack, ...] = ()
    pack_failures: tuple[str, ...] = ()
    exit_code: ExitCode = ExitCode.CLEAN
    output: str = ""
    """What the program printed; for people only, since it may differ from run to run."""
    needs: str = ""
    """The stack whose failure is the reason of this one's."""

    def summary(self) -> dict[str, int]:
        """Counts: what the stack is made of, and findings by what they mean."""
        kinds = Counter(map(kind_of, self.resources))
        return {
            "resources": kinds["resource"],
            "components": kinds["component"],
            "providers": kinds["provider"],
            "reads": kinds["read"],
            "mandatory": sum(finding.counts for finding in self.findings),
            "advisory": sum(
                finding.level == "advisory" and finding.result != "waived" for finding in self.findings
            ),
            "unknown": sum(finding.result == "unknown" for finding in self.findings),
            "waived": sum(finding.result == "waived" for finding in self.findings),
            "warnings": sum(diagnostic.severity == "warning" for diagnostic in self.diagnostics),
            "exit_code": int(self.exit_code),
        }


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """What a hook of phase `after` answered; `name` is its command."""

    name: str
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Report:
    """Everything a run found."""

    project: str
    date: str
    configuration_errors: tuple[Problem, ...] = ()
    stacks: tuple[StackReport, ...] = ()
    analyses: tuple[Analysis, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def exit_code(self) -> ExitCode:
        """The highest of everything in the report."""
        codes = [stack.exit_code for stack in self.stacks]
        if self.configuration_errors:
            codes.append(ExitCode.CONFIGURATION)
        if any(finding.counts for analysis in self.analyses for finding in analysis.findings):
            codes.append(ExitCode.FINDINGS)
        return max(codes, default=ExitCode.CLEAN)
