"""Keys of a stack's file outside its `config:`."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from preview.project import Document, Problem

KNOWN = ("config", "encryptedkey", "encryptionsalt", "environment", "mainEnvironment", "secretsprovider")
"""What the Pulumi CLI reads, and writes, at the top of a stack's file."""


def unknown_top_level_keys(document: Document) -> Iterator[Problem]:
    """Keys that the CLI passes over in silence: `confg:` would be a stack without any configuration."""
    for key in document.value if isinstance(document.value, dict) else ():
        if key not in KNOWN:
            close = get_close_matches(key, KNOWN, n=1)
            yield document.problem(
                (key,),
                f"The key {key} is unknown" + (f"; did you mean {close[0]}?" if close else ""),
                given=key,
                allowed=", ".join(KNOWN),
                fix=f"Write {close[0]}." if close else "Move it below config:, or remove it.",
            )
