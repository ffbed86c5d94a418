"""Functions whose answer is computed; the data files say which function is which of these."""

from collections.abc import Callable

from preview.synthesis.functions.call import Call
from preview.synthesis.functions.locations import (
    availability_zone,
    availability_zones,
    partition,
    region,
    regions,
)
from preview.synthesis.functions.manifests import decoded
from preview.synthesis.functions.names import (
    arn_parts,
    default_tags,
    registry_credentials,
    service,
    service_principal,
    session_context,
)
from preview.synthesis.functions.policy_document import policy_document
from preview.values import Value

COMPUTED: dict[str, Callable[[Call], dict[str, Value]]] = {
    "arn_parts": arn_parts,
    "availability_zone": availability_zone,
    "availability_zones": availability_zones,
    "decoded": decoded,
    "default_tags": default_tags,
    "partition": partition,
    "policy_document": policy_document,
    "region": region,
    "regions": regions,
    "registry_credentials": registry_credentials,
    "service": service,
    "service_principal": service_principal,
    "session_context": session_context,
}

__all__ = ["COMPUTED", "Call"]
