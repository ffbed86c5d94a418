"""What a stack's configuration holds encrypted: a preview has stand-ins for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from preview.project import PLACEHOLDER, StackConfiguration
from preview.project.problems import dotted
from preview.report.mask import secret_texts


def encrypted_texts(configuration: StackConfiguration) -> Iterator[str]:
    """The texts of every encrypted value of the configuration, stand-ins included."""
    for _, value in _encrypted(configuration):
        yield from secret_texts(value)


def without_stand_in(configuration: StackConfiguration) -> str:
    """The keys of encrypted values that read as the placeholder."""
    return ", ".join(sorted(key for key, value in _encrypted(configuration) if value == PLACEHOLDER))


def _encrypted(configuration: StackConfiguration) -> Iterator[tuple[str, Any]]:
    for path in configuration.secure:
        value: Any = configuration.values[str(path[0])]
        if len(path) > 1:
            value = json.loads(value)
            for step in path[1:]:
                value = value[step]
        yield dotted(path), value
