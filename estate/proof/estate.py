"""What the proof knows of the estate besides planned resources: decisions that stand in the files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from components.config.flows import Flows
from components.config.reading import Reading, read_sections
from estate.protocol import RequestError
from preview.project import ProblemsError, Project

from .model import Network
from .places import Places
from .planned import Planned, planned
from .read import read_network


class ReportError(RequestError):
    """The report that a request names cannot be read; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Which flows are declared, and what the names in them mean."""

    flows: Flows
    segments: Mapping[str, str]
    """Of each stack with a network, the segment it belongs to by its file, whatever is planned."""
    segment_names: tuple[str, ...]
    on_premises: tuple[str, ...]
    stacks: tuple[str, ...]
    shared: Reading | None
    """Where the flows are written."""


def read_facts(directory: Path, stack_files: Mapping[str, Path]) -> Facts:
    """The facts of a project; raises ProblemsError if it cannot be read at all."""
    project, _ = Project.examine(directory, stack_files=stack_files)
    readings: dict[str, Reading] = {}
    for stack in project.stacks:
        try:
            document = project.stack(stack).read()
        except ProblemsError:
            continue  # validation says so
        configuration, _ = project.configure(stack, document)
        readings[stack] = read_sections(project.name, configuration)
    shared = next(iter(readings.values()), None)
    segments = {
        stack: segment
        for stack, reading in readings.items()
        if isinstance(segment := reading.sound("spoke", "segment"), str)
    }
    addresses = shared.parts.get("addresses") if shared else None
    flows = shared.parts.get("flows") if shared else None
    return Facts(
        flows=flows if isinstance(flows, Flows) else Flows(),
        segments=segments,
        segment_names=tuple(sorted(shared.names("segments"))) if shared else (),
        on_premises=addresses.on_premises if addresses else (),
        stacks=tuple(project.stacks),
        shared=shared,
    )


@dataclass(frozen=True, kw_only=True)
class Estate:
    """The planned network with its places."""

    planned: Planned
    network: Network
    places: Places


def read_estate(report: Mapping[str, Any], facts: Facts) -> Estate:
    """The network of a report; raises ReportError if it is none."""
    try:
        resources = planned(report)
    except (KeyError, TypeError, AttributeError) as error:
        raise ReportError(f"it is no report of a preview: {error!r}") from error
    network = read_network(resources, facts.on_premises)
    places = Places(
        resources,
        network,
        segments=facts.segments,
        segment_names=facts.segment_names,
        on_premises=facts.on_premises,
    )
    return Estate(planned=resources, network=network, places=places)


def read_report(path: Path) -> Mapping[str, Any]:
    """The report in a file; raises ReportError."""
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReportError(f"{path}: {error.strerror}") from error
    except ValueError as error:
        raise ReportError(f"{path} is not JSON: {error}") from error
    if not isinstance(report, dict) or not isinstance(report.get("stacks"), list):
        raise ReportError(f"{path} is no report of a preview: it has no list of stacks")
    return report
