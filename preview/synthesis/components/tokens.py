"""The type tokens that the models of components use: they stand in a data file."""

from __future__ import annotations

from preview.synthesis.facts import facts


def token(name: str) -> str:
    """The token of a type or function by the name that the models know it by."""
    found: str = facts("components")["tokens"][name]
    return found
