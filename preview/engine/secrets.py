"""Which outputs are secret: the ones named by the program, and the places where an input was secret.

Secrets of which only the encrypted text is there are unknown to providers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from preview.values import UNKNOWN, Secret, Value, contains_secret, secret

ID: Final = "id"


def mark_like(outputs: Mapping[str, Value], inputs: Mapping[str, Value]) -> dict[str, Value]:
    """`outputs` with everything secret that is so in `inputs` at the same place.

    Maps are compared key by key, so that one secret does not hide its neighbours; a list with a secret in it
    becomes secret as a whole, because elements have no identity.
    """
    marked = dict(outputs)
    for key, given in inputs.items():
        if key in marked and contains_secret(given):
            value = marked[key]
            if isinstance(value, dict) and isinstance(given, dict):
                marked[key] = mark_like(value, given)
            elif not isinstance(value, Secret):
                marked[key] = secret(value)
    return marked


def mark_named(outputs: Mapping[str, Value], names: Iterable[str]) -> dict[str, Value]:
    """`outputs` with the top-level ones in `names` secret.

    Names that do not occur are ignored, and so is the id, which other resources must be able to name.
    """
    marked = dict(outputs)
    for name in names:
        if name != ID and name in marked and not isinstance(marked[name], Secret):
            marked[name] = secret(marked[name])
    return marked


def without_placeholder(placeholder: str, value: Any) -> Any:
    """`value` with UNKNOWN where a text holds the placeholder: a provider is given something else."""
    if not placeholder:
        return value
    if isinstance(value, str):
        return UNKNOWN if placeholder in value else value
    if isinstance(value, Secret):
        return Secret(without_placeholder(placeholder, value.value))
    if isinstance(value, dict):
        return {key: without_placeholder(placeholder, item) for key, item in value.items()}
    if isinstance(value, list):
        return [without_placeholder(placeholder, item) for item in value]
    return value
