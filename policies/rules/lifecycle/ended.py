"""Services that have ended, or that take no new customers: the SDK keeps their classes without a word."""

import datetime
from collections.abc import Iterator
from functools import cache

from pack.resource import Resource
from pack.rule import Rule, Severity, Types
from pack.verdict import Verdict, fail

from rules.data import ended
from rules.lifecycle.settings import AsOf

_PREFIXES = tuple(prefix for service in ended()["services"] for prefix in service["types"])


def check(resource: Resource) -> Iterator[Verdict]:
    """The service is there, and open."""
    service = _service(resource.type)
    if service is None:
        return
    today = resource.settings_as(AsOf).as_of
    name, instead = service["service"], service["instead"]
    for event, words in (("ended", "ended on"), ("closed", "takes no new customers since")):
        if event in service and datetime.date.fromisoformat(service[event]) <= today:
            yield fail(f"{name} {words} {service[event]}; use {instead}.")
            return


@cache
def _service(token: str) -> dict[str, str] | None:
    return next(
        (one for one in ended()["services"] if any(token.startswith(prefix) for prefix in one["types"])),
        None,
    )


SERVICES = Rule(
    name="ended-service",
    area="lifecycle",
    severity=Severity.HIGH,
    types=Types(
        when=lambda token: token.startswith(_PREFIXES),
        summary=f"types of {len(ended()['services'])} services",
    ),
    asserts="Nothing is built on a service that has ended or is closed to new customers.",
    why="The resource can't be created any more, or stops working on a day that is known already.",
    fix="Use the service that the message names.",
    settings=AsOf,
    check=check,
)
