"""The structure of findings, as JSON lines, for tools that show more than a diagnostic's words.

Written to the file that `PREVIEW_FINDINGS` names. A line carries the exact message of the diagnostic that it
describes: the diagnostic is the authority, the line says where it is from and how to fix it.
"""

import json
import os
import threading
from pathlib import Path
from typing import Any

from pack.frameworks import frameworks
from pack.judge import Report
from pack.rule import Described


def finding(described: Described, report: Report, *, message: str, level: str) -> dict[str, Any]:
    """One finding, as the line that describes it."""
    waiver = report.waiver
    return {
        "policy": described.name,
        "rule": report.rule or described.name,
        "urn": report.urn,
        "message": message,
        "why": described.why,
        "fix": described.fix,
        "severity": described.severity.value,
        "level": level,
        "result": report.result,
        "property": report.property,
        "frameworks": frameworks(described),
        "waiver": waiver
        and {"reason": waiver.reason, "owner": waiver.owner, "expires": waiver.expires.isoformat()},
    }


class FindingsFile:
    """The file that findings go to; without a path they go nowhere. Safe to use from several threads."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._lock = threading.Lock()

    @property
    def wanted(self) -> bool:
        """Whether anybody reads findings."""
        return self._path is not None

    def write(self, findings: list[dict[str, Any]]) -> None:
        """Append findings, whole lines at once, so that two packs can share the file."""
        if not self._path or not findings:
            return
        lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in findings)
        with self._lock:
            descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(descriptor, lines.encode("utf-8", "replace"))
            finally:
                os.close(descriptor)
