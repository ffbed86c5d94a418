"""The catalogue: every rule of the pack, in the order in which they are registered."""

from pack.rule import AnyRule

CATALOGUE: tuple[AnyRule, ...] = ()
