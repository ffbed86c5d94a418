"""Secrets are changed, so that one that leaked stops working."""

import re
from collections.abc import Iterator

from pack.resource import Resource
from pack.rule import Rule, Severity, aws
from pack.verdict import Verdict, fail, unknown

_LONGEST_PERIOD = 90  # days; FSBP control SecretsManager.4
_RATE = re.compile(r"rate\((\d{1,4}) days?\)")


def period(resource: Resource) -> Iterator[Verdict]:
    """The period is 90 days or less; a schedule of cron is not read."""
    rules = resource.at("rotationRules")
    days, schedule = rules.at("automaticallyAfterDays"), rules.at("scheduleExpression")
    rate = _RATE.fullmatch(schedule.text or "")
    if rules.unknown or days.unknown or schedule.unknown:
        yield unknown(days if days.unknown else schedule)
    elif days.number is not None and days.number > _LONGEST_PERIOD:
        yield fail(f"{days.path} is {days.shown}, more than {_LONGEST_PERIOD}.", days)
    elif rate and int(rate[1]) > _LONGEST_PERIOD:
        yield fail(f"{schedule.path} is {schedule.shown}, more than {_LONGEST_PERIOD} days.", schedule)


ROTATION = Rule(
    name="secret-rotation-period",
    area="secrets",
    severity=Severity.MEDIUM,
    types=aws("secretsmanager/secretRotation"),
    asserts="Secrets rotate at least every 90 days.",
    why="A secret that leaked once works until it is changed.",
    fix="Set rotation_rules.automatically_after_days to 90 or less.",
    check=period,
    fsbp=("SecretsManager.4",),
)
