"""The base of every settings model."""

from __future__ import annotations

from guardrails.refusal import Refusals, Refused, refuse
from pydantic import BaseModel, ConfigDict

__all__ = ["Refusals", "Refused", "Section", "refuse"]


class Section(BaseModel):
    """Something that a project or stack file says: frozen, and every key known.

    Write each default in its field and nowhere else. Give a field a `description` (it becomes the message's
    "allowed" where pydantic knows nothing better) and `examples` (the first becomes the "fix" of a missing
    key). Validators are pure and raise `Refused`, or `refuse([...])` for several at once. Types are strict:
    `"400"` is not a number. Collections are tuples.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
