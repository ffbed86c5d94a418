"""Keys of a stack's file outside its `config:`."""

from __future__ import annotations

from collections.abc import Iterator

from preview.project import Document, Problem, did_you_mean, named, nearest

KNOWN = ("config", "encryptedkey", "encryptionsalt", "environment", "mainEnvironment", "secretsprovider")
"""What the Pulumi CLI reads, and writes, at the top of a stack's file."""


def unknown_top_level_keys(document: Document) -> Iterator[Problem]:
    """Keys that the CLI passes over in silence: `confg:` would be a stack without any configuration."""
    for key in document.value if isinstance(document.value, dict) else ():
        if key not in KNOWN:
            guess = nearest(key, KNOWN)
            yield document.problem(
                (key,),
                f"The key {named(key)} is unknown" + did_you_mean(guess),
                given=named(key),
                allowed=", ".join(KNOWN),
                fix=f"Write {guess}." if guess else "Move it below config:, or remove it.",
            )
