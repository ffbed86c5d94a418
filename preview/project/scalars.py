"""What an unquoted word in a YAML file means to the Pulumi CLI.

The CLI reads with Go's yaml.v3, whose rules are neither YAML 1.1 (PyYAML) nor 1.2: `012` is octal, `yes` is
text, `1_000` is a number, `2026-11-20` is a point in time. A file that is read by other rules is a different
configuration from the one that gets deployed.
"""

from __future__ import annotations

import calendar
import re
from decimal import Decimal
from typing import Any

_WORDS: dict[str, Any] = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
}
_INTEGER = re.compile(
    r"([+-]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]([0-7]+)|0([0-7]+)|(0|[1-9][0-9]*))", re.ASCII
)
_BASES = (16, 2, 8, 8, 10)
_LONGEST_INTEGER = len("-0b") + 64
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", re.ASCII)
# A float that starts with its point is parsed with its underscores, which Go allows between digits only.
_POINT_FLOAT = re.compile(r"\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?", re.ASCII)
_DATE = r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
_TIME = r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{1,2}):(?P<second>[0-9]{1,2})(?:[.,](?P<fraction>[0-9]+))?"
_ZONE = r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})"
_MOMENTS = tuple(re.compile(pattern) for pattern in (_DATE, f"{_DATE}[Tt]{_TIME}{_ZONE}", f"{_DATE} {_TIME}"))


class Timestamp(str):
    """A point in time, as the text the CLI makes of it; `rfc3339` is the form that project values take."""

    __slots__ = ("rfc3339",)

    rfc3339: str

    def __new__(cls, text: str, rfc3339: str) -> Timestamp:
        moment = super().__new__(cls, text)
        moment.rfc3339 = rfc3339
        return moment


def resolve(text: str) -> Any:
    """The value of a plain (unquoted) scalar: None, bool, int, float, `Timestamp` or str.

    >>> resolve("012"), resolve("1.30"), resolve("yes")
    (10, 1.3, 'yes')
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] == ".":
        return _finite(text, _POINT_FLOAT)
    if text[0] not in "+-0123456789":
        return text
    moment = _timestamp(text)
    if moment is not None:
        return moment
    digits = text.replace("_", "")
    integer = _integer(digits)
    if integer is not None:
        return integer
    number = _finite(digits, _FLOAT)
    return number if isinstance(number, float) else text


def spelled(value: Any) -> str:
    """The CLI's own spelling of a scalar: what it hands to a program, and writes back to the file.

    >>> spelled(True), spelled(1.30), spelled(1e3), spelled(1e-7)
    ('true', '1.3', '1000', '1e-7')
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _spelled_float(value)
    return str(value)


def _spelled_float(value: float) -> str:
    if value != 0 and not 1e-6 <= abs(value) < 1e21:
        return re.sub(r"e-0(\d)$", r"e-\1", repr(value))
    text = f"{Decimal(repr(value)):f}"
    return text.removesuffix(".0")


def _integer(digits: str) -> int | None:
    match = _INTEGER.fullmatch(digits)
    if match is None:
        return None
    sign, *by_base = match.groups()
    if len(digits) > _LONGEST_INTEGER:
        return None
    value = next(int(text, base) for text, base in zip(by_base, _BASES, strict=True) if text is not None)
    if sign == "-":
        return -value if value <= 2**63 else None
    # Beyond the signed range Go tries once more without a sign.
    limit = 2**63 if sign else 2**64
    return value if value < limit else None


def _finite(text: str, form: re.Pattern[str]) -> float | str:
    """The number, or the text itself where it is none or too large for a float."""
    if not form.fullmatch(text):
        return text
    value = float(text)
    return text if value in (float("inf"), float("-inf")) else value


def _timestamp(text: str) -> Timestamp | None:
    match = next((found for form in _MOMENTS if (found := form.fullmatch(text))), None)
    if match is None:
        return None
    part = {name: value for name, value in match.groupdict().items() if value is not None}
    year, month, day = int(part["year"]), int(part["month"]), int(part["day"])
    hour, minute, second = (int(part.get(name, "0")) for name in ("hour", "minute", "second"))
    # Go counts years from 0, Python's calendar from 1; the year 0 is a leap year as 2000 is.
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(year or 2000, month)[1]):
        return None
    if hour > 23 or minute > 59 or second > 59:
        return None
    zone = part.get("zone", "Z")
    if zone != "Z" and (int(zone[1:3]) > 24 or int(zone[4:6]) > 59):
        return None
    date = f"{year:04}-{month:02}-{day:02}"
    fraction = part.get("fraction", "")[:9].rstrip("0")
    clock = f"{hour:02}:{minute:02}:{second:02}" + (f".{fraction}" if fraction else "")
    utc = zone in ("Z", "+00:00", "-00:00")
    offset = zone.replace(":", "")
    name = "+0000 UTC" if utc else f"{offset} {offset}"
    return Timestamp(f"{date} {clock} {name}", f"{date}T{clock}{'Z' if utc else zone}")
