"""What a provider's Check refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pulumi.runtime.proto import provider_pb2

from preview.serve.standins import without_stand_ins
from preview.synthesis import Synthesizer
from preview.values import Value


def failures(cloud: Synthesizer, token: str, inputs: Mapping[str, Value]) -> list[Any]:
    """The errors among the problems of these inputs, as messages.

    Nothing is said of what stands in for an output that is not modelled.
    """
    known = {name: without_stand_ins(value) for name, value in inputs.items()}
    return [
        provider_pb2.CheckFailure(
            property=problem.path,
            reason=f"{problem.message}. {problem.fix}" if problem.fix else problem.message,
        )
        for problem in cloud.problems(token, known)
        if problem.level == "error"
    ]
