"""Roles that components of awsx make, or take from the program."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Final

from preview.synthesis.components.builder import Builder, Child, ComponentError
from preview.synthesis.components.tokens import token
from preview.synthesis.components.values import bare, items, parts
from preview.values import Value

_SUFFIX_LENGTH: Final = 8


def short_hash(text: str) -> str:
    """The part of names that stands for a text."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[:_SUFFIX_LENGTH]


def trust_of(service: str, sid: str = "") -> str:
    """The policy that lets a service assume a role."""
    statement = {"Action": "sts:AssumeRole", "Principal": {"Service": service}, "Effect": "Allow", "Sid": sid}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, separators=(",", ":"))


def role_with_policies(
    builder: Builder,
    name: str,
    wanted: Value,
    defaults: Mapping[str, Value],
    policies: Sequence[str] = (),
    *,
    parent: Child | None = None,
) -> tuple[Child | None, Value]:
    """The role if it is made, and its ARN: as `wanted` says by `skip`, `roleArn` or `args`."""
    settings = parts(wanted)
    own, arn = settings.get("args"), settings.get("roleArn")
    if own is not None and arn is not None:
        raise ComponentError("args and roleArn of a role exclude each other: give one of them")
    if bare(settings.get("skip")) is True:
        return None, None
    if arn is not None:
        return None, arn
    inputs = {**defaults, **parts(own)}
    chosen = inputs.pop("policyArns", None)
    role = builder.make(token("Role"), name, inputs, parent=parent)
    for policy in items(chosen) if chosen is not None else policies:
        builder.make(
            token("RolePolicyAttachment"),
            f"{name}-{short_hash(str(bare(policy)))}",
            {"role": role.output("name"), "policyArn": policy},
            parent=parent,
        )
    return role, role.output("arn")
