"""How a validator says no: in the four parts that every configuration message has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class Refused(ValueError):  # noqa: N818 - raised as a verdict on a value, not as a failure
    """A value that may not stand where it stands.

    Raise it in a pydantic validator. `message` is one sentence without a full stop, `allowed` what may stand
    there, `fix` the next thing to do. `at` leads from the value that the validator sees to the part of it
    that is wrong; `given` is that part as text, and may be left out where the value itself is meant.
    """

    def __init__(
        self, message: str, *, allowed: str, fix: str, given: str | None = None, at: Sequence[str | int] = ()
    ) -> None:
        super().__init__(message)
        self.message = message
        self.allowed = allowed
        self.fix = fix
        self.given = given
        self.at = tuple(at)


class Refusals(ValueError):  # noqa: N818
    """Several refusals of one validator: whoever corrects the file sees all of them at once."""

    def __init__(self, refusals: Sequence[Refused]) -> None:
        super().__init__("; ".join(refusal.message for refusal in refusals))
        self.refusals = tuple(refusals)


def refuse(refusals: Iterable[Refused]) -> None:
    """Raise what was collected; nothing collected, nothing raised."""
    collected = tuple(refusals)
    if len(collected) == 1:
        raise collected[0]
    if collected:
        raise Refusals(collected)


def refusal(
    message: str, given: str, allowed: str, *, at: Sequence[str | int] = (), fix: str = ""
) -> Refused:
    """A refusal whose fix is to write what is allowed, unless there is something better to say."""
    return Refused(message, given=given, allowed=allowed, at=at, fix=fix or f"Write {allowed}.")
