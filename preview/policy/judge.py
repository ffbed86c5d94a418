"""A pack judging one stack while its program still runs."""

from __future__ import annotations

import queue
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pulumi.runtime.proto import analyzer_pb2

from preview.engine.model import Resource
from preview.policy.client import Analyzer
from preview.policy.errors import PackError, RuleError
from preview.policy.findings import Said, merged, read_lines, rule_crashed
from preview.policy.marshal import (
    analyze_request,
    is_analyzed,
    provider_message,
    provider_of,
    stack_resource,
)
from preview.policy.process import PackProcess, StackContext
from preview.policy.source import PackSource
from preview.report.model import Finding, Pack
from preview.urn import is_provider
from preview.values import Value, from_struct


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What one pack has to say about one stack."""

    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    pack: Pack | None = None
    """What judged, None unless it did so to the end."""
    failure: PackError | None = None


class Judge:
    """Judges resources on a thread of its own, in the order in which they are submitted.

    `submit` and `remediate` are called from the threads that register resources, `finish` once, at the end;
    after `cancel` nothing is judged any more. However it ends, the pack's process is gone then.
    """

    def __init__(
        self, source: PackSource, context: StackContext, findings_file: Path, time_limit: float
    ) -> None:
        self._source = source
        self._context = context
        self._findings_file = findings_file
        self._time_limit = time_limit
        self._queue: queue.SimpleQueue[Resource | Sequence[Resource] | None] = queue.SimpleQueue()
        self._ready = threading.Event()
        self._cancelled = threading.Event()
        self._process: PackProcess | None = None
        self._analyzer: Analyzer | None = None
        self._failure: PackError | None = None
        self._mistake: Exception | None = None
        self._said: list[Said] = []
        self._crashes: list[Finding] = []
        self._rewritten: set[tuple[str, str]] = set()
        self._providers: dict[str, analyzer_pb2.AnalyzerProviderResource] = {}
        self._thread = threading.Thread(target=self._run, name=f"judge {context.stack}", daemon=True)

    def start(self) -> None:
        """Start the pack, without waiting for it."""
        self._thread.start()

    def submit(self, resource: Resource) -> None:
        """Have a resource judged whose inputs are checked."""
        if is_provider(resource.type):
            self._providers[resource.urn] = provider_message(resource)
        if is_analyzed(resource):
            self._queue.put(resource)

    def remediate(self, resource: Resource) -> Mapping[str, Value] | None:
        """New inputs for a resource, None where the pack changes nothing. Waits until the pack is ready."""
        self._ready.wait()
        analyzer = self._analyzer
        if analyzer is None or not analyzer.info.remediates or not is_analyzed(resource):
            return None
        request = analyze_request(resource, self._provider(resource), internal=True)
        try:
            answer = analyzer.remediate(request)
        except RuleError as error:
            self._crashes.append(rule_crashed(analyzer.info, resource.urn, str(error)))
            return None
        except PackError as error:
            self._failure = self._failure or error
            return None
        inputs: Mapping[str, Value] | None = None
        for remediation in answer.remediations:
            if remediation.HasField("properties"):
                inputs = from_struct(remediation.properties)
                self._rewritten.add((remediation.policyName, resource.urn))
        return inputs

    def finish(self, resources: Sequence[Resource] | None) -> Verdict:
        """Wait for the last resource, have the stack judged (None: the program failed), and end the pack."""
        if resources is not None:
            self._queue.put([resource for resource in resources if is_analyzed(resource)])
        self._queue.put(None)
        self._thread.join()
        if self._mistake:
            raise self._mistake
        if self._analyzer is None:
            return Verdict(failure=self._failure)
        info = self._analyzer.info
        graph = {resource.urn: resource for resource in resources or ()}
        findings = [*merged(self._said, read_lines(self._findings_file), info, graph), *self._crashes]
        notes = [f"rule {rule} changed the inputs of {urn}" for rule, urn in sorted(self._rewritten)]
        rules = sum(rule.level != "disabled" for rule in info.rules.values())
        pack = None if self._failure else Pack(name=info.name, version=info.version, rules=rules)
        return Verdict(findings=tuple(findings), notes=tuple(notes), pack=pack, failure=self._failure)

    def cancel(self) -> None:
        """End the pack now; whoever waits for it goes on at once."""
        self._cancelled.set()
        self._queue.put(None)
        if self._process:
            self._process.kill()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        try:
            self._process = PackProcess(self._source, self._context, self._findings_file)
            if not self._cancelled.is_set():
                self._converse(self._process)
        except PackError as error:
            if not self._cancelled.is_set():
                self._failure = error
        except Exception as error:  # a thread has nobody above it: `finish` raises it again
            self._mistake = error
        finally:
            self._ready.set()
            if self._process:
                self._process.stop()

    def _converse(self, process: PackProcess) -> None:
        analyzer = Analyzer(process, self._source, self._context, self._time_limit)
        self._analyzer = analyzer
        self._ready.set()
        try:
            while (item := self._queue.get()) is not None and not self._cancelled.is_set():
                self._analyze(analyzer, item)
        finally:
            analyzer.say_goodbye()

    def _analyze(self, analyzer: Analyzer, item: Resource | Sequence[Resource]) -> None:
        urn = item.urn if isinstance(item, Resource) else ""
        try:
            if isinstance(item, Resource):
                answer = analyzer.analyze(analyze_request(item, self._provider(item)))
            else:
                answer = analyzer.analyze_stack([stack_resource(each, self._provider(each)) for each in item])
        except RuleError as error:
            self._crashes.append(rule_crashed(analyzer.info, urn, str(error)))
            return
        self._said += [Said(urn=urn, diagnostic=diagnostic) for diagnostic in answer.diagnostics]

    def _provider(self, resource: Resource) -> analyzer_pb2.AnalyzerProviderResource | None:
        return self._providers.get(provider_of(resource))
