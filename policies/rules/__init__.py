"""The catalogue: every rule of the pack, in the order in which they are registered."""

from pack.rule import AnyRule

from rules import (
    encryption,
    exposure,
    generic,
    guardrails,
    iam,
    kubernetes,
    lifecycle,
    metadata,
    network,
    operations,
    regions,
    secrets,
    tagging,
    transit,
    workloads,
)

CATALOGUE: tuple[AnyRule, ...] = (
    *tagging.RULES,
    *regions.RULES,
    *metadata.RULES,
    *encryption.RULES,
    *transit.RULES,
    *exposure.RULES,
    *network.RULES,
    *iam.RULES,
    *secrets.RULES,
    *operations.RULES,
    *guardrails.RULES,
    *workloads.RULES,
    *lifecycle.RULES,
    *kubernetes.RULES,
    *generic.RULES,
)
