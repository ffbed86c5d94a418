"""Properties of a tested case as an example in a page."""

import json
from collections.abc import Iterator
from typing import Any

from pack.values import UNKNOWN, Opaque, Secret

LONGEST_TEXT = 72


def block(value: Any) -> Iterator[str]:
    """A fenced block of JSON."""
    yield "```json"
    yield json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True)
    yield "```\n"


def example(value: Any) -> Any:
    """Properties as JSON data: what JSON has no word for in words, and long texts cut."""
    if value is UNKNOWN:
        return "(not known before the deployment)"
    if isinstance(value, Secret):
        return "(a secret)"
    if isinstance(value, Opaque):
        return "(a file)"
    if isinstance(value, dict):
        return {key: example(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [example(item) for item in value]
    if isinstance(value, str):
        return _text(value)
    return value


def _text(text: str) -> Any:
    if text.startswith("{"):
        try:
            return example(json.loads(text))
        except ValueError:
            pass
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 3]}..."
