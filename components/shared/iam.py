"""Policy documents: the only place that writes policy JSON.

A statement says in types what IAM says in nested JSON, and refuses what we never want to ship: an action with
a wildcard in an Allow, and any bare wildcard without a written reason. Documents are minified (IAM counts
characters), and the same statements always give the same text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal

import pulumi

Text = pulumi.Input[str]
Principals = Mapping[str, Sequence[Text]]
Conditions = Mapping[str, Mapping[str, Text | Sequence[Text]]]

ANYONE: Principals = {"*": ("*",)}
ACTION = re.compile(r"[a-z0-9-]+:[A-Za-z0-9]+")
ACTION_WITH_WILDCARD = re.compile(r"[a-z0-9-]+:[A-Za-z0-9*?]+")
SID = re.compile(r"[A-Za-z0-9]+")


class Kind(Enum):
    """What a document is for: name, longest length in characters, and the element that it must not have.

    Lengths: the quota pages of the IAM, S3, KMS and VPC user guides (2026-09).
    """

    TRUST = ("trust policy", 2048, "resources")
    ROLE = ("inline policy of a role", 10240, "principals")
    BUCKET = ("bucket policy", 20480, None)
    KEY = ("key policy", 32768, None)
    ENDPOINT = ("endpoint policy", 20480, None)

    def __init__(
        self, label: str, characters: int, without: Literal["resources", "principals"] | None
    ) -> None:
        self.label = label
        self.characters = characters
        self.without = without


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement. `reason` says why a wildcard cannot be narrower; it is for readers, not for AWS."""

    sid: str
    actions: Sequence[str]
    resources: Sequence[Text] = ()
    principals: Principals = field(default_factory=dict)
    conditions: Conditions = field(default_factory=dict)
    effect: Literal["Allow", "Deny"] = "Allow"
    reason: str = ""

    def __post_init__(self) -> None:
        if not SID.fullmatch(self.sid):
            raise ValueError(f"statement id {self.sid!r}: IAM allows letters and digits only")
        allowed = ACTION if self.effect == "Allow" else ACTION_WITH_WILDCARD
        for action in self.actions:
            if not allowed.fullmatch(action):
                raise ValueError(
                    f"{self.sid}: {action!r} is no full name of an action, as {self.effect} needs"
                )
        wildcards = [
            *(action for action in self.actions if "*" in action),
            *(resource for resource in self.resources if resource == "*"),
            *(value for values in self.principals.values() for value in values if value == "*"),
        ]
        # A Deny for everyone is as narrow as it looks: only its conditions can widen what is still possible.
        if wildcards and not self.reason and not (self.effect == "Deny" and self.principals == ANYONE):
            raise ValueError(f"{self.sid}: a wildcard needs a reason; write one, or name what is meant")

    def body(self) -> dict[str, Any]:
        """The statement in IAM's own keys and order."""
        principal = "*" if self.principals == ANYONE else {k: _short(v) for k, v in self.principals.items()}
        conditions = {
            operator: {key: _short(value) for key, value in keys.items()}
            for operator, keys in self.conditions.items()
        }
        return {
            "Sid": self.sid,
            "Effect": self.effect,
            **({"Principal": principal} if self.principals else {}),
            "Action": _short(self.actions),
            **({"Resource": _short(self.resources)} if self.resources else {}),
            **({"Condition": conditions} if conditions else {}),
        }


def document(kind: Kind, statements: Sequence[Statement]) -> pulumi.Output[str]:
    """The statements as the JSON text of a policy of this kind; raises where AWS would refuse it."""
    sids = [statement.sid for statement in statements]
    if repeated := {sid for sid in sids if sids.count(sid) > 1}:
        raise ValueError(f"{kind.label}: statement ids {', '.join(sorted(repeated))} stand twice")
    for statement in statements:
        for element in ("principals", "resources"):
            if bool(getattr(statement, element)) == (kind.without == element):
                verb = "has no" if kind.without == element else "needs"
                raise ValueError(f"{kind.label}, {statement.sid}: it {verb} {element}")

    def text(bodies: Sequence[Mapping[str, Any]]) -> str:
        written = json.dumps({"Version": "2012-10-17", "Statement": bodies}, separators=(",", ":"))
        if len(written) > kind.characters:
            raise pulumi.RunError(
                f"{kind.label} with {', '.join(sids)} has {len(written)} characters; "
                f"AWS allows {kind.characters}: split it, or name fewer resources"
            )
        return written

    return pulumi.Output.from_input([statement.body() for statement in statements]).apply(text)


def service(*names: str) -> Principals:
    """AWS services, such as `delivery.logs.amazonaws.com`."""
    return {"Service": names}


def account(account_id: pulumi.Output[str]) -> Principals:
    """An account as a whole: its own identity policies then say who of it."""
    return {"AWS": [pulumi.Output.format("arn:aws:iam::{0}:root", account_id)]}


def _short(values: Text | Sequence[Text]) -> Any:
    """A list of one as the thing itself, as IAM accepts and shorter."""
    if isinstance(values, Sequence) and not isinstance(values, str):
        return values[0] if len(values) == 1 else list(values)
    return values
