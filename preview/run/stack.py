"""Previewing one stack: its program runs against a deployment, and packs judge what it registers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from preview.engine import Deployment, Resource, StackOutputs
from preview.policy import Judge, PackSource, StackContext, Verdict
from preview.program import ProgramOutcome, ProgramRequest, ProgramServer, run_program
from preview.project import PLACEHOLDER, ProblemsError, Project, StackConfiguration
from preview.run.encrypted import encrypted_texts, without_stand_in
from preview.run.exchange import Exchange
from preview.run.foreign import References
from preview.run.names import ORGANIZATION
from preview.run.progress import Progress
from preview.run.references import ReferenceResolver
from preview.run.result import StackResult
from preview.schema import SchemaIndex
from preview.synthesis import Synthesizer
from preview.values import Value


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is to be previewed, and with what."""

    project: Project
    stacks: tuple[str, ...]
    """Those that were asked for; the others are previewed where one of these refers to them."""
    packs: tuple[PackSource, ...]
    secrets: Mapping[str, Any]
    references: References
    date: str
    time_limit: float
    work_directory: Path
    """For temporary files of the run."""


class StackRun:
    """One stack's preview; `run` may be called once, `cancel` at any time and from another thread."""

    def __init__(
        self,
        plan: Plan,
        stack: str,
        *,
        server: ProgramServer,
        schemas: SchemaIndex,
        exchange: Exchange,
        progress: Progress,
    ) -> None:
        self._plan = plan
        self._stack = stack
        self._judged = stack in plan.stacks
        self._server = server
        self._schemas = schemas
        self._exchange = exchange
        self._progress = progress
        self._judges: list[Judge] = []
        self._notes: list[str] = []
        self._references = ReferenceResolver(
            stack,
            project=plan.project,
            asked=plan.stacks,
            given=plan.references,
            exchange=exchange,
            progress=progress,
        )

    def run(self) -> StackResult:
        """Preview the stack, publish its exports, and wait for the packs."""
        try:
            configuration = self._plan.project.configuration(self._stack, secrets=self._plan.secrets)
        except ProblemsError as error:
            self._exchange.give_up(self._stack, "its configuration is wrong")
            return StackResult(stack=self._stack, judged=self._judged, problems=error.problems)
        if self._judged:
            self._start_judges(configuration)
        try:
            deployment = self._deployment(configuration)
            outcome = self._execute(deployment)
            verdicts = self._verdicts(deployment, outcome)
        finally:
            self._stop_judges()
        missing = without_stand_in(configuration)
        if missing and outcome.kind != "finished":
            self._notes.append(
                f"encrypted values read as a placeholder here: {missing}; "
                "where the program takes one apart, give a stand-in for it: --secrets FILE"
            )
        return StackResult(
            stack=self._stack,
            judged=self._judged,
            deployment=deployment,
            outcome=outcome,
            verdicts=verdicts,
            notes=(*sorted(self._references.unknown), *self._notes),
            secrets=frozenset(encrypted_texts(configuration)),
            needs=self._needs(deployment, outcome),
        )

    def cancel(self) -> None:
        """End the packs; the program ends with its server."""
        self._stop_judges()

    def _start_judges(self, configuration: StackConfiguration) -> None:
        context = StackContext(
            organization=ORGANIZATION,
            project=self._plan.project.name,
            stack=self._stack,
            config=configuration.values,
            secret_keys=configuration.secret_keys,
            date=self._plan.date,
        )
        for number, pack in enumerate(self._plan.packs):
            file = self._plan.work_directory / f"findings-{self._stack}-{number}.jsonl"
            judge = Judge(pack, context, file, self._plan.time_limit)
            judge.start()
            self._judges.append(judge)

    def _stop_judges(self) -> None:
        for judge in self._judges:
            judge.cancel()

    def _deployment(self, configuration: StackConfiguration) -> Deployment:
        project = self._plan.project
        return Deployment(
            organization=ORGANIZATION,
            project=project.name,
            stack=self._stack,
            root=project.directory,
            config=configuration.values,
            secret_keys=configuration.secret_keys,
            synthesizer=Synthesizer(self._schemas, project=project.name, stack=self._stack),
            references=self._references.outputs,
            on_registered=self._registered,
            remediate=self._remediated if self._judges else None,
            placeholder=PLACEHOLDER if without_stand_in(configuration) else "",
        )

    def _registered(self, resource: Resource) -> None:
        self._progress.registered(self._stack)
        for judge in self._judges:
            judge.submit(resource)

    def _remediated(self, resource: Resource) -> Mapping[str, Value] | None:
        changed: Mapping[str, Value] | None = None
        for judge in self._judges:
            inputs = judge.remediate(resource)
            if inputs is not None:
                resource.inputs = dict(inputs)
                changed = inputs
        return changed

    def _execute(self, deployment: Deployment) -> ProgramOutcome:
        self._progress.running(self._stack)
        request = ProgramRequest(time_limit=self._plan.time_limit, waited=self._references.waiting.seconds)
        outcome = run_program(self._server, deployment, request)
        if outcome.kind == "finished" and not deployment.failed:
            self._exchange.publish(self._stack, StackOutputs(outputs=dict(deployment.exports)))
        else:
            self._exchange.give_up(self._stack, "its program failed")
        return outcome

    def _needs(self, deployment: Deployment, outcome: ProgramOutcome) -> str:
        """The stack that failed and kept this one from being previewed, if nothing else did."""
        failed = self._references.failed
        told = set(failed.values())
        others = {each.message for each in deployment.diagnostics if each.severity == "error"} - told
        raised = outcome.error.message if outcome.error else ""
        if others or (raised and not any(words in raised for words in told)):
            return ""
        return min(failed, default="")

    def _verdicts(self, deployment: Deployment, outcome: ProgramOutcome) -> tuple[Verdict, ...]:
        self._progress.judging(self._stack)
        whole = outcome.kind == "finished" and not deployment.failed
        if self._judges and not whole:
            self._notes.append("rules over the whole stack were not judged, since it is not complete")
        resources = deployment.ordered() if whole else None
        return tuple(judge.finish(resources) for judge in self._judges)
