"""Condition keys: whether one exists, and whether a request for an action can carry it."""

from __future__ import annotations

import json
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from .reference import Action, Reference

FILE = Path(__file__).with_name("global_keys.json")


def known(key: str, reference: Reference) -> bool:
    """Whether AWS has a condition key of this name, in any case."""
    lower = key.lower()
    if _is_of_provider(lower) or covered(lower, everywhere() | of_tags()):
        return True
    service = reference.service(lower.partition(":")[0])
    return service is not None and covered(lower, frozenset(service.keys))


def closest(key: str, reference: Reference) -> str | None:
    """The key that somebody may have meant with one that does not exist."""
    lower = key.lower()
    service = reference.service(lower.partition(":")[0])
    names = {name.lower(): name for name in _file()["global"] + _file()["of_requests_with_tags"]}
    names |= dict(service.keys) if service else {}
    close = get_close_matches(lower, names, n=1, cutoff=0.6)
    return names[close[0]] if close else None


def carried(key: str, action: Action, resource_type: str, reference: Reference) -> bool:
    """Whether a request for the action on this type of resource can carry the key."""
    lower = key.lower()
    if _is_of_provider(lower) or covered(lower, everywhere()):
        return True
    service = reference.service(action.name.partition(":")[0])
    return service is not None and covered(lower, service.keys_of(action, resource_type))


def covered(key: str, keys: frozenset[str]) -> bool:
    """Whether a key in small letters is one of these, or of a family among them."""
    if key in keys:
        return True
    family, slash, _ = key.partition("/")
    return bool(slash) and f"{family}/*" in keys


def _is_of_provider(key: str) -> bool:
    """Keys that an identity provider brings: `saml:...`, or the provider's domain and a claim."""
    prefix = key.partition(":")[0]
    return prefix == "saml" or "." in prefix


@cache
def everywhere() -> frozenset[str]:
    """The keys that any request may carry, in small letters."""
    return frozenset(key.lower() for key in _file()["global"] + _file()["of_credentials"])


@cache
def of_tags() -> frozenset[str]:
    """The keys of requests that set tags, in small letters."""
    return frozenset(key.lower() for key in _file()["of_requests_with_tags"])


@cache
def _file() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(FILE.read_text(encoding="utf-8"))
    return found
