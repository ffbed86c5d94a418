"""Property values as the rules see them, and how they come out of an analyzer request.

Values are plain JSON values, plus `UNKNOWN` (not known before the deployment), `Secret` (a value that no
message may show) and `Opaque` (an asset or archive, which no rule looks into). Reading a request never
raises: what has no meaning becomes None.
"""

import json
import re
from dataclasses import dataclass
from typing import Any, Final, NoReturn

# How the engine writes "not known yet", one per kind of value.
SENTINELS: Final = (
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",  # boolean
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",  # number
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",  # string
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",  # list
    "030794c1-ac77-496b-92df-f27374a8bd58",  # asset
    "e48ece36-62e2-4504-bad9-02848725956a",  # archive
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",  # map
)
SENTINEL: Final = re.compile("|".join(SENTINELS))
SHORTEST_UNKNOWN: Final = len(SENTINELS[0])
"""No shorter text holds the mark of an unknown."""

_SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
_SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - the protocol's mark of a secret
_OUTPUT: Final = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
_RESOURCE: Final = "5cf8f73096256a8f31e491e813e4eb8e"

# What `pulumi policy analyze --file` puts in place of every secret that it has no key for, whatever its type.
_UNDECIPHERED: Final = "[secret]"

# Deeper than any real resource; a request nested deeper is cut off there instead of exhausting the stack.
_DEEPEST: Final = 64


class Unknown:
    """The type of `UNKNOWN`. It has no truth value, so that no condition takes it for a pass by accident."""

    __slots__ = ()

    def __bool__(self) -> NoReturn:
        raise TypeError("an unknown value is neither true nor false")

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that may be judged but never shown."""

    value: Any

    def __repr__(self) -> str:
        return "Secret(...)"


@dataclass(frozen=True, slots=True)
class Opaque:
    """An asset or archive: it is there, and no rule looks into it."""


def from_struct(struct: Any) -> dict[str, Any]:
    """The properties in a protobuf `Struct` of an analyzer request."""
    return {key: _from_value(value, 0) for key, value in struct.fields.items()}


def from_json(value: Any) -> Any:
    """A parsed JSON value in the engine's encoding (secrets and unknowns as in a request)."""
    return _from_plain(value, 0)


def decode(text: str) -> Any:
    """The value of a property that holds a JSON document as text; None if it is not JSON."""
    try:
        return from_json(json.loads(text))
    except (ValueError, RecursionError):
        return None


def decoded(value: Any) -> Any:
    """A provider's input: everything but strings travels as JSON text there."""
    if isinstance(value, Secret):
        return Secret(decoded(value.value))
    if isinstance(value, str) and value[:1] in ("{", "[", '"'):
        inner = decode(value)
        return value if inner is None else inner
    return value


def secret_texts(value: Any, *, hidden: bool = False) -> set[str]:
    """Every string that stands in a secret, for the check that no message shows one."""
    if isinstance(value, Secret):
        return secret_texts(value.value, hidden=True)
    if isinstance(value, dict):
        texts = {key for key in value if hidden}
        return texts.union(*(secret_texts(element, hidden=hidden) for element in value.values()))
    if isinstance(value, list):
        return set().union(*(secret_texts(element, hidden=hidden) for element in value))
    return {value} if hidden and isinstance(value, str) else set()


def _from_value(value: Any, depth: int) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        return _text(value.string_value)
    if kind == "struct_value":
        fields = value.struct_value.fields
        if depth > _DEEPEST:
            return None
        return _signed({key: _from_value(element, depth + 1) for key, element in fields.items()})
    if kind == "list_value":
        if depth > _DEEPEST:
            return None
        return [_from_value(element, depth + 1) for element in value.list_value.values]
    if kind == "bool_value":
        return value.bool_value
    if kind == "number_value":
        number = value.number_value
        return int(number) if number.is_integer() else number
    return None


def _from_plain(value: Any, depth: int) -> Any:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        if depth > _DEEPEST:
            return None
        return _signed({str(key): _from_plain(element, depth + 1) for key, element in value.items()})
    if isinstance(value, list):
        return None if depth > _DEEPEST else [_from_plain(element, depth + 1) for element in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if value is None or isinstance(value, bool | int | float | Unknown | Secret) else None


def _text(text: str) -> Any:
    # A text around an unknown part is as unknown as the part.
    if len(text) >= SHORTEST_UNKNOWN:
        return UNKNOWN if SENTINEL.search(text) else text
    return UNKNOWN if text == _UNDECIPHERED else text


def _signed(fields: dict[str, Any]) -> Any:
    signature = fields.get(_SIGNATURE)
    if signature is None:
        return fields
    if signature == _SECRET:
        return Secret(fields.get("value"))
    if signature == _OUTPUT:
        value = fields.get("value", UNKNOWN)
        return Secret(value) if fields.get("secret") is True else value
    if signature == _RESOURCE:
        return fields.get("id") or fields.get("urn")
    return Opaque()
