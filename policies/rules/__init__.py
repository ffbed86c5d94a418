"""The catalogue: every rule of the pack, in the order in which they are registered."""

from pack.rule import AnyRule

from rules import encryption, exposure, metadata, network, regions, tagging

CATALOGUE: tuple[AnyRule, ...] = (
    *tagging.RULES,
    *regions.RULES,
    *metadata.RULES,
    *encryption.RULES,
    *exposure.RULES,
    *network.RULES,
)
