"""What templates can take out of a text: `{roleArn~last}`."""

from __future__ import annotations

from collections.abc import Callable

SECRET_SUFFIX_LENGTH = 7
"""The dash and the six letters that AWS adds to a secret's name in its ARN."""


def _account(arn: str) -> str:
    return arn.split(":")[4] if arn.count(":") > 4 else ""


def _unit(parent: str) -> str:
    """The part that ids below a root of an organization share: of `r-ab12` and `ou-ab12-cdef3456`, `ab12`."""
    return parent.split("-")[1] if "-" in parent else parent


def _listener(arn: str) -> str:
    return arn.replace(":loadbalancer/", ":listener/")


def _rule(arn: str) -> str:
    return arn.replace(":listener/", ":listener-rule/")


def _secret_name(arn: str) -> str:
    return arn.partition(":secret:")[2][:-SECRET_SUFFIX_LENGTH]


FILTERS: dict[str, Callable[[str], str]] = {
    "last": lambda text: text.rpartition("/")[2],
    "tail": lambda text: text.partition("/")[2],
    "lower": str.lower,
    "scheme": lambda text: "arn" if text.startswith("arn:") else "",
    "host": lambda text: text.removeprefix("https://").removeprefix("http://").rstrip("/"),
    "dotless": lambda text: text.removesuffix("."),
    "wildless": lambda text: text.removeprefix("*."),
    "rootless": lambda text: text.removeprefix("/"),
    "unversioned": lambda arn: arn.rpartition(":")[0],
    "accountOf": _account,
    "unit": _unit,
    "listener": _listener,
    "rule": _rule,
    "secretName": _secret_name,
    "standard": lambda arn: arn.partition(":standards/")[2] or arn.partition(":ruleset/")[2],
    "parameterKind": lambda name: "ami" if "ami" in name.lower() else "",
}
