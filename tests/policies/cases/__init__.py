"""Cases of every rule that judges one resource, by the rule's name."""

from tests.policies.cases import encryption, exposure, metadata, network, regions, tagging
from tests.policies.harness import Case

CASES: dict[str, Case] = {
    **tagging.CASES,
    **regions.CASES,
    **metadata.CASES,
    **encryption.CASES,
    **exposure.CASES,
    **network.CASES,
}
