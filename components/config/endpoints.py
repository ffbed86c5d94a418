"""The AWS services that a network may reach through interface endpoints, and what is allowed there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from preview.project import did_you_mean, nearest

from .base import Refused, refuse

FILE = Path(__file__).parent / "data" / "endpoints.json"


@dataclass(frozen=True, kw_only=True)
class EndpointService:
    """What workloads do with a service."""

    actions: tuple[str, ...]
    ours: bool
    """Whether it is done to resources of the organization alone; AWS's own are among them otherwise."""


@cache
def endpoint_services() -> Mapping[str, EndpointService]:
    """The services by the last part of their endpoint's name."""
    written = json.loads(FILE.read_text(encoding="utf-8"))["services"]
    return {
        name: EndpointService(actions=tuple(each["actions"]), ours=each["ours"])
        for name, each in written.items()
    }


def known_services(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names, if each is a service that is known and none stands twice."""
    known = tuple(endpoint_services())
    refusals: list[Refused] = []
    for index, name in enumerate(names):
        guess = nearest(name, known)
        if name not in known:
            message = f"There is no endpoint for {name} here" + did_you_mean(guess)
            allowed = ", ".join(known)
            fix = (
                f"Write {guess}." if guess else f"Name one of these, or describe the service in {FILE.name}."
            )
        elif name in names[:index]:
            message = f"{name} is listed twice"
            allowed = "each service once"
            fix = "Remove the second one."
        else:
            continue
        refusals.append(Refused(message, given=name, allowed=allowed, fix=fix, at=(index,)))
    refuse(refusals)
    return names
