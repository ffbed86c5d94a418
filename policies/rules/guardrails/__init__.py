"""The organization's own policies, judged before AWS sees the call."""

from rules.guardrails.denied import DENIED, DERIVED

RULES = (DENIED, DERIVED)
