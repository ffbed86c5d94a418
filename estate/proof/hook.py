"""The proof as an analysis of the preview: findings for broken flows, notes for what was not proven."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from preview.project import Problem, ProblemsError

from ..protocol import Answer, Finding, Request
from . import tokens
from .estate import Estate, Facts, ReportError, read_estate, read_facts, read_report
from .evidence import fix, message, passed_on
from .model import Gap
from .places import UnknownPlaceError
from .planned import Resource
from .prove import Breach, Proof, prove
from .structure import flaws

WHY = {
    "never": "The flow is declared as one that must never be possible: the segmentation does not hold.",
    "hold": "The flow is declared as one that must work: something that depends on it would fail.",
}


def prove_flows(request: Request) -> Answer:
    """Prove every declared flow; raises ReportError if the request has no report that can be read."""
    if request.report is None:
        raise ReportError("the request names no report; the proof runs after a preview")
    try:
        facts = read_facts(request.directory, request.stack_files)
    except ProblemsError as error:
        return Answer(problems=tuple(error.problems))
    declared = len(facts.flows.hold) + len(facts.flows.never)
    if not declared:
        return Answer(notes=("No flows are declared, so no segmentation is proven.",))
    report = read_report(request.report)
    missing = _missing(report, facts)
    if missing:
        names = ", ".join([*facts.flows.never, *facts.flows.hold])
        return Answer(
            notes=(
                f"The {declared} declared flows are proven over all stacks together, and this run lacks "
                f"{', '.join(missing)}; not proven: {names}.",
            )
        )
    estate = read_estate(report, facts)
    problems = tuple(_unknown_places(facts, estate))
    if problems:
        return Answer(problems=problems)
    proof = prove(estate.network, estate.places, facts.flows)
    return Answer(
        findings=(
            *(_finding(each) for each in proof.breaches),
            *(_unproven(each) for each in proof.unknown),
            *_flaws(estate, facts, proof),
            *(_gap(each) for each in dict.fromkeys(estate.network.gaps) if each.decisive),
        ),
        notes=tuple(_notes(proof, estate, declared)),
    )


def _missing(report: Any, facts: Facts) -> list[str]:
    """The stacks whose resources are not all in the report."""
    whole = {each["stack"] for each in report["stacks"] if not each.get("failure")}
    return [stack for stack in facts.stacks if stack not in whole]


def _unknown_places(facts: Facts, estate: Estate) -> Iterator[Problem]:
    for kind, flows in (("hold", facts.flows.hold), ("never", facts.flows.never)):
        for name, flow in flows.items():
            for side in ("sources", "targets"):
                for index, text in enumerate(getattr(flow, side)):
                    try:
                        estate.places.find(text)
                    except UnknownPlaceError as error:
                        if facts.shared is not None:
                            yield facts.shared.where.problem(
                                facts.shared.path("flows", kind, name, side, index),
                                f"The flow {name} names a place that is not planned: {error}",
                                allowed="a place of the planned network",
                                fix="Write one that is, or plan what is missing.",
                            )


def _source(resource: Resource | None) -> dict[str, Any] | None:
    return {"file": resource.file, "line": resource.line} if resource and resource.place else None


def _finding(breach: Breach) -> Finding:
    resource = breach.resource
    return Finding(
        rule="segmentation-flow",
        severity="critical" if breach.must == "never" else "high",
        level="mandatory",
        message=message(breach),
        why=WHY[breach.must],
        fix=fix(breach),
        stack=resource.stack if resource else "",
        urn=resource.urn if resource else "",
        source=_source(resource),
    )


def _unproven(breach: Breach) -> Finding:
    resource = breach.resource
    return Finding(
        rule="segmentation-unproven",
        severity="medium",
        level="advisory",
        message=message(breach),
        why="Whether the flow works cannot be told from what is planned.",
        fix="Plan it in a way that the model covers, or check the flow after deployment.",
        stack=resource.stack if resource else "",
        urn=resource.urn if resource else "",
        source=_source(resource),
    )


def _flaws(estate: Estate, facts: Facts, proof: Proof) -> Iterator[Finding]:
    for flaw in flaws(estate, facts, proof.breaches):
        yield Finding(
            rule=flaw.rule,
            severity="high" if flaw.mandatory else "medium",
            level="mandatory" if flaw.mandatory else "advisory",
            message=flaw.message,
            why=flaw.why,
            fix=flaw.fix,
            stack=flaw.resource.stack,
            urn=flaw.resource.urn,
            source=_source(flaw.resource),
        )


def _gap(gap: Gap) -> Finding:
    return Finding(
        rule="segmentation-unproven",
        severity="medium",
        level="advisory",
        message=f"The proof does not cover it: {gap.text}.",
        why="Packets may pass or be stopped here in ways that the proof does not see.",
        fix="Give it values that are known before deployment, or check these flows after deployment.",
        stack=gap.stack,
        urn=gap.urn,
    )


def _notes(proof: Proof, estate: Estate, declared: int) -> Iterator[str]:
    broken = {each.name for each in (*proof.breaches, *proof.unknown)}
    network = estate.network
    yield (
        f"{declared - len(broken)} of {declared} declared flows proven, over {proof.pairs} pairs of source "
        f"and target, {len(network.subnets)} subnets and {len(network.attachments)} attachments."
    )
    if proof.empty:
        yield f"About nothing that is planned, so true of it: {', '.join(proof.empty)}."
    for name, conditions in sorted(proof.conditions.items()):
        yield f"{name} holds on conditions beyond addresses and ports: {'; '.join(sorted(conditions))}."
    policed = sum(bool(each.inputs.get("policy")) for each in estate.planned.all(tokens.VPC_ENDPOINT))
    if policed:
        yield f"Policies of {policed} VPC endpoints narrow further who may call what through them."
    for balancer, ports in sorted(passed_on(network).items()):
        yield f"Load balancer {balancer} passes calls on: {'; '.join(ports)}."
    yield (
        "Not part of the model: IPv6 where a flow must hold and both sides have IPv4, answers to ICMP other "
        "than echo, names and domains, endpoint and resource policies, targets that register themselves, and "
        "what runs on machines; security groups count for planned endpoints alone."
    )
    for gap in dict.fromkeys(network.gaps):
        if not gap.decisive:
            yield f"Not modelled: {gap.text}."
