"""Making the report of a stack from what its run left: masked, sorted, each thing once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any, Final

from preview.checks import InputProblem
from preview.engine import Resource
from preview.exits import ExitCode
from preview.policy import Verdict
from preview.program import ProgramOutcome
from preview.report.mask import Mask
from preview.report.model import Diagnostic, Failure, Finding, Frame, Source, StackReport
from preview.run.result import Graph, StackResult

_ADDRESS: Final = re.compile(r"\bat 0x[0-9a-f]+")
"""Where an object lies in memory differs from run to run, and says nothing."""

_WHY_REFUSED: Final = "The provider refuses this before it deploys anything."
_WHY_HINTED: Final = "The SDK declares something else; the provider may take it nevertheless."


def build(result: StackResult) -> StackReport:
    """The report of one stack."""
    mask = Mask(result.secrets)
    deployment = result.deployment
    if deployment is None:
        return StackReport(stack=result.stack, judged=result.judged, exit_code=ExitCode.CONFIGURATION)
    findings = _findings(result.verdicts, deployment, mask)
    failure = _needing(result, deployment) or _failure(result.outcome, mask)
    notes = [*result.notes, *(note for verdict in result.verdicts for note in verdict.notes)]
    return StackReport(
        stack=result.stack,
        judged=result.judged,
        resources=tuple(_resource(resource, mask) for resource in deployment.ordered()),
        findings=findings,
        exports=mask.value(deployment.exports),
        diagnostics=_diagnostics(deployment, mask),
        notes=tuple(dict.fromkeys(mask.text(note) for note in notes)),
        failure=failure,
        packs=tuple(verdict.pack for verdict in result.verdicts if verdict.pack),
        pack_failures=tuple(
            mask.text(str(verdict.failure)) for verdict in result.verdicts if verdict.failure
        ),
        exit_code=_exit_code(result, deployment, findings, failure),
        output="" if result.needs else _output(result.outcome, mask),
        needs=result.needs,
    )


def _exit_code(
    result: StackResult, deployment: Graph, findings: Iterable[Finding], failure: Failure | None
) -> ExitCode:
    codes = [verdict.failure.exit_code for verdict in result.verdicts if verdict.failure]
    if failure or deployment.failed:
        codes.append(ExitCode.PROGRAM)
    if any(finding.counts for finding in findings):
        codes.append(ExitCode.FINDINGS)
    return max(codes, default=ExitCode.CLEAN)


def _findings(verdicts: Iterable[Verdict], deployment: Graph, mask: Mask) -> tuple[Finding, ...]:
    judged = [finding for verdict in verdicts for finding in verdict.findings]
    refused = [
        _refused(urn, problem) for urn, problems in deployment.problems.items() for problem in problems
    ]
    found = {
        replace(
            finding,
            urn=mask.text(finding.urn),
            message=_words(finding.message, mask),
            why=mask.text(finding.why),
            fix=mask.text(finding.fix),
            source=_source(deployment.resources.get(finding.urn)),
        )
        for finding in (*judged, *refused)
    }
    return tuple(sorted(found, key=Finding.sort_key))


def _refused(urn: str, problem: InputProblem) -> Finding:
    """An input that the provider would not take; a hint counts for nothing."""
    error = problem.level == "error"
    return Finding(
        rule=problem.rule,
        severity="high" if error else "low",
        level="mandatory" if error else "advisory",
        urn=urn,
        message=problem.message,
        why=_WHY_REFUSED if error else _WHY_HINTED,
        fix=problem.fix,
        property_path=problem.path,
    )


def _source(resource: Resource | None) -> Source | None:
    if resource is None or resource.source is None:
        return None
    return Source(file=resource.source.file, line=resource.source.line)


def _diagnostics(deployment: Graph, mask: Mask) -> tuple[Diagnostic, ...]:
    """Sorted, since the order in which threads report is a matter of chance; the gravest first."""
    order = ("error", "warning", "info")
    said = {
        Diagnostic(
            severity=each.severity,
            message=_words(each.message, mask),
            urn=mask.text(each.urn),
            source=Source(file=each.source.file, line=each.source.line) if each.source else None,
        )
        for each in deployment.diagnostics
    }
    return tuple(
        sorted(said, key=lambda each: (order.index(each.severity), each.urn, each.message, str(each.source)))
    )


def _needing(result: StackResult, deployment: Graph) -> Failure | None:
    """Where another stack is the reason, its failure says more than a traceback of this one."""
    if not result.needs:
        return None
    errors = [each.message for each in deployment.diagnostics if each.severity == "error"]
    return Failure(message="; ".join(sorted(set(errors))))


def _failure(outcome: ProgramOutcome | None, mask: Mask) -> Failure | None:
    if outcome is None or outcome.kind == "finished":
        return None
    error = outcome.error
    if error is None:
        return Failure(message=f"the program {outcome.kind.replace('_', ' ')}")
    frames = tuple(
        Frame(file=frame.file, line=frame.line, function=frame.function, text=mask.text(frame.text))
        for frame in error.frames
    )
    message = _words(error.message, mask)
    if outcome.kind == "timed_out":
        message += " (time-limit of [tool.preview] in pyproject.toml)"
    return Failure(message=message, frames=frames, resource=mask.text(error.urn or error.resource))


def _output(outcome: ProgramOutcome | None, mask: Mask) -> str:
    if outcome is None:
        return ""
    return mask.text("\n".join(text.rstrip() for text in (outcome.stdout, outcome.stderr) if text.strip()))


def _words(text: str, mask: Mask) -> str:
    return _ADDRESS.sub("at 0x...", mask.text(text)).strip()


def _resource(resource: Resource, mask: Mask) -> dict[str, Any]:
    return {
        "urn": mask.text(resource.urn),
        "type": resource.type,
        "name": mask.text(resource.name),
        "custom": resource.custom,
        "remote": resource.remote,
        "operation": resource.op,
        "parent": mask.text(resource.parent),
        "provider": mask.text(resource.provider),
        "id": mask.value(resource.id),
        "import_id": resource.import_id,
        "inputs": mask.value(resource.inputs),
        "outputs": mask.value(resource.outputs),
        "dependencies": [mask.text(urn) for urn in resource.dependencies],
        "property_dependencies": mask.value(resource.property_dependencies),
        "aliases": [mask.text(urn) for urn in resource.aliases],
        "protect": resource.protect,
        "retain_on_delete": resource.retain_on_delete,
        "deleted_with": mask.text(resource.deleted_with),
        "delete_before_replace": resource.delete_before_replace,
        "ignore_changes": list(resource.ignore_changes),
        "replace_on_changes": list(resource.replace_on_changes),
        "additional_secret_outputs": list(resource.additional_secret_outputs),
        "custom_timeouts": dict(sorted(resource.custom_timeouts.items())),
        "synthetic": list(resource.synthetic),
        "source": asdict(resource.source) if resource.source else None,
    }
