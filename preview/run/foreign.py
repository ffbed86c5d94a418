"""The file of --references: the outputs of stacks that are not previewed here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from preview.engine.model import StackOutputs
from preview.json_file import JsonFile, read_json
from preview.project.problems import ProblemsError
from preview.run.names import ORGANIZATION, StackName
from preview.values import Secret, Value
from preview.values.wire import SECRET_SIGNATURE, SIGNATURE_KEY


@dataclass(frozen=True, kw_only=True)
class References:
    """The file of --references: `{"organization/project/stack": {"output": value}}`.

    Secret outputs have the form that `pulumi stack export --show-secrets` gives them.
    """

    stacks: Mapping[str, Mapping[str, Value]] = field(default_factory=dict)

    def find(self, name: StackName) -> StackOutputs | None:
        """The outputs of a stack, None where the file does not have it."""
        outputs = self.stacks.get(str(name))
        return None if outputs is None else StackOutputs(outputs=dict(outputs))


def load_references(path: Path, *, name: str) -> References:
    """The file at `path`, which messages call `name`; raises ProblemsError with every mistake in it."""
    file = read_json(path, name=name, expected="outputs by full stack name")
    problems = []
    stacks: dict[str, Mapping[str, Value]] = {}
    for stack, outputs in file.content.items():
        if stack.count("/") != 2 or not all(stack.split("/")):
            allowed = "<organization>/<project>/<stack>"
            fix = f"write {ORGANIZATION}/<project>/{stack.split('/')[-1] or '<stack>'}"
            problems.append(
                file.problem(stack, "is no full stack name", given=stack, allowed=allowed, fix=fix)
            )
        elif not isinstance(outputs, dict):
            problems.append(
                file.problem(
                    stack,
                    "must hold the outputs of the stack",
                    given=json.dumps(outputs)[:80],
                    allowed="an object of output names and values",
                    fix=f"pulumi stack output --json --stack {stack} prints one",
                )
            )
        else:
            try:
                stacks[stack] = {key: _value(value) for key, value in outputs.items()}
            except ValueError as error:
                problems.append(_hidden(file, stack, str(error)))
    if problems:
        raise ProblemsError(problems)
    return References(stacks=stacks)


def _value(value: Any) -> Value:
    if isinstance(value, dict):
        if value.get(SIGNATURE_KEY) == SECRET_SIGNATURE:
            if "plaintext" in value:
                return Secret(json.loads(value["plaintext"]))
            if "value" in value:
                return Secret(value["value"])
            raise ValueError("a secret is encrypted")
        return {key: _value(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_value(item) for item in value]
    return value


def _hidden(file: JsonFile, stack: str, message: str) -> Any:
    return file.problem(
        stack,
        f"cannot be used: {message}",
        given="a secret in a form that cannot be read",
        allowed='{"' + SIGNATURE_KEY + '": "' + SECRET_SIGNATURE + '", "value": ...}',
        fix=f"export it in plain text: pulumi stack export --show-secrets --stack {stack}",
    )
