"""What the evaluation answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Decision:
    """Whether the policies let a request pass, and what decided it.

    "unknown" means that values which are not known yet decide. `level` counts from the root, 0, down to the
    account; `policy` is a policy's name, None where a level has none that allows the request; `statement` is
    the statement's Sid, or its place in the policy, such as "#1". All three are None where nothing stands
    against the request. `plane` says which policies decided, `keys` which keys of unknown value.
    """

    result: Literal["allowed", "denied", "unknown"]
    explanation: str
    plane: Literal["SCP", "RCP"] | None = None
    level: int | None = None
    policy: str | None = None
    statement: str | None = None
    keys: tuple[str, ...] = ()
