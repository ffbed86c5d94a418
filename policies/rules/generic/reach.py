"""The types that a generic rule judges: those of its group that no rule by name judges already."""

from collections.abc import Iterable

from pack.rule import AnyRule, Rule, Types

from rules.data import paths


def beyond(group: str, named: Iterable[AnyRule]) -> Types:
    """The types of the group that none of the named rules is about."""
    judged = {token for rule in named if isinstance(rule, Rule) for token in rule.types}
    tokens = [token for token in paths(group) if token not in judged]
    return Types(tokens, summary=f"{len(tokens)} more types with such a property")
