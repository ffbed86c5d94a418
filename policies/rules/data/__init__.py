"""Facts that the rules ship: JSON, each with its source, its date and the script that makes it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from pack.rule import Types


@cache
def _aws() -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(Path(__file__).with_name("aws.json").read_text(encoding="utf-8"))
    return facts


@cache
def ended() -> dict[str, Any]:
    """Services and versions that have ended or will, with the day and what to use instead."""
    facts: dict[str, Any] = json.loads(Path(__file__).with_name("ended.json").read_text(encoding="utf-8"))
    return facts


def types_having(name: str) -> Types:
    """Every AWS type that has the property `name` ("tagsAll" or "region")."""
    tokens = _aws()["having"][name]
    return Types(tokens, summary=f"{len(tokens)} AWS types that have `{name}`")


def paths(group: str) -> dict[str, tuple[str, ...]]:
    """The properties of one group ("encryption", "kmsKey", ...), by type."""
    return {token: tuple(found) for token, found in _aws()["paths"][group].items()}
