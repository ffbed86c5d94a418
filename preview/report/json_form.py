"""The report as JSON: what report.schema.json describes, byte for byte the same for the same result."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from preview.report.model import VERSION, Analysis, Diagnostic, Failure, Finding, Report, Source, StackReport


def as_json(report: Report) -> str:
    """The report as JSON text."""
    data = {
        "version": VERSION,
        "project": report.project,
        "date": report.date,
        "exit_code": int(report.exit_code),
        "configuration_errors": [problem.as_dict() for problem in report.configuration_errors],
        "stacks": [_stack(stack) for stack in report.stacks],
        "analyses": [_analysis(analysis) for analysis in report.analyses],
        "notes": list(report.notes),
    }
    return json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"


def write_text(path: Path, text: str) -> None:
    """Write a file as a whole or not at all: what stood there before stays until the end. Raises OSError."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _stack(stack: StackReport) -> dict[str, Any]:
    return {
        "stack": stack.stack,
        "judged": stack.judged,
        "summary": stack.summary(),
        "resources": list(stack.resources),
        "findings": [_finding(finding) for finding in stack.findings],
        "exports": dict(stack.exports),
        "diagnostics": [_diagnostic(each) for each in stack.diagnostics],
        "notes": list(stack.notes),
        "failure": _failure(stack.failure),
        "packs": [asdict(pack) for pack in stack.packs],
        "pack_failures": list(stack.pack_failures),
    }


def _analysis(analysis: Analysis) -> dict[str, Any]:
    return {
        "name": analysis.name,
        "findings": _findings(analysis.findings),
        "notes": list(analysis.notes),
    }


def _findings(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    return [{**_finding(finding), "stack": finding.stack} for finding in findings]


def _finding(finding: Finding) -> dict[str, Any]:
    waived = finding.waived
    return {
        "rule": finding.rule,
        "pack": finding.pack,
        "severity": finding.severity,
        "level": finding.level,
        "result": finding.result,
        "urn": finding.urn,
        "message": finding.message,
        "why": finding.why,
        "fix": finding.fix,
        "property": finding.property_path,
        "synthetic": list(finding.synthetic),
        "frameworks": {framework: list(served) for framework, served in finding.frameworks},
        "waived": waived and {"reason": waived.reason, "owner": waived.owner, "expires": waived.expires},
        "source": _source(finding.source),
    }


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "urn": diagnostic.urn,
        "source": _source(diagnostic.source),
    }


def _source(source: Source | None) -> dict[str, Any] | None:
    return {"file": source.file, "line": source.line} if source else None


def _failure(failure: Failure | None) -> dict[str, Any] | None:
    if failure is None:
        return None
    frames = [
        {"file": each.file, "line": each.line, "function": each.function, "text": each.text}
        for each in failure.frames
    ]
    return {"message": failure.message, "resource": failure.resource, "frames": frames}
