"""Lists of rules that let packets pass or stop them: network ACLs, security groups, firewall policies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .packets import Packets
from .planned import Resource


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; the first that matches decides."""

    match: Packets
    allows: bool
    text: str
    resource: Resource
    condition: str = ""
    """What else has to hold, which packets alone do not tell: a domain, a group that a workload wears."""
    stateless: bool = False
    """Whether a firewall lets it pass without remembering the connection."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a filter makes of some packets; `rule` is None where no rule matches."""

    packets: Packets
    rule: Rule | None

    @property
    def passes(self) -> bool:
        """Whether they get through."""
        return self.rule is not None and self.rule.allows


@dataclass(frozen=True, slots=True, eq=False)
class Filter:
    """Rules in their order; what none of them matches is stopped. `owner` is named for it."""

    rules: tuple[Rule, ...]
    owner: Resource
    _seen: dict[Packets, tuple[Verdict, ...]] = field(default_factory=dict)

    def judge(self, packets: Packets) -> tuple[Verdict, ...]:
        """The packets, divided by the rule that decides."""
        known = self._seen.get(packets)
        if known is None:
            known = self._seen[packets] = tuple(self._judge(packets))
        return known

    def _judge(self, packets: Packets) -> Iterator[Verdict]:
        left = [packets]
        for rule in self.rules:
            rest: list[Packets] = []
            for part in left:
                common = part & rule.match
                if not common:
                    rest.append(part)
                    continue
                yield Verdict(common, rule)
                if common != part:
                    rest += part - common
            left = rest
            if not left:
                return
        for part in left:
            yield Verdict(part, None)
