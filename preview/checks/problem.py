"""What is wrong with one input of a resource."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Level: TypeAlias = Literal["error", "hint"]
"""An error would end a deployment; a hint is worth a look."""

UNKNOWN_PROPERTY: Final = "input-unknown-property"
MISSING_PROPERTY: Final = "input-missing-property"
WRONG_TYPE: Final = "input-wrong-type"
INVALID_VALUE: Final = "input-invalid-value"
MALFORMED_ARN: Final = "input-malformed-arn"
MALFORMED_CIDR: Final = "input-malformed-cidr"
MALFORMED_JSON: Final = "input-malformed-json"
MALFORMED_PORT: Final = "input-malformed-port"
MALFORMED_NAME: Final = "input-malformed-name"
MALFORMED_SCHEDULE: Final = "input-malformed-schedule"
MALFORMED_QUANTITY: Final = "input-malformed-quantity"
CONFLICT: Final = "input-conflict"
INCONSISTENT: Final = "input-inconsistent"
OUTPUT_AS_TEXT: Final = "input-output-as-text"
MISSING_FILE: Final = "input-missing-file"
REFUSED: Final = "input-refused"


@dataclass(frozen=True, order=True)
class InputProblem:
    """A problem of the input at `path`, in the names of the wire: `vpcConfig.subnetIds[0]`.

    The message shows what was given, unless that is secret.
    """

    path: str
    rule: str
    message: str
    fix: str = ""
    level: Level = "error"


HEAVIEST: Final = 2
"""The weight of problems of which the provider would refuse one."""


def weight(found: Iterable[InputProblem] | None) -> int:
    """How bad problems are: an error outweighs hints."""
    levels = {problem.level for problem in found or ()}
    return HEAVIEST if "error" in levels else 1 if levels else 0
