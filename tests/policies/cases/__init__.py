"""Cases of every rule that judges one resource, by the rule's name."""

from tests.policies.cases import (
    analytics,
    encryption,
    exposure,
    groups,
    iam,
    keys,
    lifecycle,
    metadata,
    network,
    operations,
    recovery,
    regions,
    secrets,
    service_logs,
    tagging,
    tls,
    transit,
    workloads,
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
    **analytics.CASES,
    **groups.CASES,
    **keys.CASES,
    **recovery.CASES,
    **service_logs.CASES,
    **tls.CASES,
    **workloads.CASES,
    **lifecycle.CASES,
}
