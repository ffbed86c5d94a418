"""A place in an organization: what binds whoever works in an account there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..evaluation import Policy

Levels = Sequence[Sequence[Policy]]
_ACCOUNT = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])", re.ASCII)
_ORGANIZATION = re.compile(r"\bo-[a-z0-9]{10,32}\b", re.ASCII)


@dataclass(frozen=True, kw_only=True, eq=False)
class Place:
    """The policies from the root down to an account.

    `levels` names each level, such as `Root`, `Workloads`, `Workloads/Production`, `the account`; both kinds
    of policies have one entry for each. `fixes` says by a policy's name what to do about a denial.
    """

    levels: Sequence[str]
    service_policies: Levels
    resource_policies: Levels = ()
    fixes: Mapping[str, str] = field(default_factory=dict)

    def policy(self, plane: str | None, level: int, name: str) -> Policy | None:
        """The policy that a decision names."""
        planes = self.resource_policies if plane == "RCP" else self.service_policies
        return next((policy for policy in planes[level] if policy.name == name), None)

    @cached_property
    def accounts(self) -> tuple[str, ...]:
        """The account ids that the policies mention: any other one is the same to them."""
        return self._mentioned(_ACCOUNT)

    @cached_property
    def organizations(self) -> tuple[str, ...]:
        """The ids of organizations that the policies mention."""
        return self._mentioned(_ORGANIZATION)

    def _mentioned(self, form: re.Pattern[str]) -> tuple[str, ...]:
        return tuple(sorted({found for text in self._documents() for found in form.findall(text)}))

    def _documents(self) -> Iterator[str]:
        for levels in (self.service_policies, self.resource_policies):
            for policies in levels:
                for policy in policies:
                    yield _as_text(policy.document)


def _as_text(document: Mapping[str, Any] | str) -> str:
    return document if isinstance(document, str) else json.dumps(document)
