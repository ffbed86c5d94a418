"""Property values as a state file spells them.

The marks are those of the protocol, but a secret holds either the JSON text of its value (`plaintext`, in an
export with --show-secrets) or what only the stack's secrets provider can read (`ciphertext`). The latter is a
secret whose value is not known.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from google.protobuf import struct_pb2

from preview.values import UNKNOWN_TEXT, Value, from_struct
from preview.values.wire import SECRET_SIGNATURE, SIGNATURE_KEY


def properties(written: Mapping[str, Any]) -> dict[str, Value]:
    """The properties of a resource. Raises ValueError for what makes no sense, RecursionError for depth."""
    struct = struct_pb2.Struct()
    struct.update(_as_on_the_wire(written))
    return from_struct(struct)


def _as_on_the_wire(value: Any) -> Any:
    if isinstance(value, dict):
        if value.get(SIGNATURE_KEY) == SECRET_SIGNATURE:
            return {SIGNATURE_KEY: SECRET_SIGNATURE, "value": _as_on_the_wire(_hidden(value))}
        return {key: _as_on_the_wire(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_on_the_wire(item) for item in value]
    return value


def _hidden(secret: Mapping[str, Any]) -> Any:
    if isinstance(secret.get("plaintext"), str):
        return json.loads(secret["plaintext"])
    return secret.get("value", UNKNOWN_TEXT)
