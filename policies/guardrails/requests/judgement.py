"""What the policies of an organization do to the creation of a planned resource."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from ..evaluation import Decision, evaluate
from .caller import SOME_ACCOUNT, SOME_ORGANIZATION, Caller
from .implied import Implied, Planned, implied
from .mapping import Mapped
from .place import Place


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """A request that would be denied, or of which nobody can tell yet.

    `decision` is what decided, `place` where. `more` counts further requests of the same resource that the
    same statement denies. `property` is what the finding points to; "" where no property decides.
    """

    result: Literal["denied", "unknown"]
    implied: Implied
    decision: Decision
    place: Place
    property: str = ""
    more: int = 0


def judged(mapped: Mapped, planned: Planned, caller: Caller, places: Sequence[Place]) -> list[Judgement]:
    """The requests that do not certainly pass; denied ones first, one for each statement that decides.

    With several places, nobody knows in which of them the account is: denied is what all of them deny. The
    same holds for ids that are not known and that a policy mentions.
    """
    found: dict[tuple[str, ...], Judgement] = {}
    for one in _over_candidates(mapped, planned, caller, places):
        decision = one.decision
        key = (one.result, decision.plane or "", str(decision.level), decision.policy or "",
               decision.statement or "", one.property if one.result == "unknown" else "")  # fmt: skip
        known = found.get(key)
        found[key] = replace(known, more=known.more + 1) if known else one
    return sorted(found.values(), key=lambda one: one.result)


def _over_candidates(
    mapped: Mapped, planned: Planned, caller: Caller, places: Sequence[Place]
) -> Iterator[Judgement]:
    candidates = _candidates(caller, tuple(places))
    requests = [list(implied(mapped, planned, who)) for _, who in candidates]
    for same in zip(*requests, strict=True):  # one request, as each candidate would make it
        decisions = [
            evaluate(place.service_policies, one.request, resource_policies=place.resource_policies)
            for one, (place, _) in zip(same, candidates, strict=True)
        ]
        index = next((i for i, one in enumerate(decisions) if one.result != "allowed"), None)
        if index is None:
            continue
        certain = same[index].made and all(decision.result == "denied" for decision in decisions)
        one, decision = same[index], decisions[index]
        yield Judgement(
            result="denied" if certain else "unknown",
            implied=one,
            decision=decision,
            place=candidates[index][0],
            property=_property(one, decision, candidates[index][0], certain=bool(certain)),
        )


@lru_cache(maxsize=256)
def _candidates(caller: Caller, places: tuple[Place, ...]) -> tuple[tuple[Place, Caller], ...]:
    """Every place with every caller that its policies can tell apart: the same for most of a stack."""
    return tuple(
        (place, replace(caller, account=account, organization=organization))
        for place in places
        for account in ((caller.account,) if caller.account else (SOME_ACCOUNT, *place.accounts))
        for organization in (
            (caller.organization,) if caller.organization else (SOME_ORGANIZATION, *place.organizations)
        )
    )


def _property(one: Implied, decision: Decision, place: Place, *, certain: bool) -> str:
    """The property to look at: one that fills a key of the statement, or that is not known."""
    if decision.result == "unknown":
        paths = [one.paths.get(key.lower()) or key for key in decision.keys]
        return paths[0] if paths else one.naming or "the id that AWS will give it"
    if not certain and one.made is None:
        return one.place
    if decision.policy is None or decision.level is None:
        return ""
    policy = place.policy(decision.plane, decision.level, decision.policy)
    for statement in policy.statements if policy else ():
        if statement.label == decision.statement:
            return next((one.paths[c.key] for c in statement.conditions if one.paths.get(c.key)), "")
    return ""
