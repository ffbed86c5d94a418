"""Previewing a piece of a program within a test: the one fake cloud.

    cloud = deploy(lambda: LogArchive("logs", args))
    lock = cloud.one("aws:s3/bucketObjectLockConfiguration:BucketObjectLockConfiguration")
    assert lock.inputs["rule"] == {...}

The program runs in this process against the same engine core and the same synthesis as a real preview, and
each call starts from nothing: no configuration, resource or transform of an earlier one is left.
"""

from __future__ import annotations

import functools
import json
import sysconfig
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from preview.engine import Deployment, Diagnostic, EngineError, Resource, StackOutputs, UnknownStack
from preview.engine.callbacks import LocalCallbacks
from preview.program.in_process import run_in_process
from preview.schema import SchemaIndex
from preview.synthesis import Synthesizer
from preview.values import Value

ORGANIZATION: Final = "organization"


@dataclass(frozen=True)
class Cloud:
    """What a program registered. Lookups raise LookupError and say what there is instead."""

    resources: list[Resource]  # parents before children, siblings by URN
    exports: dict[str, Value]
    diagnostics: list[Diagnostic]

    def all(self, type: str) -> list[Resource]:
        """The resources of a type."""
        return [resource for resource in self.resources if resource.type == type]

    def one(self, type: str, name: str | None = None) -> Resource:
        """The only resource of a type, or the only one of it with that name."""
        found = [resource for resource in self.all(type) if name in (None, resource.name)]
        if len(found) != 1:
            what = type if name is None else f"{type} named {name!r}"
            raise LookupError(f"{len(found)} resources are {what}; there are:\n{self._listing()}")
        return found[0]

    def named(self, name: str) -> Resource:
        """The only resource with that name, whatever its type."""
        found = [resource for resource in self.resources if resource.name == name]
        if len(found) != 1:
            raise LookupError(f"{len(found)} resources are named {name!r}; there are:\n{self._listing()}")
        return found[0]

    def urns(self) -> list[str]:
        """The URNs of all resources, in the order of `resources`."""
        return [resource.urn for resource in self.resources]

    def _listing(self) -> str:
        return "\n".join(f"  {resource.type} {resource.name}" for resource in self.resources)


def deploy(
    program: Callable[[], object],
    *,
    stack: str = "test",
    project: str = "test",
    config: Mapping[str, Any] | None = None,
    secrets: Mapping[str, Any] | None = None,
    references: Mapping[str, Mapping[str, Value]] | None = None,
    project_directory: Path | None = None,
) -> Cloud:
    """Run `program` and return what it registered.

    `config` and `secrets` hold settings by key; a key without a namespace is the project's, and structured
    values are allowed. `references` holds the outputs of other stacks by the name a StackReference gives.
    Lines of resources, and paths of assets, are relative to `project_directory` (default: the working
    directory). Raises what the program raises, or EngineError if a resource could not be
    registered or its provider would refuse its inputs.
    """
    plain = _settings(project, config)
    secret = _settings(project, secrets)
    deployment = Deployment(
        organization=ORGANIZATION,
        project=project,
        stack=stack,
        root=project_directory or Path.cwd(),
        config=plain | secret,
        secret_keys=frozenset(secret),
        synthesizer=Synthesizer(_schemas(), project=project, stack=stack),
        references=functools.partial(_stack_outputs, references or {}),
        callbacks=LocalCallbacks(),
    )
    run_in_process(deployment, program)
    errors = [diagnostic for diagnostic in deployment.diagnostics if diagnostic.severity == "error"]
    if errors:
        raise EngineError("\n".join(f"{error.message} ({error.urn or project})" for error in errors))
    refused = [
        f"{problem.message} ({urn})"
        for urn, problems in deployment.problems.items()
        for problem in problems
        if problem.level == "error"
    ]
    if refused:
        raise EngineError("\n".join(refused))
    return Cloud(deployment.ordered(), deployment.exports, deployment.diagnostics)


@functools.cache
def _schemas() -> SchemaIndex:
    return SchemaIndex.open(Path(sysconfig.get_path("purelib")))


def _settings(project: str, given: Mapping[str, Any] | None) -> dict[str, str]:
    return {
        key if ":" in key else f"{project}:{key}": value
        if isinstance(value, str)
        else json.dumps(value, separators=(",", ":"))
        for key, value in (given or {}).items()
    }


def _stack_outputs(references: Mapping[str, Mapping[str, Value]], name: str) -> StackOutputs:
    if name not in references:
        raise UnknownStack(f"there is no stack {name!r}; the test gives {sorted(references) or 'none'}")
    return StackOutputs(dict(references[name]))
