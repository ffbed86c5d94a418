"""Log groups that components of awsx make, or take from the program."""

from __future__ import annotations

from dataclasses import dataclass

from preview.synthesis.components.builder import Builder, Child, ComponentError
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import bare, joined, parts, rest
from preview.values import UNKNOWN, Value


@dataclass(frozen=True)
class LogGroup:
    """A log group; `made` is None where the program brings it."""

    made: Child | None
    name: Value
    region: Value
    arn: Value


def log_group(builder: Builder, name: str, wanted: Value, *, parent: Child | None = None) -> LogGroup:
    """The log group that `wanted` says by `existing`, or one made with its `args`. Raises ComponentError."""
    settings = parts(wanted)
    existing = settings.get("existing")
    if existing is None:
        made = builder.make(token("LogGroup"), name, parts(settings.get("args")), parent=parent)
        return _named(builder, made, made.output("name"), None)
    if settings.get("args") is not None:
        raise ComponentError("args and existing of a log group exclude each other: give one of them")
    known = parts(existing)
    arn = known.get("arn")
    if arn is not None:
        return _by_arn(arn)
    if known.get("name") is None:
        raise ComponentError("an existing log group is given by its name or its arn")
    return _named(builder, None, known["name"], known.get("region"))


def _by_arn(arn: Value) -> LogGroup:
    text = bare(arn)
    if not isinstance(text, str):
        return LogGroup(None, rest(UNKNOWN, arn), rest(UNKNOWN, arn), arn)
    fields = text.split(":")
    if len(fields) < 7 or fields[2] != "logs" or fields[5] != "log-group":
        raise ComponentError(f"{text!r} is not the ARN of a log group")
    return LogGroup(None, rest(fields[6], arn), rest(fields[3], arn), arn)


def _named(builder: Builder, made: Child | None, name: Value, region: Value) -> LogGroup:
    if region is None:
        region = rest(builder.invoke(token("getRegion"), {}).get("name", UNKNOWN), name)
    account = builder.invoke(token("getCallerIdentity"), {}).get("accountId", UNKNOWN)
    arn = joined("arn:aws:logs:", region, ":", account, ":log-group:", name)
    return LogGroup(made, name, region, arn)
