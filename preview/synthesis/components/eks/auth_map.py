"""The `aws-auth` map of a cluster as YAML: who of AWS is whom in Kubernetes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from preview.values import UNKNOWN, OutputValue, Value, plain

_WIDTH: Final = 76
"""Longer text the plugin's writer folds, at a column that depends on where it stands."""
_SIMPLE: Final = re.compile(r"[A-Za-z](?:[\w{}./@+=,-]|:(?!$))*")
"""Text that is written as it is."""
_AMBIGUOUS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def node_mapping(arn: Value) -> dict[str, Value]:
    """What lets the nodes with that role join the cluster."""
    groups: list[Value] = ["system:bootstrappers", "system:nodes"]
    return {"roleArn": arn, "username": "system:node:{{EC2PrivateDNSName}}", "groups": groups}


def mapping_text(mappings: Sequence[Value] | Value, arn: str) -> OutputValue:
    """The mappings as the plugin writes them; unknown while a part is, or is written in a special way.

    `arn` is the name of the property that holds the ARN: `roleArn` or `userArn`.
    """
    dependencies: frozenset[str] = frozenset()
    lines: list[str] = []
    for each in mappings if isinstance(mappings, list | tuple) else [UNKNOWN]:
        each = each.value if isinstance(each, OutputValue) else each
        if not isinstance(each, dict):
            return OutputValue(UNKNOWN, dependencies)
        who = each.get(arn)
        if isinstance(who, OutputValue):
            dependencies |= who.dependencies
        groups = plain(each.get("groups"))
        written = [_scalar(who), _scalar(each.get("username")), *map(_scalar, groups or [])]
        if None in written or not isinstance(groups, list) or not groups:
            return OutputValue(UNKNOWN, dependencies)
        lines += [f"- {arn.lower()}: {written[0]}", f"  username: {written[1]}", "  groups:"]
        lines += [f"    - {group}" for group in written[2:]]
    text = "".join(f"{line}\n" for line in lines) if lines else "[]\n"
    return OutputValue(text, dependencies)


def _scalar(value: Value) -> str | None:
    """A text as YAML has it; None if it is none, or not one that needs no quotes."""
    value = plain(value.value if isinstance(value, OutputValue) else value)
    if not isinstance(value, str) or len(value) > _WIDTH:
        return None
    if not _SIMPLE.fullmatch(value) or value.lower() in _AMBIGUOUS:
        return None
    return value
