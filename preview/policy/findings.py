"""What a pack found: its diagnostics, with the structure that it wrote to the file in PREVIEW_FINDINGS.

The diagnostics of the protocol are the authority on what was found, by which rule and at which level. They
carry words only; a pack that knows PREVIEW_FINDINGS adds why, fix, result, property and waiver, one JSON
object per line. For any other pack, what it registered about the rule has to do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, TypeAlias

from pulumi.runtime.proto import analyzer_pb2

from preview.engine.model import Resource
from preview.policy.client import PackInfo
from preview.policy.made_up import made_up
from preview.report.model import SEVERITIES, Finding, Level, Result, Severity, Waiver

_SEVERITIES: Final[Mapping[int, Severity]] = {
    analyzer_pb2.POLICY_SEVERITY_UNSPECIFIED: "unspecified",
    analyzer_pb2.POLICY_SEVERITY_LOW: "low",
    analyzer_pb2.POLICY_SEVERITY_MEDIUM: "medium",
    analyzer_pb2.POLICY_SEVERITY_HIGH: "high",
    analyzer_pb2.POLICY_SEVERITY_CRITICAL: "critical",
}
_RESULTS: Final[Mapping[str, Result]] = {
    "fail": "fail",
    "unknown": "unknown",
    "waived": "waived",
    "error": "error",
}
# How pulumi_policy says that a rule read a value which is not known before a deployment.
_NOT_KNOWN: Final = re.compile(
    r"can't run policy '.*' from policy pack '.*' during preview: "
    r"\w+ value at \.(.*) can't be known during preview",
    re.DOTALL,
)

Lines: TypeAlias = Mapping[tuple[str, str, str], Mapping[str, Any]]
"""What the pack wrote to its file, by rule, URN and message."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """A diagnostic with the resource that it was said about; empty for the stack."""

    urn: str
    diagnostic: analyzer_pb2.AnalyzeDiagnostic


def merged(
    said: Iterable[Said], lines: Lines, info: PackInfo, resources: Mapping[str, Resource]
) -> list[Finding]:
    """The findings, each once, and which of them rest on a value of `resources` that was made up."""
    findings = dict.fromkeys(_finding(item, lines, info) for item in said)
    return [
        replace(finding, synthetic=made_up(finding.urn, finding.property_path, resources))
        for finding in findings
    ]


def read_lines(path: Path) -> Lines:
    """The findings that the pack wrote, by rule, URN and message; lines that are none of ours are ignored."""
    if not path.exists():
        return {}
    found: dict[tuple[str, str, str], Mapping[str, Any]] = {}
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            entry = json.loads(line)
        except json.JSONDecodeError:
            continue  # a line that was cut off by the end of its process
        if isinstance(entry, dict):
            found[str(entry.get("policy")), str(entry.get("urn") or ""), str(entry.get("message"))] = entry
    return found


def rule_crashed(info: PackInfo, urn: str, cause: str) -> Finding:
    """A rule of the pack crashed; which one, the protocol does not tell."""
    return Finding(
        rule=info.name,
        pack=info.name,
        severity="unspecified",
        level="mandatory",
        urn=urn,
        message=f"a rule of this pack crashed: {cause}",
        fix="Correct the rule; until then nothing of this pack has judged the resource.",
        result="error",
    )


def _finding(said: Said, lines: Lines, info: PackInfo) -> Finding:
    diagnostic = said.diagnostic
    rule = diagnostic.policyName
    policy = info.policies.get(rule, analyzer_pb2.PolicyInfo())
    description = diagnostic.description or policy.description
    message = _own_words(diagnostic.message, description)
    candidates = [
        (rule, urn, text) for urn in (diagnostic.urn, said.urn) for text in (diagnostic.message, message)
    ]
    line = next((lines[key] for key in candidates if key in lines), {})
    hidden = _not_known(message)
    level: Level = "advisory" if diagnostic.enforcementLevel == analyzer_pb2.ADVISORY else "mandatory"
    return Finding(
        rule=str(line.get("rule") or rule),  # one policy may speak for others, as a list of waivers does
        pack=info.name,
        severity=_severity(line, diagnostic, policy),
        level=level,
        urn=diagnostic.urn or said.urn,
        message=_hidden_words(hidden) if hidden else message,
        why=str(line.get("why") or ("" if description == message else description)),
        fix=str(line.get("fix") or policy.remediation_steps),
        result=_result(line, hidden),
        waived=_waiver(line.get("waiver")),
        property_path=str(line.get("property") or next(iter(hidden), "")),
        frameworks=_frameworks(line.get("frameworks"), policy),
    )


def _frameworks(written: Any, policy: analyzer_pb2.PolicyInfo) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the pack wrote; for any other pack, the one framework that a rule can be registered with."""
    if isinstance(written, dict):
        return tuple((str(name), tuple(map(str, served))) for name, served in written.items())
    registered = policy.framework
    return ((registered.name, tuple(registered.reference.split(", "))),) if registered.name else ()


def _severity(
    line: Mapping[str, Any], diagnostic: analyzer_pb2.AnalyzeDiagnostic, policy: analyzer_pb2.PolicyInfo
) -> Severity:
    written: list[Severity] = [each for each in SEVERITIES if each == line.get("severity")]
    said = (*written, _SEVERITIES.get(diagnostic.severity), _SEVERITIES.get(policy.severity))
    return next((each for each in said if each and each != "unspecified"), "unspecified")


def _own_words(message: str, description: str) -> str:
    """The SDK puts the rule's description in front of what the rule says; that is shown once, as the why."""
    if description and message.startswith(f"{description}\n"):
        return message[len(description) + 1 :]
    return message


def _result(line: Mapping[str, Any], hidden: list[str]) -> Result:
    if line:
        return _RESULTS.get(str(line.get("result")), "fail")
    return "unknown" if hidden else "fail"


def _not_known(message: str) -> list[str]:
    """The properties that a rule could not read, where this is what pulumi_policy says about it."""
    match = _NOT_KNOWN.fullmatch(message)
    return match[1].split(", .") if match else []


def _hidden_words(properties: list[str]) -> str:
    """The same in the words of the other findings."""
    verb = "is" if len(properties) == 1 else "are"
    return f"{', '.join(properties)} {verb} not known before the deployment."


def _waiver(entry: Any) -> Waiver | None:
    if not isinstance(entry, dict):
        return None
    return Waiver(
        reason=str(entry.get("reason") or ""),
        owner=str(entry.get("owner") or ""),
        expires=str(entry.get("expires") or ""),
    )
