"""Schedules as AWS writes them: rate(), cron() and at()."""

from __future__ import annotations

import re
from typing import Final

from preview.values import Value

_CALL: Final = re.compile(r"(rate|cron|at)\((.*)\)", re.S)
_RATE: Final = re.compile(r"(\d+) +(\S+)")
_COUNTED: Final = re.compile(r"rate\( *(\d+) +(\S+) *\)")
_UNITS: Final = ("minute", "hour", "day")
_AT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?Z?")
_CRON_FIELDS: Final = 6
_UNIX_FIELDS: Final = 5
_CRON_FIELD: Final = re.compile(r"[0-9A-Za-z*?,/#-]+")
_DAY_OF_MONTH, _DAY_OF_WEEK = 2, 4


def schedule(value: Value) -> str | None:
    """rate(), cron() of six fields, or at()."""
    if not isinstance(value, str) or not value:
        return None
    call = _CALL.fullmatch(value)
    if call is None:
        return "is not a schedule: these are rate(5 minutes), cron(0 12 * * ? *) or at(2030-01-31T12:00:00)"
    kind, inside = call[1], call[2].strip()
    if kind == "rate":
        return _rate(inside)
    if kind == "cron":
        return _cron(inside)
    return None if _AT.fullmatch(inside) else "is not a schedule: at() takes a time as in 2030-01-31T12:00:00"


def strict_schedule(value: Value) -> str | None:
    """The same, with the unit in the singular after 1 and in the plural after other numbers."""
    wrong = schedule(value)
    parts = _COUNTED.fullmatch(value) if wrong is None and isinstance(value, str) else None
    if parts is None:
        return wrong
    number, unit = int(parts[1]), parts[2]
    wanted = unit.removesuffix("s") + ("" if number == 1 else "s")
    return None if unit == wanted else f"is not a schedule: it has to be rate({number} {wanted})"


def unix_cron(value: Value) -> str | None:
    """Five fields, without cron()."""
    if not isinstance(value, str) or not value or value.startswith("@"):
        return None
    if value.startswith(("cron(", "rate(")):
        return "is not of the form that is wanted here: five fields without cron(), as in 0 12 * * *"
    count = len(value.split())
    if count != _UNIX_FIELDS:
        return f"is not a schedule: it has {count} fields, not {_UNIX_FIELDS}"
    return None


def _rate(inside: str) -> str | None:
    parts = _RATE.fullmatch(inside)
    if parts is None:
        return "is not a schedule: rate() takes a number and a unit, as in rate(5 minutes)"
    number, unit = int(parts[1]), parts[2]
    if unit.removesuffix("s") not in _UNITS:
        return f"is not a schedule: the unit of rate() is minutes, hours or days, not {unit!r}"
    if number == 0:
        return "is not a schedule: the number of rate() is 1 or more"
    return None


def _cron(inside: str) -> str | None:
    fields = inside.split()
    if len(fields) != _CRON_FIELDS:
        return (
            f"is not a schedule: cron() has {_CRON_FIELDS} fields (minute, hour, day of month, month, "
            f"day of week, year), not {len(fields)}"
        )
    wrong = next((field for field in fields if not _CRON_FIELD.fullmatch(field)), None)
    if wrong is not None:
        return f"is not a schedule: a field of cron() is {wrong!r}"
    if "?" not in (fields[_DAY_OF_MONTH], fields[_DAY_OF_WEEK]):
        return "is not a schedule: day of month or day of week of cron() has to be ?"
    return None
