"""Cases of every rule that judges one resource, by the rule's name."""

from tests.policies.cases import (
    encryption,
    exposure,
    iam,
    metadata,
    network,
    operations,
    regions,
    secrets,
    tagging,
    transit,
)
from tests.policies.harness import Case

CASES: dict[str, Case] = {
    **tagging.CASES,
    **regions.CASES,
    **metadata.CASES,
    **encryption.CASES,
    **transit.CASES,
    **exposure.CASES,
    **network.CASES,
    **iam.CASES,
    **secrets.CASES,
    **operations.CASES,
}
