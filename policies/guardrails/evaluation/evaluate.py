"""What the policies of an organization decide about a request, by IAM's rules. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from .conditions import Condition
from .decision import Decision
from .policy import Policy, Statement
from .request import Request, Unknown
from .services import bound_by_resource_policies
from .truth import Truth

Levels = Sequence[Sequence[Policy]]
Plane = Literal["SCP", "RCP"]


def evaluate(
    levels: Levels, request: Request, *, resource_policies: Levels = (), management_account: str | None = None
) -> Decision:
    """Decide whether a request passes the policies from the root down to an account.

    `levels` holds the service control policies of the root, of each unit and of the account, in this order;
    `resource_policies` the resource control policies in the same form. A level without a policy that allows
    the request denies it; one without policies does so too. No levels at all bind nobody. In resource control
    policies only what denies counts, since AWS keeps one attached everywhere that allows everything.

    Nothing binds principals of the management account, service-linked roles, and (service control policies)
    AWS services. The management account's resources are bound by no resource control policy: pass none.

    Raises PolicyError where a document is no policy.
    """
    if request.is_service_linked:
        return Decision(
            result="allowed", explanation="No policy of the organization binds service-linked roles."
        )
    action = request.action.lower()
    found = _Found(request)
    if not _unbound(request, management_account):
        for level, policies in enumerate(levels):
            found.judge(level, policies, action, "SCP", needs_allow=True)
    if resource_policies and bound_by_resource_policies(action):
        for level, policies in enumerate(resource_policies):
            found.judge(level, policies, action, "RCP", needs_allow=False)
    return found.decision()


def _unbound(request: Request, management_account: str | None) -> bool:
    in_management = management_account is not None and request.principal_account == management_account
    return in_management or request.is_service


class _Found:
    """What the levels say, the strongest word of each kind kept: the first in the order of the levels."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.denied: Decision | None = None
        self.not_allowed: Decision | None = None
        self.unknown: Decision | None = None

    def judge(
        self, level: int, policies: Sequence[Policy], action: str, plane: Plane, *, needs_allow: bool
    ) -> None:
        allowed: Truth = False
        for policy in policies:
            denying, allowing = policy.about(action)
            for statement in denying:
                self._deny(statement.holds(self.request), level, policy, statement, plane)
            for statement in allowing if needs_allow and allowed is not True else ():
                holds = statement.holds(self.request)
                if holds is None:
                    allowed = None
                    perhaps = (policy, statement)
                elif holds:
                    allowed = True
                    break
        if not needs_allow or allowed:
            return
        if allowed is None and self.unknown is None:
            self.unknown = self._depends(*perhaps, level, plane, "allows")
        elif allowed is False and self.not_allowed is None:
            names = ", ".join(policy.name for policy in policies)
            self.not_allowed = Decision(
                result="denied",
                explanation=f"{self.request.action} on {self.request.resource} is denied at {_place(level)}: "
                + (f"no statement of {names} allows it." if names else "no policy is attached there."),
                plane=plane,
                level=level,
            )

    def _deny(self, holds: Truth, level: int, policy: Policy, statement: Statement, plane: Plane) -> None:
        if holds and self.denied is None:
            self.denied = Decision(
                result="denied",
                explanation=f"{self.request.action} on {self.request.resource} is denied at {_place(level)} "
                f"by {policy.name}, statement {statement.label}.",
                plane=plane,
                level=level,
                policy=policy.name,
                statement=statement.label,
            )
        elif holds is None and self.unknown is None:
            self.unknown = self._depends(policy, statement, level, plane, "denies")

    def _depends(self, policy: Policy, statement: Statement, level: int, plane: Plane, verb: str) -> Decision:
        keys = _unknown_keys(statement, self.request)
        reason = f"the value of {', '.join(keys)}" if keys else "a part of the resource's name"
        return Decision(
            result="unknown",
            explanation=f"Whether {policy.name}, statement {statement.label}, at {_place(level)} {verb} "
            f"{self.request.action} on {self.request.resource} depends on {reason}, not known yet.",
            plane=plane,
            level=level,
            policy=policy.name,
            statement=statement.label,
            keys=keys,
        )

    def decision(self) -> Decision:
        found = self.denied or self.not_allowed or self.unknown
        return found or Decision(result="allowed", explanation=f"{self.request.action} passes every level.")


def _place(level: int) -> str:
    return "the root" if level == 0 else f"level {level} below the root"


def _unknown_keys(statement: Statement, request: Request) -> tuple[str, ...]:
    """The keys of the statement's conditions that hold no known value."""
    undecided = [condition for condition in statement.conditions if condition.holds(request) is None]
    keys: dict[str, None] = {}
    for condition in undecided:
        keys[condition.name] = None
        for value in condition.values if isinstance(condition, Condition) else ():
            for part in value if isinstance(value, tuple) else ():
                if not isinstance(part, str):
                    keys[part.key] = None
    return tuple(key for key in keys if _holds_unknown(request, key.lower()))


def _holds_unknown(request: Request, key: str) -> bool:
    found = request.lookup(key)
    return isinstance(found, Unknown) or (found is not None and Unknown() in found)
