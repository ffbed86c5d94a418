"""What a check says about a resource: it fails, or it can't be known. Saying nothing is a pass."""

from dataclasses import dataclass
from typing import Literal, Protocol


class _Placed(Protocol):
    @property
    def path(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer of a check. `message` is one sentence; `property` is the path that it is about, or ""."""

    result: Literal["fail", "unknown"]
    message: str = ""
    property: str = ""
    urn: str = ""  # the resource it is about, where a check judges the whole stack


def fail(message: str, at: "_Placed | str" = "", *, urn: str = "") -> Verdict:
    """The resource breaks the rule. Values that the message shows come from `Reader.shown`, never raw."""
    return Verdict("fail", message, at if isinstance(at, str) else at.path, urn)


def unknown(at: "_Placed | str", *, urn: str = "") -> Verdict:
    """The property that decides is not known before the deployment."""
    return Verdict("unknown", "", at if isinstance(at, str) else at.path, urn)
