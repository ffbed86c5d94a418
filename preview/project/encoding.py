"""Configuration values as the CLI hands them to a program: text, or JSON as Go writes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .scalars import Timestamp, spelled

# Go's JSON is safe to stand in HTML.
_ESCAPED = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def encoded(value: Any) -> str:
    """One configuration value: text as it is, other scalars as the CLI spells them, the rest as compact JSON.

    Raises ValueError for what JSON cannot say: .inf and .nan.
    """
    return str(value) if isinstance(value, str) else compact(value)


def compact(value: Any) -> str:
    """JSON as Go's encoder writes it: sorted keys, no spaces, numbers in their shortest form."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{compact(key)}:{compact(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(compact, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).translate(_ESCAPED)
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        raise ValueError(f"{value} cannot be written as JSON")
    return spelled(value)


def in_project(value: Any) -> Any:
    """A value of the project file: a point in time keeps RFC 3339; a stack file's becomes Go's own text."""
    if isinstance(value, dict):
        return {key: in_project(item) for key, item in value.items()}
    if isinstance(value, list):
        return [in_project(item) for item in value]
    return value.rfc3339 if isinstance(value, Timestamp) else value


def environment_size(values: Mapping[str, str]) -> int:
    """The bytes of PULUMI_CONFIG, the one environment string that carries a stack's whole configuration.

    Linux gives one such string 128 KiB; a longer one ends every start with "argument list too long".
    """
    return len(compact(dict(values)).encode())
