"""The report on a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from preview.exits import ExitCode
from preview.report.findings_view import print_findings, print_unknown, print_waived, resource_name
from preview.report.model import Report, StackReport
from preview.report.problems_view import print_problems
from preview.report.tree import Layer, layers, short_type

_VERDICTS = {
    ExitCode.CLEAN: ("clean", "green"),
    ExitCode.FINDINGS: ("findings", "red"),
    ExitCode.CONFIGURATION: ("wrong configuration", "red"),
    ExitCode.PROGRAM: ("failed", "red"),
}
_OUTPUT_LINES = 20
_OUTPUT_WIDTH = 500
_INFO_LINES = 10


def print_report(console: Console, report: Report) -> None:
    """Everything that the run found; the summary stands last, where the eye ends up."""
    print_problems(console, report.configuration_errors)
    for stack in report.stacks:
        if stack.judged or stack.exit_code:
            _print_stack(console, stack)
    for analysis in report.analyses:
        if analysis.findings or analysis.notes:
            console.print()
            console.rule(Text(analysis.name), align="left", style="dim")
            print_findings(console, analysis.findings)
            _print_notes(console, analysis.notes)
    _print_pack_failures(console, report.stacks)
    _print_notes(console, report.notes)
    _print_packs(console, report.stacks)
    if others := [stack.stack for stack in report.stacks if not stack.judged]:
        _print_notes(console, [f"previewed only for their outputs, not judged: {', '.join(others)}"])
    if report.stacks:
        console.print()
        _print_summary(console, report)


def _print_stack(console: Console, stack: StackReport) -> None:
    console.print()
    title = Text(stack.stack, style="bold")
    console.rule(title, align="left", style="dim")
    if stack.judged and stack.resources:
        console.print(_tree(layers(stack.resources)))
    print_findings(console, [each for each in stack.findings if _is_shown(each.level, each.result)])
    print_unknown(console, [each for each in stack.findings if _is_unsure(each.level, each.result)])
    print_waived(console, [each for each in stack.findings if each.result == "waived"])
    _print_notes(console, stack.notes)
    _print_failure(console, stack)
    _print_diagnostics(console, stack)
    _print_output(console, stack)


def _is_shown(level: str, result: str) -> bool:
    return result in ("fail", "error") or (result == "unknown" and level == "mandatory")


def _is_unsure(level: str, result: str) -> bool:
    return result == "unknown" and level == "advisory"


def _tree(root: Layer) -> Tree:
    tree = Tree(Text(f"{root.total} resources"), guide_style="dim")
    _grow(tree, root)
    return tree


def _grow(tree: Tree, layer: Layer) -> None:
    if layer.counts:
        counts = ", ".join(
            f"{kind} x{number}" if number > 1 else kind for kind, number in layer.counts.items()
        )
        tree.add(Text(counts, style="dim"))
    for inner in layer.layers:
        label = Text(inner.title, style="bold").append(f" {short_type(inner.type)}", style="cyan")
        label.append(f"  {inner.total}", style="dim")
        _grow(tree.add(label), inner)


def _print_notes(console: Console, notes: Iterable[str]) -> None:
    for note in notes:
        console.print(Text("note  ", style="cyan").append(note, style="default"), soft_wrap=True)


def _print_failure(console: Console, stack: StackReport) -> None:
    failure = stack.failure
    if failure is None:
        return
    console.print(Text("The program failed: ", style="bold red").append(failure.message), soft_wrap=True)
    if failure.resource:
        console.print(Text(f"    while making {resource_name(failure.resource)}"), soft_wrap=True)
    for frame in failure.frames:
        console.print(
            Text(f"    {frame.file}:{frame.line}", style="cyan").append(
                f" in {frame.function}" if frame.function else "", style="dim"
            ),
            soft_wrap=True,
        )
        if frame.text:
            console.print(Text(f"        {frame.text}"), soft_wrap=True)


def _print_diagnostics(console: Console, stack: StackReport) -> None:
    told = stack.failure.message if stack.failure else ""
    shown = [each for each in stack.diagnostics if each.message not in told]
    hidden = 0
    styles = {"error": "red", "warning": "yellow", "info": "blue"}
    for number, each in enumerate(shown):
        if each.severity == "info" and number >= _INFO_LINES:
            hidden += 1
            continue
        line = Text(f"{each.severity}  ", style=styles[each.severity])
        line.append(f"{each.message}", style="default")
        if each.urn:
            line.append(f"  {resource_name(each.urn)}", style="dim")
        if each.source:
            line.append(f"  {each.source}", style="cyan")
        console.print(line, soft_wrap=True)
    if hidden:
        console.print(Text(f"info  ... and {hidden} more messages", style="dim"))


def _print_output(console: Console, stack: StackReport) -> None:
    lines = stack.output.splitlines()
    if not lines:
        return
    console.print(Text("The program printed:", style="dim"))
    if len(lines) > _OUTPUT_LINES:
        console.print(Text(f"    ... {len(lines) - _OUTPUT_LINES} lines before these", style="dim"))
    for line in lines[-_OUTPUT_LINES:]:
        shown = line if len(line) <= _OUTPUT_WIDTH else f"{line[:_OUTPUT_WIDTH]} ..."
        console.print(Text(f"    {shown}", style="dim"), soft_wrap=True)


def _print_pack_failures(console: Console, stacks: Iterable[StackReport]) -> None:
    """A pack that fails does so in every stack: said once."""
    by_message: dict[str, list[str]] = {}
    for stack in stacks:
        for failure in stack.pack_failures:
            by_message.setdefault(failure, []).append(stack.stack)
    for message, names in by_message.items():
        console.print(Text(message, style="red"), soft_wrap=True)
        console.print(Text(f"    not judged by it: {', '.join(names)}", style="dim"), soft_wrap=True)


def _print_packs(console: Console, stacks: Sequence[StackReport]) -> None:
    """What judged, so that a clean result is seen to mean something."""
    for pack in sorted({pack for stack in stacks for pack in stack.packs}):
        names = [stack.stack for stack in stacks if pack in stack.packs]
        name = f"{pack.name} {pack.version}".rstrip()
        _print_notes(console, [f"{', '.join(names)} judged by {pack.rules} rules of {name}"])


def _print_summary(console: Console, report: Report) -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("stack")
    for column in ("resources", "mandatory", "advisory", "unknown", "waived"):
        table.add_column(column, justify="right")
    table.add_column("result")
    for stack in report.stacks:
        summary = stack.summary()
        word, style = _VERDICTS[stack.exit_code]
        word = f"needs {stack.needs}" if stack.needs else word
        cells = [str(summary[key]) for key in ("resources", "mandatory", "advisory", "unknown", "waived")]
        table.add_row(stack.stack, *cells, Text(word if stack.judged else f"{word}, not judged", style=style))
    console.print(table)
