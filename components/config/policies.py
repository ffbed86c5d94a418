"""The `policies` section: that the rules it names exist. Its shape is the pack's own."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from guardrails.refusal import Refused
from pack.settings import PolicySettings
from rules import CATALOGUE


def refused_policies(settings: PolicySettings) -> Iterator[Refused]:
    """Overrides and waivers of rules that the pack does not have; `at` leads from the section."""
    named: list[tuple[str, tuple[str | int, ...]]] = [
        (rule, ("overrides", rule)) for rule in settings.overrides
    ]
    named += [(waiver.rule, ("waivers", index, "rule")) for index, waiver in enumerate(settings.waivers)]
    known = sorted(rule.name for rule in CATALOGUE)
    for name, at in named:
        if name not in known:
            close = get_close_matches(name, known, n=3)
            yield Refused(
                f"The pack has no rule {name}" + (f"; did you mean {close[0]}?" if close else ""),
                given=name,
                allowed=", ".join(close) if close else f"one of the pack's {len(known)} rules",
                fix=f"Write {close[0]}." if close else "Look the name up in the pack's list of rules.",
                at=at,
            )
