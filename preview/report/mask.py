"""Hiding what is secret in everything that is shown."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from typing import Any, Final

from preview.values import UNKNOWN, UNKNOWN_TEXT, Archive, Asset, Reference, Secret, Value
from preview.values.wire import (
    ARCHIVE_SIGNATURE,
    ASSET_SIGNATURE,
    REFERENCE_SIGNATURE,
    SIGNATURE_KEY,
)

HIDDEN: Final = "[secret]"

SHORTEST: Final = 3
"""Shorter texts are not looked for: hiding every `1` would destroy the report and give nothing away."""

_COMMON: Final = frozenset({"true", "false", "null", "none"})


class Mask:
    """Hides given secret texts wherever they turn up, and renders property values without any secret."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        texts = {form for secret in secrets for form in _forms(secret)}
        texts = {text for text in texts if len(text) >= SHORTEST and text.lower() not in _COMMON}
        longest_first = sorted(texts, key=lambda text: (-len(text), text))
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def text(self, text: str) -> str:
        """`text` with the secrets in it hidden."""
        return self._pattern.sub(HIDDEN, text) if self._pattern else text

    def value(self, value: Value) -> Any:
        """A property value as JSON data, in the form of Pulumi's state files; secrets are hidden."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, float) and not math.isfinite(value):
            return str(value)  # JSON has no word for it
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, dict):
            return {self.text(key): self.value(item) for key, item in sorted(value.items())}
        if isinstance(value, list | tuple):
            return [self.value(item) for item in value]
        if value is UNKNOWN:
            return UNKNOWN_TEXT
        if isinstance(value, Secret):
            return HIDDEN
        return self._special(value)

    def _special(self, value: Value) -> Any:
        if isinstance(value, Reference):
            marked = {SIGNATURE_KEY: REFERENCE_SIGNATURE, "urn": value.urn}
            return marked if value.id is None else {**marked, "id": self.value(value.id)}
        if isinstance(value, Asset | Archive):
            signature = ASSET_SIGNATURE if isinstance(value, Asset) else ARCHIVE_SIGNATURE
            content = self.value(value.value)
            return {SIGNATURE_KEY: signature, value.kind: content, "hash": value.hash}
        raise TypeError(f"not a property value: {type(value).__name__}")


def secret_texts(value: Any) -> Iterable[str]:
    """Every text in a secret: itself, and if it is JSON, what it holds."""
    if isinstance(value, str):
        yield value
        if value[:1] in "{[" and value:
            try:
                yield from secret_texts(json.loads(value))
            except ValueError:
                return
    elif isinstance(value, dict):
        for item in value.values():
            yield from secret_texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from secret_texts(item)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield json.dumps(value)


def _forms(secret: str) -> set[str]:
    """How a secret is written: plain, within JSON text, and each longer line of it alone."""
    forms = {secret, secret.strip(), json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
    forms |= {line.strip() for line in secret.splitlines() if len(line.strip()) >= 12}
    return forms
