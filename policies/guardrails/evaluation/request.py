"""An API request as the evaluation sees it: known, unknown and absent facts told apart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

_ACCOUNT_IN_ARN = re.compile(r"arn:[^:]+:[^:]*:[^:]*:([0-9]{12}):")
_SERVICE_LINKED = re.compile(r"arn:[^:]+:iam::[^:]*:role/aws-service-role/")
_SERVICE_PRINCIPAL = re.compile(r"[a-z0-9.-]+\.amazonaws\.com(\.cn)?")


@dataclass(frozen=True)
class Unknown:
    """A value that nobody knows before the deployment.

    The key is in the request, with at least one value. Where even that is not known, `optional` is true.
    """

    optional: bool = False


Value = str | Unknown | Sequence["str | Unknown"]


@dataclass(frozen=True)
class Request:
    """One authorization that an API call needs.

    `action` is written `service:Name`, `resource` an ARN, or `*` for actions that know no resources.
    `principal` is the ARN of the role or user that calls (for a session: of its role), or the name of an AWS
    service. `context` holds the condition keys; one that is left out is absent from the request. A key that
    ends in `/*`, such as `aws:RequestTag/*`, stands for every key of that family that is not given itself.

    `aws:PrincipalArn` and `aws:PrincipalAccount` come from `principal` where `context` lacks them. With
    `resource_is_pattern`, each `*` of `resource` is some text that is not known yet, not an asterisk; in an
    ARN with all its parts it holds no colon.
    """

    action: str
    resource: str
    principal: str = ""
    context: Mapping[str, Value] = field(default_factory=dict)
    resource_is_pattern: bool = False

    @cached_property
    def keys(self) -> Mapping[str, Unknown | tuple[str | Unknown, ...]]:
        """The context by key in small letters: key names have no case."""
        keys: dict[str, Unknown | tuple[str | Unknown, ...]] = {}
        if self.principal.startswith("arn:"):
            keys["aws:principalarn"] = (self.principal,)
        if account := self.principal_account:
            keys["aws:principalaccount"] = (account,)
        for key, value in self.context.items():
            keys[key.lower()] = _values(value)
        return keys

    def lookup(self, key: str) -> Unknown | tuple[str | Unknown, ...] | None:
        """What a key in small letters holds: None where it is absent or holds no value."""
        found = self.keys.get(key)
        if found is None and "/" in key:
            found = self.keys.get(key[: key.index("/")] + "/*")
        return found or None

    @cached_property
    def principal_account(self) -> str | None:
        """The account of the principal, where its ARN names one."""
        match = _ACCOUNT_IN_ARN.match(self.principal)
        return match[1] if match else None

    @cached_property
    def is_service_linked(self) -> bool:
        """Whether a service-linked role calls; IAM keeps that path for them."""
        return _SERVICE_LINKED.match(self.principal) is not None

    @cached_property
    def is_service(self) -> bool:
        """Whether an AWS service calls in its own name."""
        return _SERVICE_PRINCIPAL.fullmatch(self.principal) is not None


def _values(value: Any) -> Unknown | tuple[str | Unknown, ...]:
    if isinstance(value, Unknown):
        return value
    if value is Unknown:  # the class where an instance is meant
        return Unknown()
    if isinstance(value, (list, tuple, set, frozenset)):
        return tuple(_single(item) for item in value)
    return (_single(value),)


def _single(value: Any) -> str | Unknown:
    if isinstance(value, Unknown) or value is Unknown:
        return Unknown()
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
