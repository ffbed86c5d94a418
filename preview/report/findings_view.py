"""What was found, on a terminal: the same rule over many resources takes one heading and a line for each."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from preview.report.groups import Group, grouped
from preview.report.model import Finding, Waiver
from preview.report.terminal import on_one_line
from preview.report.tree import short_type
from preview.urn import is_urn, parse_urn

SHOWN = 15
"""As many resources of one rule are listed; the JSON report has all of them."""

_STYLES = {"critical": "bold red", "high": "red", "medium": "yellow", "low": "blue", "unspecified": "default"}
_RESULTS = {"fail": "", "unknown": "could not be judged", "error": "the rule crashed", "waived": "waived"}


def print_findings(console: Console, findings: Iterable[Finding]) -> None:
    """What fails, the gravest first."""
    for group in grouped(findings):
        first = group.first
        head = Text(first.level, style="bold red" if first.level == "mandatory" else "yellow")
        if first.severity != "unspecified":
            head.append(f"  {first.severity}", style=_STYLES[first.severity])
        head.append(f"  {first.rule}", style="bold default")
        if len(group.findings) > 1:
            head.append(f"  {len(group.findings)} resources", style="default not bold")
        if _RESULTS[first.result]:
            head.append(f"  ({_RESULTS[first.result]})", style="default not bold")
        console.print(head, soft_wrap=True)
        _print_text(console, "", group.message)
        _print_text(console, "why", first.why)
        _print_text(console, "fix", first.fix)
        _print_resources(console, group)


def print_unknown(console: Console, findings: Iterable[Finding]) -> None:
    """Rules that could not tell, and whose answer is not demanded."""
    for group in grouped(findings):
        names = sorted({_resource(finding) for finding in group.findings})
        paths = sorted({finding.property_path for finding in group.findings if finding.property_path})
        line = Text("unknown  ", style="cyan").append(group.first.rule, style="bold default")
        if paths:
            line.append(f"  not known before a deployment: {', '.join(paths)}", style="default not bold")
        elif group.message:
            line.append(f"  {group.message}", style="default not bold")
        console.print(line, soft_wrap=True)
        _print_list(console, names)


def print_waived(console: Console, findings: Iterable[Finding]) -> None:
    """Findings that somebody answers for, those of one waiver together."""
    by_waiver: dict[tuple[str, Waiver | None], list[Finding]] = {}
    for finding in sorted(findings, key=Finding.sort_key):
        by_waiver.setdefault((finding.rule, finding.waived), []).append(finding)
    for (rule, waiver), members in by_waiver.items():
        console.print(Text("waived  ", style="cyan").append(rule, style="bold default"), soft_wrap=True)
        if waiver:
            _print_text(console, "", f"until {waiver.expires}, {waiver.owner}: {waiver.reason}")
        _print_list(console, [_resource(finding) for finding in members])


def _print_resources(console: Console, group: Group) -> None:
    listed = [finding for finding in group.findings if finding.urn or finding.stack or not group.message]
    for finding in listed[:SHOWN]:
        line = Text(f"    {_resource(finding)}" if finding.urn else "   ")
        if finding.stack:
            line.append(f"  in stack {finding.stack}")
        if finding.source:
            line.append(f"  {finding.source}", style="cyan")
        if not group.message:
            line.append(f"  {finding.message}")
        if finding.synthetic:
            line.append(f"  rests on what the preview made up: {', '.join(finding.synthetic)}", style="dim")
        console.print(line, soft_wrap=True)
    if len(listed) > SHOWN:
        console.print(Text(f"    ... and {len(listed) - SHOWN} more, see --json", style="dim"))


def _print_list(console: Console, names: list[str]) -> None:
    for name in names[:SHOWN]:
        console.print(Text(f"    {name}"), soft_wrap=True)
    if len(names) > SHOWN:
        console.print(Text(f"    ... and {len(names) - SHOWN} more, see --json", style="dim"))


def _print_text(console: Console, label: str, text: str) -> None:
    if text:
        line = Text(f"    {label}  " if label else "    ", style="dim")
        console.print(line.append(text, style="default not dim"), soft_wrap=True)


def resource_name(urn: str) -> str:
    """A resource as people know it: its name and type. What is no URN is written as it is."""
    if not is_urn(urn):
        return on_one_line(urn)
    parts = parse_urn(urn)
    return f"{on_one_line(parts.name)} ({short_type(parts.type)})"


def _resource(finding: Finding) -> str:
    return resource_name(finding.urn) if finding.urn else "the stack"
