"""Property values as the engine holds them.

Inside the engine a value is plain JSON data (None, bool, int, float, str, list, dict with string keys) plus
the few things that JSON cannot say: a value not known before deployment, a secret, a reference to another
resource, an asset and an archive. Map keys are the camelCase names of the wire.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal, NoReturn, TypeAlias

Value: TypeAlias = Any
"""JSON data, `UNKNOWN`, `Secret`, `Reference`, `Asset`, `Archive`, nested; `OutputValue` in transit only."""


class Unknown:
    """The type of `UNKNOWN`, which stands for a value that only a deployment would tell."""

    _instance: Unknown | None = None

    def __new__(cls) -> Unknown:
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    def __bool__(self) -> NoReturn:
        raise TypeError("an unknown value is neither true nor false; compare with `is UNKNOWN`")

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __copy__(self) -> Unknown:
        return self

    def __deepcopy__(self, memo: object) -> Unknown:
        return self

    def __reduce__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()


@dataclass(frozen=True, repr=False)
class Secret:
    """A value that must never be shown; its text form hides it."""

    value: Value

    def __repr__(self) -> str:
        return "Secret([hidden])"


@dataclass(frozen=True)
class Reference:
    """A resource given as a value.

    `id` is None for a component and UNKNOWN where the id is not known. `package_version` must stay empty
    unless it is the version of the referenced resource's own package: the SDK silently turns a reference
    whose package it cannot resolve into a plain id.
    """

    urn: str
    id: str | Unknown | None = None
    package_version: str = ""


@dataclass(frozen=True)
class Asset:
    """A file given as a value; `hash` is the SHA-256 of its bytes, empty until the engine computed it."""

    kind: Literal["text", "path", "uri"]
    value: str
    hash: str = ""


@dataclass(frozen=True)
class Archive:
    """A folder, an archive file or a map of assets given as a value."""

    kind: Literal["assets", "path", "uri"]
    value: str | dict[str, Value]
    hash: str = ""


@dataclass(frozen=True, repr=False)
class OutputValue:
    """A value together with what it depends on, as some messages carry it; folded before it is stored."""

    value: Value
    dependencies: frozenset[str] = frozenset()
    secret: bool = False

    def __repr__(self) -> str:
        shown = "[hidden]" if self.secret else repr(self.value)
        return f"OutputValue({shown}, {sorted(self.dependencies)})"

    def folded(self) -> Value:
        """The value alone, with its secretness."""
        return secret(self.value) if self.secret else self.value


def secret(value: Value) -> Secret:
    """`value` as one secret; what is secret inside it is so through the whole then."""
    return Secret(plain(value))


def plain(value: Value) -> Value:
    """`value` without any secrecy, at every depth. For computing, never for showing."""
    if isinstance(value, Secret):
        return plain(value.value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, Archive) and isinstance(value.value, dict):
        return Archive(value.kind, plain(value.value), value.hash)
    return value


def contains_unknown(value: Value) -> bool:
    """Is anything in `value` unknown, the id of a referenced resource included?"""
    if value is UNKNOWN:
        return True
    if isinstance(value, dict):
        return any(contains_unknown(item) for item in value.values())
    if isinstance(value, list):
        return any(contains_unknown(item) for item in value)
    if isinstance(value, Secret | Archive | OutputValue):
        return contains_unknown(value.value)
    return isinstance(value, Reference) and value.id is UNKNOWN


def contains_secret(value: Value) -> bool:
    """Is anything in `value` secret?"""
    if isinstance(value, Secret):
        return True
    if isinstance(value, dict):
        return any(contains_secret(item) for item in value.values())
    if isinstance(value, list):
        return any(contains_secret(item) for item in value)
    if isinstance(value, OutputValue):
        return value.secret or contains_secret(value.value)
    return isinstance(value, Archive) and contains_secret(value.value)
