"""What synthesis takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from preview.values import Unknown, Value


@dataclass(frozen=True, kw_only=True)
class ProviderConfig:
    """A provider instance.

    `inputs` are decoded: what travels as JSON text is data again (`decode_provider_inputs`). `configured` is
    False while an input is unknown: such a provider neither checks nor creates, and everything that its
    resources would give is unknown.
    """

    urn: str
    id: str
    package: str
    version: str
    inputs: Mapping[str, Value]
    configured: bool


@dataclass(frozen=True, kw_only=True)
class Created:
    """What a deployment would give for one resource.

    An output that is absent is one that stays unset; `synthetic` lists the paths of outputs whose value was
    made up (a generated id, say), in contrast to echoed and to unknown ones.
    """

    id: str | Unknown
    outputs: dict[str, Value]
    synthetic: tuple[str, ...] = ()


class InvokeError(Exception):
    """A function call that the provider would refuse; the message says why."""


class UnknownFunction(InvokeError):  # noqa: N818 - named for what the call meets
    """A function that no installed SDK declares: what it answers, only its plugin knows."""
